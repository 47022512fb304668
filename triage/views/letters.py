"""Letters at the desk: shown before they are sent, as they were sent, and every template with invented data."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hatereport.languages.table import BY_CODE, LANGUAGES, SOURCE
from incidents.letters.invented import invented
from incidents.letters.kinds import KIND_OF, KINDS
from incidents.letters.writing import Written
from incidents.models import LanguageReview, Letter
from triage.queues import DESK_ROLES
from triage.shapes import Act
from triage.views.cases import about, file_or_404, look
from triage.views.door import desk, open_to, page

#: What a form sends that is not an answer.
_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "seen", "change", "then"})
administrators_too = open_to("force_administrator", *DESK_ROLES)


def preview(request: HttpRequest, reference: str, act: Act, written: Written) -> HttpResponse:
    """The letter exactly as it would leave, and nothing kept yet; what was typed goes on with the page."""
    with transaction.atomic():
        file = file_or_404(request, reference)
        look(request, file, "letter_preview")
        said = about(request, file)
    return page(request, "letter_preview.html", **said, act=act, letter=written, typed=list(_typed(request)))


@desk
@require_safe
@transaction.atomic
def letter(request: HttpRequest, reference: str, letter_id: uuid.UUID) -> HttpResponse:
    """A letter as it was sent, to read or to print again. One with a name on it is for those who may see the names."""
    file = file_or_404(request, reference)
    found = Letter.objects.select_related("contact", "made_by").filter(pk=letter_id, report=file.case.report).first()
    if found is None:
        raise Http404
    written = Written.of(found)
    if written and written.to and not file.sees_names:
        raise PermissionDenied
    look(request, file, "letter_read")
    return page(request, "letter.html", **about(request, file), kept=found, letter=written, kind=KIND_OF[found.kind])


@administrators_too
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every kind in every language, and whether a native speaker has reviewed the language."""
    return page(request, "letters.html", languages=list(_languages()), source=SOURCE, kinds=KINDS)


@administrators_too
@require_safe
def template(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    if kind not in KIND_OF or language not in BY_CODE:
        raise Http404
    reviewed = LanguageReview.objects.filter(language=language).first()
    return page(
        request, "letter_template.html", kind=KIND_OF[kind], written_in=BY_CODE[language], reviewed=reviewed,
        is_source=language == SOURCE.code, letter=invented(kind, language),
    )  # fmt: skip


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in _OF_THE_FORM:
            yield from ((name, str(value)) for value in values)


def _languages() -> Iterator[dict[str, Any]]:
    reviews = {row.language: row for row in LanguageReview.objects.all()}
    for language in LANGUAGES:
        yield {
            "language": language,
            "is_source": language == SOURCE,
            "review": reviews.get(language.code),
        }
