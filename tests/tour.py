"""Takes the pictures of the README's tour from a running demo: python -m tests.tour http://127.0.0.1:8000

Run it again after a page has changed, then look at each picture. Every public page is in the album (tests/album.py).
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.window import chromium

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "tour"
PHONE, DESK = 360, 1280
PASSWORD = "demo"
#: Of a flat page: more cannot be seen, and would be carried by every clone.
COLOURS = 128


@dataclass(frozen=True)
class Picture:
    """One page as one person sees it; `then` is clicked before the picture is taken."""

    name: str
    address: str
    width: int
    who: str = ""
    then: str = ""
    language: str = "en-GB"


TOUR: tuple[Picture, ...] = (
    Picture("start", "/", PHONE),
    Picture("danger", "/report/1/", PHONE),
    Picture("come-back", "/return/", PHONE),
    Picture("find-help", "/support/", PHONE),
    Picture("in-arabic", "/report/1/", PHONE, language="ar"),
    Picture("in-ukrainian", "/", PHONE, language="uk"),
    Picture("easy-read", "/report/1/", PHONE, then="button[name=easy_read]"),
    Picture("under-18", "/under-18/", PHONE),
    Picture("queue", "/desk/", DESK, "control.room@cumbria.example"),
    Picture("queue-on-a-phone", "/desk/", PHONE, "officer@cumbria.example"),
    Picture("case", "/desk/", DESK, "control.room@cumbria.example", "main tbody tr:nth-child(2) a[href*=cases]"),
    Picture("final-review", "/desk/", DESK, "hate.crime.inspector@cumbria.example", "main tbody tr a[href*=cases]"),
    Picture("flood", "/desk/flood/?days=7", DESK, "operator@cumbria.example"),
    Picture("performance", "/desk/performance/?part=work", DESK, "hate.crime.lead@cumbria.example"),
    Picture("log", "/desk/audit/?action=disclosure", DESK, "auditor@cumbria.example"),
    Picture("referrals", "/referrals/", DESK, "victim.support@partner.example"),
)


def main(house: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for picture in TOUR:
            context = browser.new_context(
                viewport={"width": picture.width, "height": 900 if picture.width > 500 else 740},
                locale=picture.language,
            )
            page = context.new_page()
            if picture.who:
                sign_in(page, house, picture.who)
            page.goto(house + picture.address)
            if picture.then:
                with page.expect_navigation():
                    page.locator(picture.then).first.click()
                if (knows_nobody := page.get_by_role("button", name="No, open it", exact=True)).count():
                    with page.expect_navigation():
                        knows_nobody.click()
            path = PICTURES / f"{picture.name}.png"
            page.screenshot(path=path)
            with Image.open(path) as taken:
                small = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(path, optimize=True)
            context.close()
        browser.close()


def sign_in(page: Page, house: str, who: str) -> None:
    page.goto(f"{house}/accounts/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
