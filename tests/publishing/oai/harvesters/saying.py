"""Everything that the provider says, by all verbs and in all formats."""

from collections.abc import Iterable

from django.conf import settings

from publishing.oai.formats import FORMATS
from tests.publishing.oai.asking import Answer, Asking


def lists(oai: Asking) -> list[Answer]:
    """Every page of every list: records and headers, in each format, whole and by each set."""
    specs = ["", *(spec for page in pages(oai, verb="ListSets") for spec in page.texts("setSpec"))]
    return [
        page
        for verb in ("ListRecords", "ListIdentifiers")
        for prefix in FORMATS
        for spec in specs
        for page in pages(oai, verb=verb, metadataPrefix=prefix, **({"set": spec} if spec else {}))
    ]


def singly(oai: Asking, ids: Iterable[int]) -> list[Answer]:
    """What is said of these records when they are asked for one by one."""
    made = []
    for name in map(identifier, ids):
        made.append(oai(verb="ListMetadataFormats", identifier=name))
        made += [oai(verb="GetRecord", identifier=name, metadataPrefix=one) for one in FORMATS]
    return made


def rest(oai: Asking) -> list[Answer]:
    """What isn't about records."""
    words = [{"verb": "Identify"}, {"verb": "ListMetadataFormats"}]
    return [oai(one) for one in words] + pages(oai, verb="ListSets")


def pages(oai: Asking, **arguments: str) -> list[Answer]:
    made = [oai(arguments)]
    while made[-1].token:
        made.append(oai(verb=arguments["verb"], resumptionToken=made[-1].token))
    return made


def identifier(pk: int) -> str:
    return f"oai:{settings.OAI_NAMESPACE}:{pk}"


def text(answers: Iterable[Answer]) -> str:
    return "\n".join(answer.body.decode() for answer in answers)
