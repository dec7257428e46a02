"""The addresses of accounts, under the names that django-allauth asks for.

Its own list has slashes at the ends and pages we don't offer.  No page here is kept by any
cache, and none takes a form while requests can't be counted.
"""

from allauth.account import views as allauth
from django.urls import path
from django.views.decorators.cache import never_cache

from portal.accounts import views
from portal.accounts.guard import counted
from portal.accounts.social import views as social

PAGES = [
    ("", views.overview, "account"),
    ("/delete", views.delete, "account_delete"),
    ("/deleted", views.deleted, "account_deleted"),
    ("/login", allauth.login, "account_login"),
    ("/login/cancelled", social.cancelled, "socialaccount_login_cancelled"),
    ("/login/orcid", social.begin, "orcid_login"),
    ("/login/orcid/callback", social.callback, "orcid_callback"),
    ("/login/<slug:provider_id>", social.begin, "openid_connect_login"),
    ("/login/<slug:provider_id>/callback", social.callback, "openid_connect_callback"),
    ("/logins", social.connections, "socialaccount_connections"),
    ("/logout", allauth.logout, "account_logout"),
    ("/signup", allauth.signup, "account_signup"),
    ("/inactive", allauth.account_inactive, "account_inactive"),
    ("/reauthenticate", allauth.reauthenticate, "account_reauthenticate"),
    ("/email", allauth.email, "account_email"),
    ("/confirm", allauth.email_verification_sent, "account_email_verification_sent"),
    ("/confirm/<str:key>", allauth.confirm_email, "account_confirm_email"),
    ("/password", allauth.password_change, "account_change_password"),
    ("/password/set", allauth.password_set, "account_set_password"),
    ("/password/reset", allauth.password_reset, "account_reset_password"),
    ("/password/reset/sent", allauth.password_reset_done, "account_reset_password_done"),
    (
        "/password/reset/done",
        allauth.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    (
        "/password/reset/<str:uidb36>/<str:key>",
        allauth.password_reset_from_key,
        "account_reset_password_from_key",
    ),
]

urlpatterns = [
    path(f"account{route}", never_cache(counted(view)), name=name) for route, view, name in PAGES
]
