"""The media type of a file by its ending: a table of our own, so that no system's differs."""

UNKNOWN = "application/octet-stream"

_ENDINGS = {
    "application/x-hdf5": "h5 hdf5 hdf nxs nx cxi nxspe he5",
    "application/x-netcdf": "nc cdf nc4",
    "application/gzip": "gz tgz",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/x-7z-compressed": "7z",
    "application/x-bzip2": "bz2",
    "application/x-cbf": "cbf",
    "application/x-ipynb+json": "ipynb",
    "application/x-tar": "tar",
    "application/x-xz": "xz",
    "application/xml": "xml",
    "application/yaml": "yaml yml",
    "application/zip": "zip",
    "application/zstd": "zst",
    "chemical/x-cif": "cif mmcif",
    "chemical/x-pdb": "pdb",
    "image/jp2": "jp2 j2k",
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/tiff": "tif tiff",
    "text/csv": "csv",
    "text/html": "html htm",
    "text/markdown": "md",
    "text/plain": "txt dat asc log xye xy ort spec ini cfg",
    "text/tab-separated-values": "tsv",
    "text/x-python": "py",
    "video/mp4": "mp4",
}
_BY_ENDING = {
    ending: media_type for media_type, endings in _ENDINGS.items() for ending in endings.split()
}


def media_type(path: str) -> str:
    """As registered with IANA, or as the field calls it; UNKNOWN for any other ending."""
    _, dot, ending = path.rpartition(".")
    return _BY_ENDING.get(ending.lower(), UNKNOWN) if dot else UNKNOWN
