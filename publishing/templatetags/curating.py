"""``{% curates user as desk %}``: whether somebody has a curators' desk."""

from django import template
from django.contrib.auth.models import AnonymousUser, User

from publishing.publications.pages.curating import looked_after

register = template.Library()


@register.simple_tag
def curates(user: User | AnonymousUser) -> bool:
    return isinstance(user, User) and looked_after(user).exists()
