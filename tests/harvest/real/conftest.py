"""The real catalogues' files by the names that the tests use."""

from pathlib import Path

import pytest

FILES = {
    "ess-1": "facility-records/ess_data_20250108140746272825.json",
    "ess-2": "facility-records/ess_data_20250219142529022009.json",
    "maxiv-1": "facility-records/maxiv_data_20250108160733733792.json",
    "maxiv-2": "facility-records/maxiv_data_20250219142732031359.json",
    "desy-1": "facility-records/desy_data_20251027153852225081.json",
    "desy-2": "facility-records/desy_fs_data_20260316143430411689.json",
    "desy-other": "facility-records/desy_fs_data_20260320105055585337.json",
    "seven": "scicat",
    "ess-panosc": "panosc-search-api/facilities/ESS.db.json",
    "ceric": "panosc-search-api/facilities/CERIC.db.json",
    "eli-1": "panosc-search-api/facilities/ELI-earlier.db.json",
    "eli-2": "panosc-search-api/facilities/ELI.db.json",
}


@pytest.fixture(scope="session")
def files(data) -> dict[str, Path]:
    return {name: data / path for name, path in FILES.items()}
