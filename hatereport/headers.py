"""What each part of the house allows a browser to do: one table, one middleware.

An address belongs to the area with the longest prefix it starts with; what no row names is
public, the strictest. A view that sends something special (a file: handed_out()) sets its own header
and keeps it: the table fills in only what is missing. Transport security (HSTS) depends on the
deployment and stays with Django's SecurityMiddleware.

Two traps, both tried out: `Referrer-Policy: no-referrer` makes Chromium post forms with
`Origin: null`, which the CSRF check refuses; `form-action` refuses a redirect to another site
after a POST, so the way out (/exit/) is a link.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

SELF = "'self'"
NONE = "'none'"

#: Every feature the browsers of 2026 know by this name; what is not here is off by their own default.
FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)

EVERYWHERE = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}

#: A page of our own making: everything from here, nothing from elsewhere, nothing written into the page.
PAGE = {
    "default-src": NONE,
    "script-src": SELF,
    "style-src": SELF,
    "img-src": SELF,
    "connect-src": SELF,
    "media-src": SELF,
    "form-action": SELF,
    "base-uri": NONE,
    "frame-ancestors": NONE,
    "object-src": NONE,
}

#: No page at all: data, a picture, a style.
NOT_A_PAGE = {"default-src": NONE, "frame-ancestors": NONE}

NO_HTML_BY_SCRIPT = {"require-trusted-types-for": "'script'", "trusted-types": NONE}
#: htmx parses what our server sends, through the one policy in static/src/js/trusted.js.
HTML_BY_HTMX = {"require-trusted-types-for": "'script'", "trusted-types": "default"}
NOTHING_INLINE_BUT_STYLE = {"style-src": "'self' 'unsafe-inline'", "img-src": "'self' data:"}


@dataclass(frozen=True)
class Area:
    """One row: whose addresses, what they may do, and why it differs from the row above."""

    name: str
    prefixes: tuple[str, ...]
    policy: dict[str, str]
    why: str
    #: Features allowed for our own pages; all others are off.
    features: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    #: False where the server of files says how long something is good for.
    no_store: bool = True
    #: The frame a refusal is shown in.
    frame: str = "base_public.html"


AREAS: tuple[Area, ...] = (
    Area(
        "public",
        ("/",),
        PAGE | NO_HTML_BY_SCRIPT,
        "The strictest (rulings.md 10). Copying the return code is the one thing a page may ask of the browser.",
        features=("clipboard-write",),
    ),
    Area(
        "exit",
        ("/exit/",),
        PAGE | NO_HTML_BY_SCRIPT,
        "The way out takes everything with it (protecting-people.md, HTTP).",
        extra={"Clear-Site-Data": '"cache", "cookies", "storage"'},
    ),
    Area(
        "desk",
        ("/desk/", "/referrals/", "/centre/", "/action-plan/"),
        PAGE | HTML_BY_HTMX,
        "Staff and partners: htmx renews parts of pages; a passkey may be asked for again before a grave act.",
        features=("publickey-credentials-get",),
        frame="base_desk.html",
    ),
    Area(
        "accounts",
        ("/accounts/",),
        PAGE | HTML_BY_HTMX | {"img-src": "'self' data:"},
        "Signing in: passkeys, and the picture to scan for the second factor, which comes inside the page.",
        features=("publickey-credentials-create", "publickey-credentials-get"),
        frame="base_desk.html",
    ),
    Area(
        "admin",
        ("/admin/",),
        PAGE | {"img-src": "'self' data:"},
        "The back office is Django's own: its scripts write markup.",
    ),
    Area(
        "api",
        ("/api/", "/livez", "/readyz", "/metrics"),
        NOT_A_PAGE,
        "Answers for machines.",
    ),
    Area(
        "api docs",
        ("/api/v1/docs/",),
        PAGE | NOTHING_INLINE_BUT_STYLE,
        "The viewer of the API's description writes styles into the page; staff only.",
    ),
    Area(
        "static",
        ("/static/",),
        NOT_A_PAGE,
        "Hashed files, the same for everybody: the one thing a browser may keep.",
        no_store=False,
    ),
)

#: The start page is the one page a search engine may list.
LISTED = "/"


def area_of(path: str) -> Area:
    """The row an address belongs to."""
    return max(AREAS, key=lambda area: max((len(p) for p in area.prefixes if path.startswith(p)), default=0))


def headers_of(area: Area) -> dict[str, str]:
    """The row written out."""
    allowed = ", ".join(f"{feature}=({'self' if feature in area.features else ''})" for feature in FEATURES)
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in area.policy.items()),
        "Permissions-Policy": allowed,
        "X-Robots-Tag": "noindex, nofollow",
    }
    if area.no_store:
        headers["Cache-Control"] = "no-store"
    return EVERYWHERE | headers | area.extra


_WRITTEN = {area.name: tuple(headers_of(area).items()) for area in AREAS}


class HeadersMiddleware:
    """Stands outermost, so that refusals, errors and files carry their headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in _WRITTEN[area_of(request.path).name]:
            response.headers.setdefault(name, value)
        if request.path == LISTED:
            del response.headers["X-Robots-Tag"]
        return response


def handed_out(content: bytes, name: str) -> HttpResponse:
    """A stranger's file on its way to an officer: saved, never shown; opened in a browser all the same, it can do nothing.

    `name` is one of ours: letters, numbers, dots and dashes.
    """
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def forget_everything(response: HttpResponse) -> HttpResponse:
    """For the end of a session: the browser drops what it kept of this site."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
