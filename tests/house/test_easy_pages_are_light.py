"""Easy Read and the pages to read cost no more than the rest; the symbols come as one file, once."""

import re
from urllib.parse import urljoin

from django.conf import settings

from tests.house.test_page_budgets import KIB, LATER_PAGE, STEPS, fetched, parts_of, weight
from tests.running_house import House
from tests.visitor import Page, Visitor

SYMBOLS = 4 * KIB
TO_READ = (
    "/complaints/",
    "/your-data/",
    "/compensation/",
    "/rights/",
    "/under-18/",
    "/privacy/",
    "/accessibility/",
    "/paper/",
)


def symbols_of(page: Page) -> set[str]:
    return {urljoin(page.url, address) for address in re.findall(r'<use href="([^"#]+)#', page.text)}


def test_every_easy_page_with_its_symbols_is_within_the_budget_of_a_step(house: House) -> None:
    heavy: dict[str, int] = {}
    sheets: set[str] = set()
    with Visitor(house.url) as visitor:
        known = parts_of(visitor.get("/"))
        visitor.cookies[settings.EASY_READ_COOKIE] = "yes"
        pages = [visitor.get("/"), *(visitor.get(address) for address in TO_READ)]
        for step, answers in STEPS.items():
            pages.append(visitor.get(f"/report/{step}/"))
            visitor.post(pages[-1], pages[-1].form("seen"), answers)
        pages += [visitor.get("/report/8/"), visitor.get("/return/")]

    for page in pages:
        assert page.status == 200, page.url
        assert parts_of(page) <= known, page.url
        assert "data:" not in page.text, page.url
        sheets |= symbols_of(page)
        symbols = sum(int(fetched(sheet).headers["content-length"]) for sheet in symbols_of(page))
        if weight(page) + symbols >= LATER_PAGE:
            heavy[page.url] = weight(page) + symbols

    assert heavy == {}
    (sheet,) = sheets
    answer = fetched(sheet)
    assert "immutable" in answer.headers["cache-control"]
    assert int(answer.headers["content-length"]) < SYMBOLS
