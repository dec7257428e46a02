"""``{{ one.relation|spoken }}``: a word of DataCite's lists as people say it."""

from django import template

from publishing.landing.parts import words

register = template.Library()
register.filter("spoken", words)
