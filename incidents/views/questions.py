"""The question pages: /report/1/ to /report/7/, and what may be added at /report/more/<section>/.

Every page is asked with GET and answered with POST and 303, so that Back works. What was typed is shown again
whatever went wrong: an answer that does not fit, a page left open too long, a draft that ran out, a second tab. What
comes between two of them is in between.py, where each leads in leading_on.py.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport import crowding
from hatereport.languages.choosing import in_easy_read, only_language
from incidents import drafts, easy_read, questions, support
from incidents.forms import FORMS, SectionForm
from incidents.models import Draft
from incidents.questions import BY_CODE, CHECK, CORE, Answers, Section
from incidents.summary import rows
from incidents.views import blank_pages
from incidents.views.leading_on import LATER, THEN_CHECK, after, in_danger
from incidents.views.once import see_other

#: A box nobody sees and only a machine fills in. It marks the report; it never refuses one.
HONEYPOT = "website"

#: Also said to whoever looks into the history of the browser: not that anything was ever written.
AWAY = _(
    "Nothing is saved here now. To keep people safe, answers are deleted after 20 minutes. Please start again. "
    "If you saved your answers with a code, come back with the code."
)
EXPIRED = _(
    "You were away for more than 20 minutes, so we deleted what you wrote on the pages before. "
    "If you saved it with a code, it is still there: come back with the code. "
    "What you typed on this page is still here, and is saved now."
)
EXPIRED_UNSAVED = _(
    "You were away for more than 20 minutes, so we deleted what you wrote on the pages before. "
    "If you saved it with a code, it is still there: come back with the code. "
    "What you typed on this page is still here. Correct what is marked below."
)
OTHER_TAB = _(
    "This page was answered in another tab as well. Below is what you just typed. "
    "Above it is what was saved before. Press Continue to keep what is in the boxes."
)
SENT = _(
    "This report was sent already, so what you typed here was not added. "
    "You can copy it, come back with your code, and send it as a message."
)
OPEN_TOO_LONG = _(
    "This page was open too long, or your browser refused a cookie. What you typed is still here. "
    "Please press Continue again."
)

SAVE_AGAIN = _("This page is not saved yet. Correct what is marked below. Then press “Save and come back later” again.")


@dataclass(frozen=True)
class Notice:
    """A sentence above the questions, and what was saved before if that differs."""

    text: Promise
    before: tuple[Any, ...] = ()


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, number: int) -> HttpResponse:
    """One of the seven question pages everybody sees."""
    return _section(request, CORE[number - 1])


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest, code: str) -> HttpResponse:
    """One of the sections that may be added from check answers."""
    section = BY_CODE.get(code)
    if section is None or section.step:
        raise Http404
    return _section(request, section)


def _section(request: HttpRequest, section: Section) -> HttpResponse:
    draft = drafts.find(request)
    if only_language(request):
        form = _form(section, draft.given if draft else {}, request, bound=True)
        return ask_in_another_language(request, section, form, draft)
    if request.method == "POST":
        return _answered(request, section, draft)
    if draft and not draft.sent_at:
        if section.step and not request.GET and section.code not in draft.step_versions:
            return _ask_first(request, section, draft.given)
        return _ask(request, section, _form(section, draft.given, request), draft)
    if section.step != 1:
        return see_other(reverse("sent") if draft else reverse("step", args=[1]) + "?away")
    if not request.GET:
        return _ask_first(request, section, {})
    notice = Notice(AWAY) if "away" in request.GET else None
    return _ask(request, section, _form(section, {}, request), None, notice)


def _answered(request: HttpRequest, section: Section, draft: Draft | None) -> HttpResponse:
    answers = draft.given if draft else {}
    form = _form(section, answers, request, bound=True)
    if draft and draft.sent_at and section.step != 1:
        return _ask(request, section, form, draft, Notice(SENT), status=409)
    if draft is None and (section.step != 1 or _seen(request)):
        return _expired(request, section, form)
    if not form.is_valid():
        return _not_saved_yet(request, section, form, draft)
    if draft is None or draft.sent_at:
        if wait := _held(request, section, form):
            return wait
        draft, token = drafts.begin({section.code: form.to_answers()})
        return drafts.remember(see_other(after(request, section, form, draft)), token)
    if _stale(request, section, form, draft):
        return _ask(request, section, form, draft, Notice(OTHER_TAB, tuple(rows(section.code, draft.given))))
    try:
        drafts.save(draft, section.code, form.to_answers(), _signals(request))
    except drafts.ChangedMeanwhile:
        return _answered(request, section, drafts.find(request))
    return see_other(after(request, section, form, draft))


def _not_saved_yet(request: HttpRequest, section: Section, form: SectionForm, draft: Draft | None) -> HttpResponse:
    """What has to be corrected; somebody who wants to go on later and typed nothing here needs to correct nothing."""
    if LATER not in request.POST:
        return _ask(request, section, form, draft)
    if not form.has_changed():
        return see_other(reverse("save"))
    return _ask(request, section, form, draft, Notice(SAVE_AGAIN))


def ask_in_another_language(
    request: HttpRequest, section: Section, form: SectionForm, draft: Draft | None
) -> HttpResponse:
    """The same page in the language just picked, with what was typed so far; nothing is saved or judged."""
    context = _context(request, section, form.as_typed(), draft) | {"seen": _seen(request)}
    return render(request, "incidents/question.html", context)


def _expired(request: HttpRequest, section: Section, form: SectionForm) -> HttpResponse:
    """The draft is gone, the page is not: begin a new draft with what this page holds, and say so."""
    if not form.is_valid():
        return _ask(request, section, form, None, Notice(EXPIRED_UNSAVED))
    if wait := _held(request, section, form):
        return wait
    draft, token = drafts.begin({section.code: form.to_answers()})
    if in_danger(section, form):  # how to get help comes before any explanation
        return drafts.remember(see_other(after(request, section, form, draft)), token)
    return drafts.remember(_ask(request, section, form, draft, Notice(EXPIRED)), token)


def _held(request: HttpRequest, section: Section, form: SectionForm) -> HttpResponse | None:
    """Where so many reports begin at once that a new one waits a moment: the page for it. Never for danger."""
    return None if in_danger(section, form) else crowding.hold(request, "begin")


def _stale(request: HttpRequest, section: Section, form: SectionForm, draft: Draft) -> bool:
    """Whether another tab saved this page, with other answers, after this one was drawn."""
    if _seen(request) == draft.step_versions.get(section.code, 0):
        return False
    return bool(draft.given.get(section.code, {}) != form.to_answers())


def _seen(request: HttpRequest) -> int:
    """How often the section had been saved when the page was drawn; nonsense counts as never."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else 0


