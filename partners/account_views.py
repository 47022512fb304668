"""Pages of the own account that are not allauth's: an invitation opened."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from partners import invitations
from partners.sign_in_forms import InvitedForm


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
