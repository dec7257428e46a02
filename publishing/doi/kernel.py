"""The names of the attributes of DataCite's JSON that hold metadata."""

# Attributes that are lists.
LISTS = (
    "creators",
    "titles",
    "subjects",
    "contributors",
    "dates",
    "alternateIdentifiers",
    "relatedIdentifiers",
    "relatedItems",
    "sizes",
    "formats",
    "rightsList",
    "descriptions",
    "geoLocations",
    "fundingReferences",
)
SINGLE = ("publisher", "publicationYear", "types", "language", "version")
