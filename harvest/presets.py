"""The facilities whose public catalogues are known by name, and their addresses.

Addresses and DOI prefixes as the facilities publish them; catalogues move, so check
with ``manage.py source presets`` and the facility when one doesn't answer.  A ROR
stands here only where it is certain.
"""

from typing import TypedDict


class FacilityData(TypedDict, total=False):
    """The fields of ``portal.catalogue.models.Facility``, less its slug."""

    name: str
    short_name: str
    country: str
    website: str
    ror: str
    time_zone: str
    probe: str
    hosts: list[str]
    doi_prefixes: list[str]


FACILITIES: dict[str, FacilityData] = {
    "alba": {
        "name": "ALBA Synchrotron",
        "short_name": "ALBA",
        "country": "Spain",
        "website": "https://www.cells.es",
        "time_zone": "Europe/Madrid",
        "probe": "photon",
        "hosts": ["data.cells.es", "www.cells.es"],
    },
    "ceric": {
        "name": "CERIC-ERIC",
        "short_name": "CERIC",
        "country": "Italy",
        "website": "https://www.ceric-eric.eu",
        "time_zone": "Europe/Rome",
        "probe": "both",
        "hosts": ["data.ceric-eric.eu", "www.ceric-eric.eu"],
        "doi_prefixes": ["10.34967"],
    },
    "desy": {
        "name": "Deutsches Elektronen-Synchrotron DESY",
        "short_name": "DESY",
        "country": "Germany",
        "website": "https://www.desy.de",
        "ror": "https://ror.org/01js2sh04",
        "time_zone": "Europe/Berlin",
        "probe": "photon",
        "hosts": ["public-data.desy.de", "panosc-search.desy.de", "www.desy.de"],
        "doi_prefixes": ["10.60717", "10.60883"],
    },
    "eli": {
        "name": "Extreme Light Infrastructure ERIC",
        "short_name": "ELI",
        "country": "Czechia",
        "website": "https://eli-laser.eu",
        "time_zone": "Europe/Prague",
        "probe": "photon",
        "hosts": ["eli-laser.eu"],
    },
    "esrf": {
        "name": "European Synchrotron Radiation Facility",
        "short_name": "ESRF",
        "country": "France",
        "website": "https://www.esrf.fr",
        "ror": "https://ror.org/02550n020",
        "time_zone": "Europe/Paris",
        "probe": "photon",
        "hosts": ["data.esrf.fr", "icatplus.esrf.fr", "www.esrf.fr"],
        "doi_prefixes": ["10.15151"],
    },
    "ess": {
        "name": "European Spallation Source ERIC",
        "short_name": "ESS",
        "country": "Sweden",
        "website": "https://ess.eu",
        "ror": "https://ror.org/01wv9cn34",
        "time_zone": "Europe/Stockholm",
        "probe": "neutron",
        "hosts": ["scicat.ess.eu", "search.panosc.ess.eu", "scicat.esss.se", "ess.eu"],
        "doi_prefixes": ["10.17199"],
    },
    "hzdr": {
        "name": "Helmholtz-Zentrum Dresden-Rossendorf",
        "short_name": "HZDR",
        "country": "Germany",
        "website": "https://www.hzdr.de",
        "ror": "https://ror.org/01zy2cs03",
        "time_zone": "Europe/Berlin",
        "probe": "photon",
        "hosts": ["scicat.hzdr.de", "rodare.hzdr.de", "www.hzdr.de"],
        "doi_prefixes": ["10.14278"],
    },
    "ill": {
        "name": "Institut Laue-Langevin",
        "short_name": "ILL",
        "country": "France",
        "website": "https://www.ill.eu",
        "ror": "https://ror.org/01xtjs520",
        "time_zone": "Europe/Paris",
        "probe": "neutron",
        "hosts": ["data.ill.fr", "fairdata.ill.fr", "www.ill.eu"],
        "doi_prefixes": ["10.5291"],
    },
    "maxiv": {
        "name": "MAX IV Laboratory",
        "short_name": "MAX IV",
        "country": "Sweden",
        "website": "https://www.maxiv.lu.se",
        "time_zone": "Europe/Stockholm",
        "probe": "photon",
        "hosts": ["scicat.maxiv.lu.se", "searchapi.maxiv.lu.se", "www.maxiv.lu.se"],
        "doi_prefixes": ["10.48391"],
    },
    "psi": {
        "name": "Paul Scherrer Institute",
        "short_name": "PSI",
        "country": "Switzerland",
        "website": "https://www.psi.ch",
        "ror": "https://ror.org/03eh3y714",
        "time_zone": "Europe/Zurich",
        "probe": "both",
        "hosts": ["dacat.psi.ch", "discovery.psi.ch", "doi.psi.ch", "www.psi.ch"],
        "doi_prefixes": ["10.16907"],
    },
    "xfel": {
        "name": "European X-Ray Free-Electron Laser Facility",
        "short_name": "European XFEL",
        "country": "Germany",
        "website": "https://www.xfel.eu",
        "time_zone": "Europe/Berlin",
        "probe": "photon",
        "hosts": ["in.xfel.eu", "www.xfel.eu"],
        "doi_prefixes": ["10.22003"],
    },
}

# name -> kind, address, facility
SOURCES: dict[str, tuple[str, str, str]] = {
    "desy-scicat": ("scicat", "https://public-data.desy.de/api/v3", "desy"),
    "ess-scicat": ("scicat", "https://scicat.ess.eu/api/v3", "ess"),
    "maxiv-scicat": ("scicat", "https://scicat.maxiv.lu.se/api/v3", "maxiv"),
    "psi-scicat": ("scicat", "https://dacat.psi.ch/api/v3", "psi"),
    "alba-panosc": ("panosc", "https://data.cells.es/iws/panosc/search-api", "alba"),
    "ceric-panosc": ("panosc", "https://data.ceric-eric.eu/search-api", "ceric"),
    "desy-panosc": ("panosc", "https://panosc-search.desy.de/api", "desy"),
    "esrf-panosc": ("panosc", "https://icatplus.esrf.fr/api", "esrf"),
    "ess-panosc": ("panosc", "https://search.panosc.ess.eu/api", "ess"),
    "hzdr-panosc": ("panosc", "https://scicat.hzdr.de/panosc-api", "hzdr"),
    "ill-panosc": ("panosc", "https://fairdata.ill.fr/fairdata/api", "ill"),
    "maxiv-panosc": ("panosc", "https://searchapi.maxiv.lu.se/api", "maxiv"),
    "psi-panosc": ("panosc", "https://dacat.psi.ch/panosc-api", "psi"),
    "xfel-panosc": ("panosc", "https://in.xfel.eu/metadata/api/panosc/v1", "xfel"),
}
