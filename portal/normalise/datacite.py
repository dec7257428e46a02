"""The controlled lists of DataCite's kernel 4.6 that our records are written in.

A test holds them to the kernel's schema.
"""

CONTRIBUTOR_TYPES = frozenset(
    (
        "ContactPerson",
        "DataCollector",
        "DataCurator",
        "DataManager",
        "Distributor",
        "Editor",
        "HostingInstitution",
        "Other",
        "Producer",
        "ProjectLeader",
        "ProjectManager",
        "ProjectMember",
        "RegistrationAgency",
        "RegistrationAuthority",
        "RelatedPerson",
        "ResearchGroup",
        "Researcher",
        "RightsHolder",
        "Sponsor",
        "Supervisor",
        "Translator",
        "WorkPackageLeader",
    )
)
RELATION_TYPES = frozenset(
    (
        "Cites",
        "Collects",
        "Compiles",
        "Continues",
        "Describes",
        "Documents",
        "HasMetadata",
        "HasPart",
        "HasTranslation",
        "HasVersion",
        "IsCitedBy",
        "IsCollectedBy",
        "IsCompiledBy",
        "IsContinuedBy",
        "IsDerivedFrom",
        "IsDescribedBy",
        "IsDocumentedBy",
        "IsIdenticalTo",
        "IsMetadataFor",
        "IsNewVersionOf",
        "IsObsoletedBy",
        "IsOriginalFormOf",
        "IsPartOf",
        "IsPreviousVersionOf",
        "IsPublishedIn",
        "IsReferencedBy",
        "IsRequiredBy",
        "IsReviewedBy",
        "IsSourceOf",
        "IsSupplementTo",
        "IsSupplementedBy",
        "IsTranslationOf",
        "IsVariantFormOf",
        "IsVersionOf",
        "Obsoletes",
        "References",
        "Requires",
        "Reviews",
    )
)
RESOURCE_TYPES = frozenset(
    (
        "Audiovisual",
        "Award",
        "Book",
        "BookChapter",
        "Collection",
        "ComputationalNotebook",
        "ConferencePaper",
        "ConferenceProceeding",
        "DataPaper",
        "Dataset",
        "Dissertation",
        "Event",
        "Image",
        "Instrument",
        "InteractiveResource",
        "Journal",
        "JournalArticle",
        "Model",
        "Other",
        "OutputManagementPlan",
        "PeerReview",
        "PhysicalObject",
        "Preprint",
        "Project",
        "Report",
        "Service",
        "Software",
        "Sound",
        "Standard",
        "StudyRegistration",
        "Text",
        "Workflow",
    )
)
DATE_TYPES = frozenset(
    (
        "Accepted",
        "Available",
        "Collected",
        "Copyrighted",
        "Coverage",
        "Created",
        "Issued",
        "Other",
        "Submitted",
        "Updated",
        "Valid",
        "Withdrawn",
    )
)
RELATED_IDENTIFIER_TYPES = frozenset(
    (
        "ARK",
        "CSTR",
        "DOI",
        "EAN13",
        "EISSN",
        "Handle",
        "IGSN",
        "ISBN",
        "ISSN",
        "ISTC",
        "LISSN",
        "LSID",
        "PMID",
        "PURL",
        "RRID",
        "UPC",
        "URL",
        "URN",
        "arXiv",
        "bibcode",
        "w3id",
    )
)
DESCRIPTION_TYPES = frozenset(
    ("Abstract", "Methods", "Other", "SeriesInformation", "TableOfContents", "TechnicalInfo")
)
TITLE_TYPES = frozenset(("AlternativeTitle", "Other", "Subtitle", "TranslatedTitle"))
NAME_TYPES = frozenset(("Organizational", "Personal"))
NUMBER_TYPES = frozenset(("Article", "Chapter", "Other", "Report"))
FUNDER_IDENTIFIER_TYPES = frozenset(("Crossref Funder ID", "GRID", "ISNI", "Other", "ROR"))

# What stands for a value that nobody told, by appendix 3 of the kernel's description.
UNKNOWN = ":unav"
