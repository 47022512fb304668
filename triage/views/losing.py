"""What somebody typed where nothing is open to them: the case went out of their sight while they typed, or never was in
it, which looks alike. Their own words stand there to be copied, and nothing else.
"""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from triage import wording
from triage.fields import Field
from triage.records import RECORDS
from triage.views.door import Rest, View, page
from triage.workflow import WORKFLOW

_EVERY = [field for row in WORKFLOW for field in row.fields] + [field for kind in RECORDS for field in kind.fields]
#: By name; one that is words anywhere is words.
_FIELD: dict[str, Field] = {field.name: field for field in sorted(_EVERY, key=lambda field: field.sealed)}
#: What a form of the desk sends along unasked.
_CARRIED = {
    "csrfmiddlewaretoken",
    "version",
    "key",
    "tab",
    "find",
    "place",
    "then",
    "seen",
    "change",
    "declared",
    "next",
}
_OF_A_ROW = re.compile(r"^(?:row(?P<row>\d+)_)?(?P<name>.+?)(?:_[0-9a-f]{8}-[0-9a-f-]{27})?$")


def keeps_words(**questions: str) -> Callable[[View[Rest]], View[Rest]]:
    """For a page that takes words: its 404 to a form gives them back. `questions`: what is asked, by name; for an act,
    whose questions depend on a case that cannot be asked any more, everything posted that is no coded answer.
    """

    def keeping(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def kept(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                asked = questions or _asked(request.POST)
                words = [(label, text) for name, label in asked.items() if (text := request.POST.get(name, "").strip())]
                if not words:
                    raise
                return page(request, "lost.html", 404, words=words)

        return cast("View[Rest]", kept)

    return keeping


def _asked(posted: QueryDict) -> Mapping[str, str]:
    """The posted names that may hold words, and their questions as far as they are known without the case."""
    found = {}
    for name in posted:
        field, label = _question(name)
        if name not in _CARRIED and (field is None or field.sealed):
            found[name] = label
    return found


def _question(name: str) -> tuple[Field | None, str]:
    said = _OF_A_ROW.match(name)
    row, plain = (said["row"], said["name"]) if said else ("", name)
    field = _FIELD.get(plain)
    label = field.label if field else wording.short(plain)
    return field, f"Offence {row}: {label}" if row else label