def _signals(request: HttpRequest) -> frozenset[str]:
    return frozenset({"honeypot"} if request.POST.get(HONEYPOT) else ())


def _form(section: Section, answers: Answers, request: HttpRequest, *, bound: bool = False) -> SectionForm:
    more_arguments = {"choices": support.offered(answers)} if section.code == "support" else {}
    form = FORMS[section.code](request.POST if bound else None, answers=answers, **more_arguments)
    if in_easy_read(request):
        easy_read.put_into(form, section.code)
    return form


#: All that a page drawn for everybody may know of one person: that its young readers get a question more.
_SOMEBODY_YOUNG: Answers = {"who": {"filer": "victim", "under_18": "yes"}}


def _ask_first(request: HttpRequest, section: Section, answers: Answers) -> HttpResponse:
    """A page nobody of this session has answered: drawn without their answers, so that it can be the same for all."""
    local_strands = answers.get("placement", {}).get("local_strands", [])
    is_young = section.code == "contact" and questions.is_young(answers)
    nobodys: Answers = {"placement": {"local_strands": local_strands}} | (_SOMEBODY_YOUNG if is_young else {})

    def draw() -> str:
        context = _context(request, section, _form(section, nobodys, request), None)
        context |= {"csrf_token": blank_pages.TOKEN}
        return render_to_string("incidents/question.html", context, request)

    worded = ("easy" if in_easy_read(request) else "usual", "young" if is_young else "")
    return blank_pages.answer(request, (section.code, *worded, *local_strands), draw)


def _ask(
    request: HttpRequest,
    section: Section,
    form: SectionForm,
    draft: Draft | None,
    notice: Notice | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = _context(request, section, form, draft) | {"notice": notice}
    return render(request, "incidents/question.html", context, status=status)


def _context(request: HttpRequest, section: Section, form: SectionForm, draft: Draft | None) -> dict[str, Any]:
    then_check = not section.step or request.GET.get("then") == THEN_CHECK
    before = reverse("step", args=[section.step - 1]) if section.step > 1 else "/"
    return {
        "section": section,
        "form": form,
        "seen": draft.step_versions.get(section.code, 0) if draft else 0,
        "steps": CHECK,
        "back": reverse("check") if then_check else before,
        "honeypot": HONEYPOT if section.code == "what" else "",
        "lead": _lead(request, section),
        "may_save": section.step != 1,
        "is_young": section.code == "contact" and questions.is_young(form.answers),
    }


def _lead(request: HttpRequest, section: Section) -> str:
    """What stands under the heading; in Easy Read each sentence on its own line."""
    sentences = easy_read.LEADS.get(section.code, ()) if in_easy_read(request) else (section.lead,)
    return "\n".join(str(sentence) for sentence in sentences)


def open_too_long(request: HttpRequest, section: Section) -> HttpResponse:
    """The page came without a valid token: draw it again with what was typed, and save nothing."""
    draft = drafts.find(request)
    answers = draft.given if draft else {}
    form = _form(section, answers, request, bound=True)
    return _ask(request, section, form, draft, Notice(OPEN_TOO_LONG), status=403)
