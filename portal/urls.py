"""Every address of the portal, room by room."""

from django.contrib import admin
from django.urls import include, path

from portal.accounts.guard import counted
from portal.accounts.staff import StaffLoginForm

admin.site.login_form = StaffLoginForm

urlpatterns = [
    path("", include("portal.web.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("search.urls")),
    path("", include("publishing.urls")),
    path("", include("harvest.urls")),
    path("admin/login/", counted(admin.site.login)),
    path("admin/", admin.site.urls),
]

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.forbidden"
handler404 = "portal.web.errors.not_found"
handler500 = "portal.web.errors.server_error"
handler429 = "portal.web.errors.too_many"  # django-allauth's, which looks for it here
