"""What a page costs somebody on a slow telephone: bytes as they cross the wire, and requests.

Built files come compressed from the house. The text of a page does not (a secret beside what was typed, under one
compression, can be guessed), so a page is weighed as a proxy that compresses it would send it, and once as it is.
"""

import gzip
import re
from urllib.parse import urljoin

import httpx
import pytest

from hatereport.languages.table import LANGUAGES
from tests.running_house import House
from tests.visitor import Page, Visitor

KIB = 1024
FIRST_PAGE, LATER_PAGE = 30 * KIB, 12 * KIB
REQUESTS = 6

STEPS: dict[int, dict[str, str | list[str]]] = {
    1: {"danger": "no"},
    2: {"filer": "victim"},
    3: {"words": "They shouted at me outside the shop and pushed me against the wall.", "kinds": ["hit"]},
    4: {"when": "unsure"},
    5: {"place_type": "street", "postcode": "CA1"},
    6: {"strands": ["race"]},
    7: {"contact": "anonymous"},
}


every_language = pytest.mark.parametrize("language", [language.code for language in LANGUAGES])


def reader(house: House, language: str) -> Visitor:
    """Somebody who has picked a language."""
    visitor = Visitor(house.url)
    visitor.cookies["language"] = language
    return visitor


def weight(page: Page) -> int:
    """Bytes of the page itself, compressed."""
    return len(gzip.compress(page.text.encode()))


def parts_of(page: Page) -> set[str]:
    """What a browser fetches with the page: styles, scripts, pictures."""
    found = re.findall(r'<(?:link[^>]*\bhref|script[^>]*\bsrc|img[^>]*\bsrc)="([^"]+)"', page.text)
    return {urljoin(page.url, address) for address in found}


def fetched(address: str) -> httpx.Response:
    return httpx.get(address, headers={"Accept-Encoding": "gzip"}, timeout=30)


@every_language
def test_the_first_page_is_light_and_asks_for_little(house: House, language: str) -> None:
    with reader(house, language) as visitor:
        page = visitor.get("/")
    parts = [fetched(address) for address in parts_of(page)]

    assert page.headers["content-language"] == language
    assert 1 + len(parts) <= REQUESTS
    assert weight(page) + sum(int(part.headers["content-length"]) for part in parts) < FIRST_PAGE
    assert all(part.status_code == 200 for part in parts)


def test_built_files_are_fetched_once_and_compressed(house: House) -> None:
    with Visitor(house.url) as visitor:
        pages = [visitor.get("/"), visitor.get("/accounts/login/")]

    for address in parts_of(pages[0]) | parts_of(pages[1]):
        part = fetched(address)
        assert "immutable" in part.headers["cache-control"], address
        assert part.headers.get("content-encoding") == "gzip", address


@every_language
def test_every_later_page_is_light_and_fetches_nothing_more(house: House, language: str) -> None:
    heavy: dict[str, int] = {}
    with reader(house, language) as visitor:
        known = parts_of(visitor.get("/"))

        def weigh(page: Page) -> Page:
            assert page.status == 200
            assert parts_of(page) <= known, page.url
            if weight(page) >= LATER_PAGE:
                heavy[page.url] = weight(page)
            return page

        for step, answers in STEPS.items():
            page = weigh(visitor.get(f"/report/{step}/"))
            weigh(visitor.post(page, page.form("seen"), {}))
            visitor.post(page, page.form("seen"), answers)
        check = weigh(visitor.get("/report/8/"))
        sent = weigh(visitor.post(check, check.form("seen"), {}))
        for address in ("/return/", "/privacy/", "/accessibility/", "/report/sent/"):
            weigh(visitor.get(address))
        assert 'id="code"' in sent.text

    assert heavy == {}


@pytest.mark.parametrize("address", ["/", "/report/1/", "/return/"])
def test_the_text_of_a_page_is_not_compressed_by_the_house(house: House, address: str) -> None:
    assert "content-encoding" not in fetched(house.url + address).headers
