"""The header table: each row walked, and what the middleware makes of an answer."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from hatereport.headers import AREAS, Area, HeadersMiddleware, area_of, forget_everything, headers_of

PAGES = [area for area in AREAS if area.name not in ("api", "static")]


def answer(path: str, **own: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("", headers=own)

    response = HeadersMiddleware(view)(RequestFactory().get(path))
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "public"),
        ("/report/3/", "public"),
        ("/return/", "public"),
        ("/nobody/has/written/this/yet/", "public"),
        ("/exit/", "exit"),
        ("/desk/cases/HC-1/", "desk"),
        ("/desk", "public"),
        ("/referrals/", "desk"),
        ("/accounts/login/", "accounts"),
        ("/admin/partners/person/", "admin"),
        ("/api/v1/cases/", "api"),
        ("/api/v1/docs/", "api docs"),
        ("/livez", "api"),
        ("/static/public.css", "static"),
    ],
)
def test_an_address_belongs_to_the_longest_row_it_fits(path: str, name: str) -> None:
    assert area_of(path).name == name


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_nothing_is_taken_from_elsewhere_and_no_script_is_inline(area: Area) -> None:
    policy = headers_of(area)["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "*" not in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.replace("style-src 'self' 'unsafe-inline'", "")


def test_only_the_viewer_of_the_api_writes_styles_into_a_page() -> None:
    assert [area.name for area in AREAS if "unsafe-inline" in headers_of(area)["Content-Security-Policy"]] == [
        "api docs"
    ]


@pytest.mark.parametrize("area", PAGES, ids=lambda area: area.name)
def test_a_page_posts_only_to_us_and_has_no_other_base(area: Area) -> None:
    policy = headers_of(area)["Content-Security-Policy"]

    assert "form-action 'self'" in policy
    assert "base-uri 'none'" in policy


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_every_row_says_why_it_differs(area: Area) -> None:
    assert area.why.endswith(".")


def test_the_public_may_not_make_markup_by_script_and_may_only_copy() -> None:
    headers = headers_of(area_of("/report/1/"))

    assert "trusted-types 'none'" in headers["Content-Security-Policy"]
    assert [feature for feature in headers["Permissions-Policy"].split(", ") if not feature.endswith("=()")] == [
        "clipboard-write=(self)"
    ]


def test_the_address_of_a_page_is_told_to_nobody_outside() -> None:
    # no-referrer would be stricter, and would make every form answer 403 in Chromium.
    assert answer("/report/1/")["Referrer-Policy"] == "same-origin"


def test_nothing_but_hashed_files_may_be_kept() -> None:
    assert answer("/report/1/")["Cache-Control"] == "no-store"
    assert answer("/desk/")["Cache-Control"] == "no-store"
    assert answer("/api/v1/cases/")["Cache-Control"] == "no-store"
    kept = answer("/static/public.css", **{"Cache-Control": "max-age=315360000, public, immutable"})
    assert kept["Cache-Control"] == "max-age=315360000, public, immutable"


def test_search_engines_may_list_the_start_page_only() -> None:
    assert "X-Robots-Tag" not in answer("/")
    assert answer("/report/1/")["X-Robots-Tag"] == "noindex, nofollow"


def test_leaving_clears_the_browser() -> None:
    assert answer("/exit/")["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "Clear-Site-Data" not in answer("/report/1/")
    assert forget_everything(HttpResponse())["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_a_file_keeps_the_stricter_policy_its_view_gave_it() -> None:
    response = answer("/desk/cases/HC-1/files/1/", **{"Content-Security-Policy": "default-src 'none'; sandbox"})

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
