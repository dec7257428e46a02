"""Records with anything in every field."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from portal.catalogue.models import Facility
from portal.catalogue.records import (
    Affiliation,
    Dataset,
    Document,
    Funding,
    Instrument,
    Member,
    Person,
    Related,
    Technique,
)

NASTY = (
    "\x00",
    "\x0b\x1f",
    "\ud800",
    "\udfff\ud800",
    "\ufffe\uffff",
    "\U0001fffe\U0010ffff",
    "a & b < c > d \"e\" 'f' ]]> <!-- --> <?x?>",
    "<script>alert(1)</script>",
    "]]>",
    "\r\n\t ",
    "علي محمد",
    "\u202eevil\u202c",
    "שלום",
    "Ångström, Å. 😀",
    "x" * 3000,
    "@",
    "me@example.org",
    "https://",
    "https://[",
    "https://[::1]/",
    "http://a/%zz?x y#a#b",
    "https://example.org/ü|{}^`\\",
    "https://user:secret@example.org/",
    "javascript:alert(1)",
    "10.1234/<>&\"'",
    "20.500.12269/a b",
    "https://orcid.org/0000-0002-1825-0097",
    "0000-0002-1825-0097",
    "https://ror.org/01wv9cn34",
    "9999-99-99",
    "0000",
    "2020-02-31T25:61:00Z",
    "-1",
    "info:eu-repo/grantAgreement/EC/H2020/1",
    "H2020 European Commission 10.13039/501100000780",
    "123456",
    "e n",
)
anything = st.characters(exclude_categories=())  # lone surrogates too
text = st.one_of(st.sampled_from(NASTY), st.text(anything, max_size=30), st.just(""))


def several(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3).map(tuple)


person = st.builds(Person, full_name=text, given_name=text, family_name=text, orcid=text)
affiliation = st.builds(Affiliation, name=text, ror=text)
shared = {
    "title": text,
    "pid": text,
    "doi": text,
    "summary": text,
    "type": text,
    "keywords": several(text),
    "members": several(
        st.builds(
            Member,
            person=person,
            role=st.one_of(text, st.sampled_from(["creator", "PI", "ContactPerson", "owner"])),
            affiliations=several(affiliation),
        )
    ),
    "publisher": text,
    "publication_year": st.one_of(st.none(), st.integers()),
    "start_date": text,
    "end_date": text,
    "release_date": text,
    "licence": text,
    "landing_page": text,
    "size": st.one_of(st.none(), st.integers(), st.just(10**5000)),
    "file_count": st.one_of(st.none(), st.integers()),
    "techniques": several(
        st.builds(Technique, name=text, panet=st.one_of(text, st.just("PaNET01189")))
    ),
    "instruments": several(st.builds(Instrument, name=text, pid=text)),
    "related": several(st.builds(Related, relation=text, doi=text, url=text, text=text)),
    "public_from": text,
    "access": st.one_of(text, st.sampled_from(["open", "embargoed", "restricted", "closed"])),
    "open_from": st.one_of(text, st.sampled_from(["2001-01-01", "2999-01-01"])),
    "created": text,
    "modified": text,
    "funding": several(
        st.builds(
            Funding, funder=text, funder_id=text, award_number=text, award_title=text, url=text
        )
    ),
    "language": text,
}
records = st.one_of(st.builds(Document, **shared), st.builds(Dataset, **shared, data_format=text))
facilities = st.builds(Facility, slug=st.just("ess"), name=text, short_name=text, ror=text)
moments = st.sampled_from(
    [None, datetime(2001, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)]
)
