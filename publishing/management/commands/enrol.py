"""``manage.py enrol``: a facility publishes here, by these rules."""

from argparse import BooleanOptionalAction
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.catalogue.models import Facility
from publishing.enrolment.models import Enrolment
from publishing.enrolment.services import UnknownCurator, enrol

OPTIONS = {
    "prefix": "the DOI prefix",
    "account": "the repository account at DataCite",
    "password_file": "the file that holds the account's password",
    "licence": "the usual licence, as an SPDX identifier",
    "contact": "the address that is told when a DOI can't be registered",
    "login_provider": "the login whose groups name proposals, by its id in OIDC_PROVIDERS",
    "groups_claim": "the claim that holds the groups",
    "group_prefix": "what stands before the proposal in a group's name",
}


class Command(BaseCommand):
    help = "Let a facility publish here. Said again, it changes what is given and nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("facility", help="its short name in addresses")
        registrars, suffixes = Enrolment.Registrar.values, Enrolment.Suffix.values
        parser.add_argument("--registrar", choices=registrars, help="who registers the DOIs")
        parser.add_argument("--suffix", choices=suffixes, help="what DOIs look like")
        for name, help_text in OPTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=help_text)
        parser.add_argument(
            "--review", action=BooleanOptionalAction, help="a curator approves what is published"
        )
        parser.add_argument(
            "--enabled", action=BooleanOptionalAction, help="new ones and new versions can be begun"
        )
        for name, what in (("curator", "add"), ("former-curator", "take away")):
            parser.add_argument(
                f"--{name}", action="append", default=[], help=f"{what} one, by e-mail address"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        facility = Facility.objects.filter(slug=options["facility"]).first()
        if facility is None:
            known = ", ".join(Facility.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"there is no facility {options['facility']!r}, only: {known}")
        names = ("registrar", "suffix", "review", "enabled", *OPTIONS)
        rules = {name: options[name] for name in names if options[name] is not None}
        try:
            made = enrol(facility, rules, options["curator"], options["former_curator"])
        except ValidationError as error:
            raise CommandError("\n".join(_lines(error))) from error
        except UnknownCurator as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made}, registered by {made.get_registrar_display()}")


def _lines(error: ValidationError) -> list[str]:
    """One line for each wrong option, by the name it has on the command line."""
    return [
        f"--{field.replace('_', '-')}: {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    ]
