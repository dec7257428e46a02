"""Fill ``Record.appeared_at``, some records at a time.

Apart from the column's own migration, and in no transaction: so that nobody waits for a
million records to be written, and a run that was stopped goes on where it was.
"""

from django.db import migrations
from django.db.models import Case, F, Max, When

AT_ONCE = 5000


def from_what_is_known(apps, schema_editor):
    """Records there already appeared when they came, or became public later."""
    unknown = apps.get_model("catalogue", "Record").objects.filter(appeared_at=None)
    later = When(public_from__gt=F("created_at"), then=F("public_from"))
    done = 0
    while True:
        rows = unknown.filter(pk__gt=done).order_by("pk").values("pk")[:AT_ONCE]
        last = rows.aggregate(last=Max("pk"))["last"]
        if last is None:
            return
        some = unknown.filter(pk__gt=done, pk__lte=last).exclude(public_from=None)
        some.update(appeared_at=Case(later, default=F("created_at")))
        done = last


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('catalogue', '0004_appeared'),
    ]

    operations = [
        migrations.RunPython(from_what_is_known, migrations.RunPython.noop, elidable=True),
    ]
