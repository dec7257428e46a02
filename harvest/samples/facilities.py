"""The four sample facilities.  None of them exists; their pages would be at example.org."""

from .catalogue import FacilityData, Instrument, SampleCatalogue
from .naming import Naming
from .vocabulary.quantities import LASER, REACTOR, SPALLATION, SYNCHROTRON
from .vocabulary.spellings import ANDEAN, ATLANTIC, NORTHERN, OCEANIC


def _instruments(table: dict[str, str]) -> tuple[Instrument, ...]:
    return tuple(Instrument(name, tuple(keys.split())) for name, keys in table.items())


LUMIVANTA = SampleCatalogue(
    FacilityData(
        slug="lumivanta",
        name="Lumivanta Light Source (sample facility)",
        short_name="Lumivanta",
        country="Finland",
        city="Kuusilahti",
        time_zone="Europe/Helsinki",
        probe="photon",
        website="https://lumivanta.example.org",
        default_licence="CC-BY-4.0",
    ),
    kind="scicat",
    datasets=950,
    instruments=_instruments(
        {
            "HILJA": "saxs waxs",
            "KAAMOS": "mx ssx",
            "RUSKA": "xrpd pdf sxrd",
            "HALLA": "xct pct",
            "UTU": "xanes exafs xes",
            "VIIMA": "xps apxps",
            "KIDE": "rixs arpes",
            "POLTE": "xrf ptycho nano xanes",
            "MYRSKY": "xmcd stxm",
            "LIEKKI": "gisaxs giwaxs xrr",
            "ROUTA": "ixs edxrd",
            "SUMU": "ftir",
        }
    ),
    machine=SYNCHROTRON,
    naming=Naming(
        "camel",
        own={
            "incident_photon_energy": "energy",
            "sample_temperature": "temperature",
            "ring_current": "SRcurrent",
            "near_detector_distance": "detectorDistance",
        },
    ),
    dialect=NORTHERN,
    pid_prefix="lumivanta.pid",
)

TESSERA = SampleCatalogue(
    FacilityData(
        slug="tessera",
        name="Tessera X-ray Laser (sample facility)",
        short_name="Tessera",
        country="Portugal",
        city="Vale Sereno",
        time_zone="Europe/Lisbon",
        probe="photon",
        website="https://tessera.example.org",
        default_licence="CC-BY-4.0",
    ),
    kind="scicat4",
    datasets=600,
    instruments=_instruments(
        {
            "AZULEJO": "sfx trsfx",
            "MARÉ": "cdi saxs",
            "FAROL": "xpcs saxs",
            "TROVÃO": "xrpd edxrd saxs",
            "CORISCO": "rixs xmcd",
            "VELA": "trxas xes",
        }
    ),
    machine=LASER,
    naming=Naming("snake", own={"repetition_rate": "rep_rate", "pump_probe_delay": "delay"}),
    dialect=OCEANIC,
    pid_prefix="tessera.pid",
)

GLENARVA = SampleCatalogue(
    FacilityData(
        slug="glenarva",
        name="Glenarva Reactor Neutron Source (sample facility)",
        short_name="Glenarva",
        country="Ireland",
        city="Ballinacraig",
        time_zone="Europe/Dublin",
        probe="neutron",
        website="https://glenarva.example.org",
        default_licence="CC-BY-4.0",
    ),
    kind="panosc",
    datasets=700,
    instruments=_instruments(
        {
            "KESTREL": "sans usans",
            "CURLEW": "npd",
            "DIPPER": "nr pnr gisans",
            "LAPWING": "tas",
            "PLOVER": "nse qens",
            "WREN": "nrad ntomo",
            "SISKIN": "nsxd",
            "GANNET": "strain npd",
        }
    ),
    machine=REACTOR,
    naming=Naming("snake", own={"reactor_power": "Reactor power", "counting_time": "count_time"}),
    dialect=ATLANTIC,
    pid_prefix="glenarva.pid",
)

SALTERA = SampleCatalogue(
    FacilityData(
        slug="saltera",
        name="Saltera Spallation Source (sample facility)",
        short_name="Saltera",
        country="Chile",
        city="Puerto Quieto",
        time_zone="America/Santiago",
        probe="neutron",
        website="https://saltera.example.org",
        default_licence="CC0-1.0",
    ),
    kind="panosc",
    datasets=750,
    instruments=_instruments(
        {
            "CÓNDOR": "npd total",
            "VICUÑA": "cold qens ins",
            "ÑANDÚ": "sans gisans",
            "LOICA": "nr pnr",
            "HUEMUL": "nsxd",
            "PUDÚ": "ntomo nrad",
            "TARUKA": "strain",
            "DEGÚ": "musr",
        }
    ),
    machine=SPALLATION,
    naming=Naming("dotted", own={"sample_temperature": "sample_temperature"}),
    dialect=ANDEAN,
    pid_prefix="saltera.pid",
)

CATALOGUES: tuple[SampleCatalogue, ...] = (LUMIVANTA, TESSERA, GLENARVA, SALTERA)
