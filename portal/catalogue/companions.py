"""What is written beside a record: its files, links, mentions, instruments and proposals."""

from collections.abc import Collection, Iterable

from portal.catalogue.models import FileList, Instrument, Mention, Proposal, Record, RecordLink
from portal.catalogue.models.records import pack
from portal.catalogue.records import AnyRecord, Dataset, encode_files

Pair = tuple[Record, AnyRecord]


def save(pairs: list[Pair], known: Collection[int]) -> None:
    """Write the companions of each record; ``known`` are the ids that had some before."""
    if known:
        RecordLink.objects.filter(record__in=known).delete()
        FileList.objects.filter(record__in=known).delete()
        Mention.objects.filter(record__in=known).delete()
    RecordLink.objects.bulk_create(link for pair in pairs for link in _links(*pair))
    Mention.objects.bulk_create(one for pair in pairs for one in mentions(*pair))
    FileList.objects.bulk_create(
        FileList(record=row, count=len(record.files), packed=pack(encode_files(record.files)))
        for row, record in pairs
        if isinstance(record, Dataset) and record.files
    )
    _instruments(pairs)
    _proposals(pairs)


def mentions(row: Record, record: AnyRecord) -> Iterable[Mention]:
    """Whom a private Dataset names; nothing of what everybody finds."""
    if row.is_public() and isinstance(record, Dataset):
        return ()
    orcids = dict.fromkeys(one.person.orcid for one in record.members if one.person.orcid)
    proposals = dict.fromkeys(one.pid for one in record.proposals if one.pid)
    named = [(Mention.What.ORCID, value) for value in orcids]
    named += [(Mention.What.PROPOSAL, value) for value in proposals]
    return (
        Mention(record=row, facility_id=row.facility_id, what=what, value=value)
        for what, value in named
    )


def _links(row: Record, record: AnyRecord) -> Iterable[RecordLink]:
    own = record.pid or record.doi
    if isinstance(record, Dataset):
        pairs = [(pid, own) for pid in record.document_pids]
    else:
        pairs = [(own, pid) for pid in record.dataset_pids]
    return (
        RecordLink(record=row, facility_id=row.facility_id, document_pid=one, dataset_pid=other)
        for one, other in dict.fromkeys(pairs)
    )


def _instruments(pairs: list[Pair]) -> None:
    named = {
        (row.facility_id, instrument.name): instrument.pid
        for row, record in pairs
        for instrument in record.instruments
        if instrument.name
    }
    there = set(
        Instrument.objects.filter(name__in={name for _, name in named}).values_list(
            "facility_id", "name"
        )
    )
    Instrument.objects.bulk_create(
        (
            Instrument(facility_id=facility, name=name, pid=pid)
            for (facility, name), pid in named.items()
            if (facility, name) not in there
        ),
        ignore_conflicts=True,
    )


def _proposals(pairs: list[Pair]) -> None:
    named = {
        (row.facility_id, proposal.pid): proposal.title
        for row, record in pairs
        for proposal in record.proposals
        if proposal.pid
    }
    there = set(
        Proposal.objects.filter(pid__in={pid for _, pid in named}).values_list("facility_id", "pid")
    )
    Proposal.objects.bulk_create(
        (
            Proposal(facility_id=facility, pid=pid, title=title)
            for (facility, pid), title in named.items()
            if (facility, pid) not in there
        ),
        ignore_conflicts=True,
    )
