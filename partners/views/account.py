"""My account: second steps, where I am signed in, mail, and what is my own."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners import news_settings, own_keys, own_sessions, passkeys
from partners.account_forms import NewsForm, OwnDetailsForm
from partners.models import Person

#: own_keys.SPELLINGS in words.
WHATS = {
    "name": "another name",
    "phone": "a telephone number",
    "email": "an e-mail address",
    "street": "a street",
    "postcode": "a postcode",
}


@never_cache
@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    return _page(request, NewsForm(person=person), OwnDetailsForm())


@never_cache
@login_required
@require_POST
def news(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    form = NewsForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, form, OwnDetailsForm())
    news_settings.change(person, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("account_me")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_details(request: HttpRequest) -> HttpResponse:
    """Kept as fingerprints, or all of them forgotten."""
    if request.method != "POST":
        return redirect("account_me")
    person = _me(request)
    if "forget" in request.POST:
        own_keys.forget(person)
        messages.success(request, "Forgotten.")
        return redirect("account_me")
    form = OwnDetailsForm(request.POST)
    if not form.is_valid():
        return _page(request, NewsForm(person=person), form)
    own_keys.keep(person, form.cleaned_data)
    messages.success(request, "Kept. It is not shown again.")
    return redirect("account_me")


@never_cache
@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    ended = own_sessions.end_others(_me(request), request.session.session_key)
    messages.success(request, "You are signed out everywhere else." if ended else "You were signed in nowhere else.")
    return redirect("account_me")


def _page(request: HttpRequest, news: NewsForm, own: OwnDetailsForm) -> HttpResponse:
    person = _me(request)
    context = {
        "news": news,
        "own": own,
        "form": next((form for form in (news, own) if form.is_bound), None),
        "kept": [WHATS[what] for what in own_keys.kept(person)],
        "sessions": own_sessions.of(person, request.session.session_key),
        "passkeys": passkeys.of(person),
        "has_app": Authenticator.objects.filter(user=person, type=passkeys.Type.TOTP).exists(),
        "looks_after_terminals": bool(person.administers()),
    }
    return render(request, "account/me.html", context)


def _me(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]  # login_required
