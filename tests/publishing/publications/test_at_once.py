"""Authors and workers who do the same at the same time, on each database."""

import json
from pathlib import Path

import pytest

from tests.processes import done, fill, python

DRAFTS, WORKERS = 3, 2
FILL = f"""
from tests.publishing.publications import cast as making
cast = making.cast()
for number in range({DRAFTS}):
    made = making.draft(cast, making.harvested(making.payload(str(number), isPublished=False)))
making.published(cast)
"""
# Each publishes all drafts, and makes the next version of what is public already; whoever
# comes second is refused. Then each is a worker that takes all of them on.
ACT = """
from django.contrib.auth.models import User
from publishing.publications import progress, stepping
from publishing.publications.models import Publication
from publishing.publications.problems import PublishingError
from tests.publishing.publications import cast as making
owner = User.objects.get(first_name="owner")
count = 0
*drafts, published = Publication.objects.filter(number=1).order_by("pk")
acts = [(stepping.publish, one) for one in drafts] + [(stepping.new_version, published)]
for act, one in acts:
    try:
        act(one.pk, owner)
        count += 1
    except PublishingError:
        pass
for _ in range(30):
    if not progress.advance() + making.agree():
        break
print(count)
"""
TELL = """
import json
from django.db.models import Count
from portal.catalogue.models import Record
from publishing.doi.models import Doi
from publishing.publications.models import Publication, Step
from tests.publishing.publications import cast as making
making.settle()
print(json.dumps({
    "states": sorted(Publication.objects.values_list("number", "state")),
    "documents": Record.objects.public().filter(kind="document").count(),
    "private": Record.objects.filter(kind="dataset", public_from=None).count(),
    "dois": Doi.objects.count(),
    "steps": sorted(
        set(
            Step.objects.exclude(what="start").order_by().values("publication", "what")
            .annotate(times=Count("pk")).values_list("times", flat=True)
        )
    ),
}))
"""


@pytest.fixture
def settings_of(each_database: dict[str, str], tmp_path: Path) -> dict[str, str]:
    fill(FILL, tmp_path, each_database)
    return each_database


def test_each_step_is_taken_once(settings_of: dict[str, str], tmp_path: Path) -> None:
    workers = [python(ACT, tmp_path, settings_of) for _ in range(WORKERS)]
    counts = [int(done(worker)) for worker in workers]
    assert sum(counts) == DRAFTS + 1  # each draft published once, and one new version
    told = json.loads(done(python(TELL, tmp_path, settings_of)))
    versions = [[1, "findable"]] * (DRAFTS + 1) + [[2, "draft"]]
    assert told["states"] == versions
    assert told["documents"] == DRAFTS + 1
    assert told["private"] == 1  # the cast's own, which nobody published
    assert told["dois"] == 2 * (DRAFTS + 1)
    assert told["steps"] == [1]
