"""How staff logs in at /admin/: by name, tried no more often than at /account/login.

Django's own form asks the backends directly, so that nobody would count.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.admin.forms import AdminAuthenticationForm


class StaffLoginForm(AdminAuthenticationForm):
    """Counts wrong passwords by address and by name, and takes no e-mail address for a name:
    by e-mail one logs in where it must be confirmed first."""

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name is not None and password:
            # Raises ValidationError after too many.
            user = get_adapter().authenticate(self.request, username=name, password=password)
            if user is None or user.get_username() != name:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(user)
            self.user_cache = user
        return self.cleaned_data
