"""Write down whom the private Datasets and all Documents name that are there already."""

import json

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

AT_ONCE = 500


def from_their_bodies(apps, schema_editor):
    """A run that was stopped goes on behind the last one that was written."""
    record, mention = (apps.get_model("catalogue", name) for name in ("Record", "Mention"))
    hidden = Q(public_from=None) | Q(public_from__gt=timezone.now())
    private = record.objects.filter(hidden | Q(kind="document"), withdrawn_at=None).order_by("pk")
    last = mention.objects.order_by("-record_id").values_list("record_id", flat=True).first() or 0
    while True:
        rows = list(private.filter(pk__gt=last).values_list("pk", "facility_id", "body")[:AT_ONCE])
        if not rows:
            return
        mention.objects.bulk_create(
            mention(record_id=pk, facility_id=facility, what=what, value=value)
            for pk, facility, body in rows
            for what, value in named(json.loads(body))
        )
        last = rows[-1][0]


def named(told):
    """As portal.catalogue.companions.mentions has it."""
    people = (one.get("person", {}).get("orcid", "") for one in told.get("members", ()))
    proposals = (one.get("pid", "") for one in told.get("proposals", ()))
    pairs = [("orcid", value) for value in people] + [("proposal", value) for value in proposals]
    return [pair for pair in dict.fromkeys(pairs) if pair[1]]


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('catalogue', '0006_mentions'),
    ]

    operations = [
        migrations.RunPython(from_their_bodies, migrations.RunPython.noop, elidable=True),
    ]
