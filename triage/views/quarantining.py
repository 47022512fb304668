"""A file is put out of reach with one click; whoever may settle it takes it back or shuts it for good."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from triage.case_page.case_file import CaseFile
from triage.handling import quarantine
from triage.views.carrying import told
from triage.views.door import me


def out_of_reach(request: HttpRequest, file: CaseFile, row: quarantine.File) -> HttpResponse:
    """One address for both kinds of file: `do` says what, and without it the file is put out of reach."""
    case, person, why = file.case, me(request), request.POST.get("why", "")
    match request.POST.get("do", ""):
        case "take_back":
            told(request, lambda: quarantine.take_back(row, case, person, why), "It is within reach again.")
        case "shut":
            told(request, lambda: quarantine.shut(row, case, person), "It is shut for good.")
        case _:
            told(request, lambda: quarantine.put(row, case, person), "It is out of everybody's reach.")
    return redirect("desk_case", case.reference)
