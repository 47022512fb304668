"""A file is put out of reach with one click; whoever may settle it takes it back or shuts it for good."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from triage.case_page.case_file import CaseFile
from triage.handling import quarantine
from triage.refusals import Refused
from triage.views.door import me


def out_of_reach(request: HttpRequest, file: CaseFile, row: quarantine.File) -> HttpResponse:
    """One address for both kinds of file: `do` says what, and without it the file is put out of reach."""
    try:
        match request.POST.get("do", ""):
            case "take_back":
                quarantine.take_back(row, file.case, me(request), request.POST.get("why", ""))
            case "shut":
                quarantine.shut(row, file.case, me(request))
            case _:
                quarantine.put(row, file.case, me(request))
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
    return redirect("desk_case", file.case.reference)
