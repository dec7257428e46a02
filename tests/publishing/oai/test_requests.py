"""Every kind of request, by GET and by POST: what it finds, or which errors it gets."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

import pytest

from publishing.oai.arguments import VERBS
from tests.publishing.oai.asking import Asking
from tests.publishing.oai.world import World

LIST = "verb=ListRecords&metadataPrefix=oai_dc"
HEADERS = "verb=ListIdentifiers&metadataPrefix=oai_dc"
GET = "verb=GetRecord&metadataPrefix=oai_dc"
FORMATS = "verb=ListMetadataFormats"
SECOND = "2024-05-03T10:00:00Z"
LATER, EARLIER = "2024-05-03T10:00:01Z", "2024-05-03T09:59:59Z"
ALL = "a b c d -e"
NAMESPACE = "beamfinder.example"


@dataclass(frozen=True)
class Row:
    """A request; ``finds`` are items in their order, deleted ones with a minus, or nothing."""

    query: str
    finds: str = ""
    errors: str = ""


def bad(query: str, errors: int = 1) -> Row:
    return Row(query, errors=" ".join(["badArgument"] * errors))


VERB_MISSING_OR_WRONG = [
    Row(query, errors="badVerb")
    for query in (
        "",
        "verb",
        "verb=",
        "verb=junk",
        "verb=identify",
        "verb=Identify+",
        "verb=Identify&verb=Identify",
        "verb=Identify&verb=ListSets",
        "Verb=Identify",
        "junk",
        "verb=%22%3E%3C",
        "verb=Identify%00",
        "metadataPrefix=oai_dc",
        "verb=&metadataPrefix=oai_dc",
        f"verb={'x' * 3000}",
    )
]
LEGAL = [
    Row("verb=Identify"),
    Row("&verb=Identify&"),
    Row("verb=%49dentify"),
    Row("verb=ListSets"),
    Row(FORMATS),
    Row(f"{FORMATS}&identifier={{a}}"),
    Row(f"{FORMATS}&identifier={{e}}"),
    Row(f"{GET}&identifier={{a}}", "a"),
    Row(f"{GET}&identifier={{d}}", "d"),
    Row(f"{GET}&identifier={{e}}", "-e"),
    Row("verb=GetRecord&metadataPrefix=oai_datacite&identifier={d}", "d"),
    Row("verb=GetRecord&metadataPrefix=datacite&identifier={d}", "d"),
    Row("verb=GetRecord&metadataPrefix=datacite&identifier={e}", "-e"),
    Row(LIST, ALL),
    Row("verb=ListRecords&metadataPrefix=oai_datacite", ALL),
    Row("verb=ListRecords&metadataPrefix=datacite", ALL),
    Row(HEADERS, ALL),
    Row("verb=ListIdentifiers&metadataPrefix=datacite", ALL),
]
SETS = [
    Row(f"{LIST}&set=openaire_data", ALL),
    Row(f"{HEADERS}&set=openaire_data", ALL),
    Row(f"{LIST}&set=facility_ess", "a b d -e"),
    Row(f"{HEADERS}&set=facility_maxiv", "c"),
    Row(f"{LIST}&set=year_2020", "b"),
    Row(f"{LIST}&set=year_2019", "a c d -e"),
    Row(f"{LIST}&set=technique_PaNET00200", "a"),
    Row(f"{LIST}&set=facility_ess&from=2024-05-04&until=2024-05-04", "d"),
    Row(f"{LIST}&set=facility_hzb", errors="noRecordsMatch"),
    Row(f"{LIST}&set=nosuch", errors="noRecordsMatch"),
    Row(f"{HEADERS}&set=facility_ess:more", errors="noRecordsMatch"),
    Row(f"{LIST}&set=OPENAIRE_DATA", errors="noRecordsMatch"),
    Row(f"{LIST}&set=year_2020&until=2024-05-02", errors="noRecordsMatch"),
    bad(f"{LIST}&set=a+b"),
    bad(f"{LIST}&set=%C3%A9"),
    bad(f"{LIST}&set=a::b"),
    bad(f"{LIST}&set=:"),
    bad(f"{LIST}&set=%22%3E"),
]
PERIODS = [
    Row(f"{LIST}&from=2024-05-03", ALL),
    Row(f"{LIST}&from=2024-05-04", "d -e"),
    Row(f"{LIST}&until=2024-05-03", "a b c"),
    Row(f"{LIST}&until=2024-05-04", "a b c d"),
    Row(f"{LIST}&from=2024-05-03&until=2024-05-03", "a b c"),
    Row(f"{HEADERS}&from=2024-05-04&until=2024-05-31", "d"),
    Row(f"{LIST}&from=2024-06-01", "-e"),
    Row(f"{LIST}&from={SECOND}", ALL),
    Row(f"{LIST}&from={LATER}", "c d -e"),
    Row(f"{LIST}&until={SECOND}", "a b"),
    Row(f"{LIST}&from={SECOND}&until={SECOND}", "a b"),
    Row(f"{HEADERS}&from={LATER}&until=2024-05-03T23:59:59Z", "c"),
    Row(f"{LIST}&from=2024-06-01T00:00:00Z", "-e"),
    Row(f"{LIST}&from=0001-01-01", ALL),
    Row(f"{LIST}&until=9999-12-31", ALL),
    Row(f"{LIST}&from=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z", ALL),
    Row(f"{LIST}&until=9999-12-31T23:59:59Z&set=facility_ess", "a b d -e"),
    Row(f"{LIST}&from=1969-12-31", ALL),
    Row(f"{LIST}&until={EARLIER}", errors="noRecordsMatch"),
    Row(f"{HEADERS}&until=2023-05-03", errors="noRecordsMatch"),
    Row(f"{LIST}&until=0001-01-01", errors="noRecordsMatch"),
    Row(f"{LIST}&from=2024-06-01T00:00:01Z", errors="noRecordsMatch"),
    Row(f"{LIST}&from=9999-12-31", errors="noRecordsMatch"),
    Row(f"{LIST}&from=2024-05-05&until=2024-05-31", errors="noRecordsMatch"),
    bad(f"{LIST}&from=2024-05-03&until={SECOND}"),
    bad(f"{LIST}&from={SECOND}&until=2024-05-03"),
    bad("verb=ListRecords&metadataPrefix=oai_dc&from=2002-02-05&until=2002-02-06T05:35:00Z"),
    bad(f"{LIST}&from=2024-05-04&until=2024-05-03"),
    bad(f"{LIST}&from={LATER}&until={SECOND}"),
]
IMPOSSIBLE_DATES = [
    bad(f"{query}&{name}={date}")
    for query, name in ((LIST, "from"), (HEADERS, "until"))
    for date in (
        "junk",
        "2024",
        "2024-05",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "0000-01-01",
        "10000-01-01",
        "-001-01-01",
        "2024-5-3",
        "20240503",
        "2024-05-03Z",
        "2024-05-03T10:00Z",
        "2024-05-03T10:00:00",
        "2024-05-03T10:00:00.0Z",
        "2024-05-03T10:00:00%2B02:00",
        "2024-05-03T24:00:00Z",
        "2024-05-03T10:60:00Z",
        "2024-05-03T10:00:60Z",
        "2024-05-03t10:00:00z",
        "2024-05-03+10:00:00Z",
        "+2024-05-03",
        "2024-05-03%0A",
        "%D9%A2%D9%A0%D9%A2%D9%A4-05-03",
    )
]
MISSING = [
    bad("verb=GetRecord", 2),
    bad("verb=GetRecord&metadataPrefix=oai_dc"),
    bad("verb=GetRecord&identifier={a}"),
    bad("verb=ListRecords"),
    bad("verb=ListIdentifiers"),
    bad("verb=ListRecords&from=2024-05-03"),
    bad("verb=ListIdentifiers&until=junk", 2),
    bad("verb=ListIdentifiers&from=junk", 2),
    bad("verb=ListIdentifiers&set=openaire_data"),
]
UNKNOWN = [
    bad("verb=Identify&junk=1"),
    bad("verb=Identify&metadataPrefix=oai_dc"),
    bad("verb=Identify&resumptionToken=x"),
    bad("verb=Identify&=x"),
    bad("verb=Identify&%C3%A9=1&%22=2", 2),
    bad("verb=Identify&%00=1"),
    bad(f"{FORMATS}&metadataPrefix=oai_dc"),
    bad(f"{FORMATS}&resumptionToken=x"),
    bad("verb=ListSets&set=openaire_data"),
    bad("verb=ListSets&identifier={a}"),
    bad(f"{GET}&identifier={{a}}&set=openaire_data"),
    bad(f"{GET}&identifier={{a}}&resumptionToken=x"),
    bad(f"{LIST}&identifier={{a}}"),
    bad(f"{LIST}&FROM=2024-05-03"),
    bad(f"{HEADERS}&junk=1&rubbish=2", 2),
    bad(f"{LIST}&{'&'.join(f'x{number}=1' for number in range(40))}"),
]
REPEATED = [
    bad("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc"),
    bad("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=datacite"),
    bad(f"{LIST}&from=2024-05-03&from=2024-05-03"),
    bad(f"{LIST}&until=2024-05-03&until=2024-05-04"),
    bad(f"{HEADERS}&set=openaire_data&set=facility_ess"),
    bad(f"{GET}&identifier={{a}}&identifier={{b}}"),
    bad(f"{GET}&metadataPrefix=oai_dc&identifier={{b}}"),
    bad(f"{FORMATS}&identifier={{a}}&identifier={{a}}"),
    bad("verb=ListSets&resumptionToken=x&resumptionToken=y"),
    bad("verb=ListRecords&resumptionToken=x&resumptionToken=x"),
]
EMPTY = [
    bad("verb=ListRecords&metadataPrefix="),
    bad("verb=ListRecords&metadataPrefix"),
    bad(f"{LIST}&from="),
    bad(f"{LIST}&until="),
    bad(f"{LIST}&set="),
    bad(f"{GET}&identifier="),
    bad("verb=GetRecord&identifier=&metadataPrefix=", 2),
    bad(f"{FORMATS}&identifier="),
    bad("verb=ListSets&resumptionToken="),
    bad("verb=ListRecords&resumptionToken="),
    bad("verb=ListIdentifiers&resumptionToken"),
]
WRONG_FORMAT = [
    Row(f"verb={verb}&metadataPrefix={prefix}{more}", errors="cannotDisseminateFormat")
    for verb, more in (
        ("ListRecords", ""),
        ("ListIdentifiers", ""),
        ("GetRecord", "&identifier={a}"),
    )
    for prefix in ("marc21", "OAI_DC", "oai_dc2")
] + [
    Row("verb=GetRecord&metadataPrefix=marc21&identifier={e}", errors="cannotDisseminateFormat"),
    Row("verb=ListRecords&metadataPrefix=marc21&set=nosuch", errors="cannotDisseminateFormat"),
    bad("verb=ListRecords&metadataPrefix=oai+dc"),
    bad("verb=ListRecords&metadataPrefix=%22%3E%3Cscript%3E"),
    bad("verb=ListRecords&metadataPrefix=%C3%A9"),
    bad("verb=GetRecord&metadataPrefix=oai_dc%00&identifier={a}"),
]
UNKNOWN_IDENTIFIERS = [
    Row(f"{query}&identifier={identifier}", errors="idDoesNotExist")
    for query in (GET, FORMATS)
    for identifier in (
        "{private}",
        "{other}",
        "really_wrong_id",
        f"oai:{NAMESPACE}:0",
        f"oai:{NAMESPACE}:999999999",
        f"oai:{NAMESPACE}:{'9' * 18}",
        f"oai:{NAMESPACE}:{'9' * 300}",
        f"oai:{NAMESPACE}:01",
        f"oai:{NAMESPACE}:-1",
        f"oai:{NAMESPACE}:1e0",
        f"oai:{NAMESPACE}:",
        f"oai:{NAMESPACE}:%D9%A1",
        "oai:elsewhere.example.org:1",
        "https://doi.org/10.1234/a",
        "10.1234/a",
        'invalid"id',
        "invalid%22id",
        "%3Cscript%3E%26amp%3B",
        "M%C3%BCller%E2%82%AC%F0%9F%98%80",
        "'%20OR%201=1--".replace("%20", "_"),
        "a%2Bb",
    )
]
NO_IDENTIFIERS = [
    bad(f"{GET}&identifier={identifier}")
    for identifier in (
        "a+b",
        "%00",
        "a%0Ab",
        "%01%02",
        "a%EF%BF%BEb",
        "1:2",
        "%25zz",
        "[",
        "http://a:b:c/",
        f"oai:{NAMESPACE}:{'9' * 3000}",
    )
]
ENCODINGS = [
    bad("verb=Identify&x=%FF"),
    bad("verb=%FF"),
    bad("verb=Identify&%C3=1"),
    bad(f"{GET}&identifier=%ED%A0%80"),
    bad(f"verb=Identify&x={'y' * 20_000}"),
    bad(f"{LIST}&{'&' * 20_000}"),
    Row("verb=%zz", errors="badVerb"),
    Row("verb=Identify;x=1", errors="badVerb"),
]
TOKENS = [
    Row("verb=ListRecords&resumptionToken=junk", errors="badResumptionToken"),
    Row("verb=ListIdentifiers&resumptionToken=junk", errors="badResumptionToken"),
    Row("verb=ListSets&resumptionToken=junk", errors="badResumptionToken"),
    Row("verb=ListSets&resumptionToken=a:b:c", errors="badResumptionToken"),
    Row("verb=ListRecords&resumptionToken=%22%3E%C3%A9%F0%9F%98%80", errors="badResumptionToken"),
    Row("verb=ListRecords&resumptionToken=a+b%0Ac", errors="badResumptionToken"),
    bad("verb=ListRecords&resumptionToken=%00"),
    bad(f"verb=ListRecords&resumptionToken={'x' * 3000}"),
    bad("verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05"),
    bad("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=junk&until=1990-01-10"),
    bad("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=junk"),
    bad("verb=ListSets&resumptionToken=junk&x=1", 2),
]
TABLE = [
    *VERB_MISSING_OR_WRONG,
    *LEGAL,
    *SETS,
    *PERIODS,
    *IMPOSSIBLE_DATES,
    *MISSING,
    *UNKNOWN,
    *REPEATED,
    *EMPTY,
    *WRONG_FORMAT,
    *UNKNOWN_IDENTIFIERS,
    *NO_IDENTIFIERS,
    *ENCODINGS,
    *TOKENS,
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.query[:80])
def test_it_is_answered_by_get_and_by_post(oai: Asking, world: World, row: Row) -> None:
    query = world.filled_in(row.query)
    for answer in (oai(query), oai.post(query)):
        assert answer.errors == row.errors.split()
        assert all(message.endswith((".", ":")) for message in answer.messages)
        names = [name.removeprefix("-") for name in row.finds.split()]
        assert answer.identifiers == world.ids(" ".join(names))
        gone = [name.removeprefix("-") for name in row.finds.split() if name.startswith("-")]
        assert answer.deleted == world.ids(" ".join(gone))
        unreadable = {"badVerb", "badArgument"} & set(answer.errors)
        said = {} if unreadable else dict(parse_qsl(query, keep_blank_values=True))
        assert answer.request == said
        if not row.errors:
            assert len(answer.all(said["verb"])) == 1


def test_the_table_is_long_and_has_every_error_that_can_come_up() -> None:
    assert len(TABLE) == len({row.query for row in TABLE}) > 200
    codes = {code for row in TABLE for code in row.errors.split()}
    assert codes == {
        "badVerb",
        "badArgument",
        "badResumptionToken",
        "cannotDisseminateFormat",
        "idDoesNotExist",
        "noRecordsMatch",
    }
    asked = {verb for verb in VERBS for row in TABLE if row.query.startswith(f"verb={verb}")}
    assert asked == set(VERBS)
