"""The pages of accounts that django-allauth lacks: the overview, and leaving."""

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from portal.accounts.forms import DeleteForm


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "account/overview.html")


@sensitive_post_parameters("password")
@login_required
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the account with all that belongs to it, for who knows its password."""
    user = request.user
    assert isinstance(user, User)
    if user.is_staff:
        return render(request, "account/delete.html", {"staff": True})
    form = DeleteForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        limited = ratelimit.consume_or_429(request, action="reauthenticate", user=user)
        if limited:
            return limited
        if form.is_valid():
            logout(request)
            user.delete()
            return HttpResponseRedirect("/account/deleted")
    return render(request, "account/delete.html", {"form": form})


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "account/deleted.html")
