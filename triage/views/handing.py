"""A new return code, shown once to the officer who checked who the person is, and then nowhere any more.

It is read out, or written or printed on plain paper. Nobody at the desk can see it again, and nothing of it is kept here.
"""

import uuid

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hatereport import audit
from incidents import drafts, fresh_codes
from incidents.code_pictures import picture
from incidents.return_codes import grouped
from triage.coming_back import handed_token
from triage.views.cases import file_or_404
from triage.views.door import desk, me, page


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, reference: str, move_id: uuid.UUID) -> HttpResponse:
    """A button first: a browser that fetches links ahead must not use up the one time."""
    file = file_or_404(request, reference)
    move = file.case.moves.filter(pk=move_id, act="replace_code", actor=me(request)).first()
    kept = drafts.find_by(handed_token(move)) if move else None
    if move is None:
        raise Http404
    if kept is None or request.method != "POST":
        return page(request, "handed_code.html", case=file.case, waits=kept is not None)
    shown = fresh_codes.of(kept)
    with transaction.atomic():
        drafts.discard([kept])
        who, of = me(request).as_actor(), file.case
        audit.record(who, "consultation", "case", of.pk, "code_shown", {"move": move.seq}, force=of.force_id)
    return page(request, "handed_code.html", case=file.case, code=grouped(shown), picture=picture(shown), waits=False)
