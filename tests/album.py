"""Takes every public page from a running demo: python -m tests.album http://127.0.0.1:8000

On a phone and on a screen, in English and in Arabic; then writes docs/tour/public.md, which shows
them side by side. The few pictures of the README itself are tests/tour.py's.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from incidents.questions import OPTIONAL
from tests.window import chromium

ALBUM = Path(__file__).resolve().parents[1] / "docs" / "tour" / "public"
LANGUAGES = {"en": "en-GB", "ar": "ar"}
#: Width of the window -> of the picture: the album is to leaf through, not to read.
WIDTHS = {360: 270, 1280: 640}
#: Of 100; a page is words on white.
QUALITY = 35
#: Pixels of a picture; the rest of a very long page is left out.
TALLEST = 1600

READ = (
    ("support", "Find help"),
    ("rights", "What you can expect"),
    ("under-18", "If you are under 18"),
    ("complaints", "How to complain"),
    ("your-data", "Your data rights"),
    ("compensation", "Money after a violent crime"),
    ("paper", "The form on paper"),
    ("privacy", "How what is told is kept"),
    ("accessibility", "Accessibility statement"),
)


@dataclass(frozen=True)
class Leaf:
    """One page of the album: its file's name, and what it shows."""

    name: str
    shows: str


def leaves(page: Page, house: str) -> Iterator[Leaf]:
    """Go from page to page as somebody who reports, leaves a mistake here and there, and comes back."""

    def goes(address: str) -> None:
        page.goto(house + address)

    def on() -> None:
        with page.expect_navigation():
            page.click("main form button.govuk-button[type=submit]")

    goes("/")
    yield Leaf("start", "Start")
    for address, shows in READ:
        goes(f"/{address}/")
        yield Leaf(address, shows)
    goes("/no/such/page/")
    yield Leaf("not-here", "An address that leads nowhere")
    yield from _form(page, goes, on)
    yield from _behind_the_code(page, goes, on)


def _form(page: Page, goes: Any, on: Any) -> Iterator[Leaf]:
    goes("/report/1/")
    yield Leaf("report-1", "1: danger")
    on()
    yield Leaf("report-1-wrong", "1: nothing chosen")
    page.check("input[name=danger][value=yes]")
    on()
    yield Leaf("report-1-help", "Somebody is in danger")
    goes("/report/1/")
    page.check("input[name=danger][value=no]")
    on()
    page.check("input[name=filer][value=victim]")
    page.check("input[name=under_18][value=yes]")
    yield Leaf("report-2", "2: who")
    on()
    page.check("input[name=kinds][value=called_names]")
    yield Leaf("report-3", "3: what")
    on()
    page.check("input[name=when][value=exact]")
    yield Leaf("report-4", "4: when")
    on()
    page.check("input[name=place_type][value=street]")
    page.fill("input[name=postcode]", "CA4")
    yield Leaf("report-5", "5: where")
    on()
    yield Leaf("report-5-area", "A postcode of two areas")
    page.check("input[value='area:carlisle']")
    on()
    page.check("input[name=strands][value=race]")
    yield Leaf("report-6", "6: why")
    on()
    page.check("input[name=contact][value=yes]")
    yield Leaf("report-7", "7: contact, of somebody under 18")
    on()
    yield Leaf("report-7-wrong", "7: with mistakes")
    page.check("input[name=contact][value=anonymous]")
    on()
    yield Leaf("report-8", "8: check answers")
    for section in OPTIONAL:
        goes(f"/report/more/{section.code}/")
        yield Leaf(f"more-{section.code}", f"May be added: {section.code.replace('_', ' ')}")
    goes("/report/more/effect/help/")
    yield Leaf("more-effect-help", "Somebody who thinks of ending their life")
    goes("/report/save/")
    yield Leaf("save", "Save and come back later")
    goes("/report/8/")
    on()
    yield Leaf("sent", "After sending")


def _behind_the_code(page: Page, goes: Any, on: Any) -> Iterator[Leaf]:
    code = page.inner_text("#code").strip()
    goes("/return/")
    yield Leaf("return-code", "Come back")
    page.fill("input[name=code]", code)
    on()
    yield Leaf("return", "Behind the code")
    for name, shows in (
        ("contact", "How to be reached"),
        ("news", "A message when there is news"),
        ("files", "Add a file"),
        ("help", "Danger told behind the code"),
        ("withdraw", "Take a report back"),
        ("code", "Change the code"),
    ):
        goes(f"/return/{name}/")
        yield Leaf(f"return-{name}", shows)
    on()
    yield Leaf("return-code-changed", "The new code")
    page.context.clear_cookies()
    goes("/return/")
    page.fill("input[name=code]", code)
    on()
    yield Leaf("return-narrow", "Behind an old code")


def main(house: str) -> None:
    ALBUM.mkdir(parents=True, exist_ok=True)
    shown: list[Leaf] = []
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for language, locale in LANGUAGES.items():
            for width in WIDTHS:
                page = browser.new_context(viewport={"width": width, "height": 800}, locale=locale).new_page()
                shown = []
                for leaf in leaves(page, house):
                    _keep(page, f"{leaf.name}-{language}-{width}", WIDTHS[width])
                    shown.append(leaf)
                page.context.close()
        browser.close()
    _write_down(shown)


def _keep(page: Page, name: str, width: int) -> None:
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    smaller = shot.resize((width, shot.height * width // shot.width), Image.Resampling.LANCZOS)
    smaller.crop((0, 0, width, min(smaller.height, TALLEST))).save(ALBUM / f"{name}.webp", quality=QUALITY, method=6)


def _write_down(shown: list[Leaf]) -> None:
    lines = [
        "# Every public page",
        "",
        "On a phone (360 px) and on a screen (1280 px), in English and in Arabic, from a running demo.",
        "Taken by `python -m tests.album http://127.0.0.1:8000`.",
    ]
    for leaf in shown:
        cells = [
            f'<img src="public/{leaf.name}-{language}-{width}.webp" height="480" alt="{leaf.shows}, {language}, {width} px">'
            for language in LANGUAGES
            for width in WIDTHS
        ]
        lines += ["", f"## {leaf.shows}", "", "\n".join(cells)]
    (ALBUM.parent / "public.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
