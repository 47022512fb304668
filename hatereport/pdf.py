"""A page of ours as a PDF: tagged for screen readers, drawn with the fonts of the machine, and nothing is fetched.

WeasyPrint takes half a second to load and needs Pango from the system, so it is loaded by whoever draws first. Where Pango
is missing only this is: installed() says so to pages, and a check (checks.py) to whoever deploys.
"""

from functools import cache
from importlib import import_module
from types import ModuleType

#: Tagged, with a title and a language: what PDF/UA-1 asks for.
VARIANT = "pdf/ua-1"


class Fetched(ValueError):
    """A page that is drawn here names an address, and nothing is fetched."""


class NotInstalled(RuntimeError):
    """No PDF can be drawn here: Pango is not installed."""


@cache
def _weasyprint() -> ModuleType | None:
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):  # without Pango loading it fails with OSError
        return None


def installed() -> bool:
    return _weasyprint() is not None


def draw(html: str, css: str) -> bytes:
    """The PDF of a whole HTML document. Raises NotInstalled, and Fetched when the document asks for anything else."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise NotInstalled(NotInstalled.__doc__)
    nowhere = weasyprint.urls.URLFetcher(allowed_protocols=(), fail_on_errors=True)
    try:
        style = weasyprint.CSS(string=css, url_fetcher=nowhere)
        page = weasyprint.HTML(string=html, url_fetcher=nowhere)
        drawn: bytes = page.write_pdf(stylesheets=[style], pdf_variant=VARIANT)
    except weasyprint.urls.FatalURLFetchingError:  # no Exception: it would pass through every handler
        raise Fetched(Fetched.__doc__) from None
    return drawn
