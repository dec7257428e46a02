"""Every record of the real catalogues is accounted for, harvest by harvest.

The numbers stand here as they have to be; nothing in these files is rejected.
"""

import pytest

from portal.catalogue.models import Outbox, Record, RecordVersion, SourceRecord
from tests.harvest.replayed import adds_up, counts

pytestmark = pytest.mark.django_db

SCICAT = ("scicat", "scicat4")

# kinds, then for each harvest: file, whether it sweeps, and its numbers
# (seen, created, updated, unchanged, rejected, withdrawn, absent).
# An incremental harvest sees the records of the last minute before its cursor again.
SERIES = {
    "ESS": (
        SCICAT,
        ("ess-1", True, (455, 455, 0, 0, 0, 0, 0)),
        # no document changed; each now has its dataset
        ("ess-2", False, (456, 455, 0, 1, 0, 0, 0)),
        ("ess-2", True, (910, 0, 0, 910, 0, 0, 0)),
    ),
    "MAX IV": (
        SCICAT,
        ("maxiv-1", True, (5, 5, 0, 0, 0, 0, 0)),
        # 25 datasets are named; one is refused with 403
        ("maxiv-2", False, (25, 24, 0, 1, 0, 0, 0)),
        ("maxiv-2", True, (29, 0, 0, 29, 0, 0, 0)),
    ),
    "DESY, the two identical files": (
        SCICAT,
        # 19 datasets are listed under 5 documents; they are 13
        ("desy-1", True, (18, 18, 0, 0, 0, 0, 0)),
        ("desy-2", True, (18, 0, 0, 18, 0, 0, 0)),
    ),
    "DESY, the other catalogue": (
        SCICAT,
        ("desy-other", True, (11, 11, 0, 0, 0, 0, 0)),
        ("desy-other", True, (11, 0, 0, 11, 0, 0, 0)),
    ),
    "seven facilities' SciCat": (
        SCICAT,
        ("seven", True, (30, 30, 0, 0, 0, 0, 0)),
        ("seven", True, (30, 0, 0, 30, 0, 0, 0)),
    ),
    "CERIC": (
        ("panosc",),
        ("ceric", True, (24, 24, 0, 0, 0, 0, 0)),
        ("ceric", True, (24, 0, 0, 24, 0, 0, 0)),
    ),
    "ELI": (
        ("panosc",),
        ("eli-1", True, (234, 234, 0, 0, 0, 0, 0)),
        # the techniques of every dataset became fewer, and PaNET's; the documents stayed
        ("eli-2", True, (234, 0, 232, 2, 0, 0, 0)),
        ("eli-2", True, (234, 0, 0, 234, 0, 0, 0)),
    ),
    "ESS's PaNOSC database": (
        ("panosc",),
        ("ess-panosc", True, (6, 6, 0, 0, 0, 0, 0)),
        ("ess-panosc", True, (6, 0, 0, 6, 0, 0, 0)),
    ),
}
CASES = [(name, kind) for name, (kinds, *_) in SERIES.items() for kind in kinds]


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_record_is_accounted_for(replayed, files, name, kind):
    _, *harvests = SERIES[name]
    source = replayed.source(kind, files[harvests[0][0]])
    for number, (file, sweeps, expected) in enumerate(harvests):
        run = source.harvest(files[file], full=sweeps and number > 0)
        assert (run.state, run.error, run.sweep) == ("complete", "", sweeps)
        assert counts(run) == expected
        assert adds_up(run)
    created = sum(numbers[1] for *_, numbers in harvests)
    updated = sum(numbers[2] for *_, numbers in harvests)
    assert Record.objects.public().count() == SourceRecord.objects.count() == created
    assert RecordVersion.objects.count() == updated
    assert Outbox.objects.count() == created + updated
    assert not SourceRecord.objects.exclude(state="present", reason="").exists()


def test_an_incremental_harvest_of_what_did_not_change_sees_next_to_nothing(replayed, files):
    source = replayed.source("scicat", files["ess-2"])
    assert counts(source.harvest()) == (910, 910, 0, 0, 0, 0, 0)
    assert counts(source.harvest()) == (2, 0, 0, 2, 0, 0, 0)
