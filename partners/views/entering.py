"""Coming in: an invitation opened, where a person lands, and what they were sending when their session had ended."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from partners import invitations, kept_posts
from partners.roles import landing
from partners.second_factor import ENDED
from partners.sign_in_forms import InvitedForm

#: Why somebody is asked to sign in again, in words.
SIGNED_OUT = {
    "ended": "You were signed out because nothing happened here for a while, or your shift was over.",
    "kept": "You were signed out. What you were sending is kept for half an hour: sign in, and send it.",
    "lost": "You were signed out, and what you were sending was not done. Sign in and do it again.",
}


class SignIn(LoginView):  # type: ignore[misc]  # allauth comes without types
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"ended": SIGNED_OUT.get(self.request.session.get(ENDED, ""), "")}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at it changes nothing: programs that check links in mails open every one."""
    try:
        invited = invitations.find(token)
        form = InvitedForm(data=request.POST if request.method == "POST" else None, user=invited.person)
        if not form.is_valid():
            return render(request, "account/invitation.html", {"form": form, "invited": invited.person})
        person = invitations.accept(invited, form.cleaned_data["password1"])
    except invitations.NoSuchInvitation:
        return render(request, "account/invitation_over.html", status=410)
    logout(request)  # whoever else was signed in at this browser
    response: HttpResponse = perform_password_login(request, {"email": person.email}, Login(user=person))
    return response


@never_cache
@login_required
@require_safe
def land(request: HttpRequest) -> HttpResponse:
    """On to where the person works; a plain page for somebody who holds no role today."""
    roles = request.user.roles()  # type: ignore[union-attr]  # login_required
    if roles:
        return redirect(landing(roles))
    return render(request, "account/no_role.html", status=403)


def older_page(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form of the desk whose token is of an earlier session; None where it may be another site's doing."""
    sent = kept_posts.of_an_older_page(request)
    return render(request, "account/kept.html", {"kept": sent, "is_older": True}, status=403) if sent else None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """What was being sent when the session had ended: sent now by one button, or thrown away."""
    if request.method == "POST":
        kept_posts.throw_away(request)
        return redirect("account_landing")
    waiting = kept_posts.waiting(request)
    if waiting is None:
        return redirect("account_landing")
    return render(request, "account/kept.html", {"kept": waiting})
