"""The tables of this room in the admin, each beside what uses it."""

from publishing.doi.admin import DoiAdmin
from publishing.enrolment.admin import EnrolmentAdmin
from publishing.publications.admin import PublicationAdmin, StepAdmin

__all__ = ["DoiAdmin", "EnrolmentAdmin", "PublicationAdmin", "StepAdmin"]
