"""Themes of the life sciences: proteins, membranes, tissue."""

from .kinds import Material, Question, Theme

M, Q = Material, Question

PROTEINS = Theme(
    "proteins",
    (
        "Enzymes owe their speed to motions that a single static structure doesn't show.",
        "How a protein recognises its partner is decided by a few residues and the water "
        "around them.",
        "Structures at the temperature of life often differ from those of frozen crystals.",
        "Drug design needs structures of the target in several of its states, not in one only.",
    ),
    (
        M("hen egg-white lysozyme", "C616H963N193O182S10", "tetragonal crystals",
          ("batch 3", "batch 7", "deuterated", "D52N mutant")),
        M("bovine trypsin", "", "orthorhombic crystals", ("apo", "with benzamidine")),
        M("photoactive yellow protein", "", "microcrystals", ("wild type", "E46Q mutant")),
        M("bacteriorhodopsin", "", "lipidic cubic phase crystals", ("light adapted", "dark")),
        M("human carbonic anhydrase II", "", "crystals", ("pH 7.8", "with acetazolamide")),
        M("thermolysin", "", "hexagonal rods", ("native", "with phosphoramidon")),
        M("xylose isomerase", "", "crystals", ("with glucose", "with xylitol")),
        M("a bacterial copper nitrite reductase", "", "microcrystals", ("as isolated",
          "nitrite bound")),
        M("SARS-like coronavirus main protease", "", "plates", ("fragment F12", "fragment F31",
          "fragment F77", "apo")),
        M("human insulin", "C257H383N65O77S6", "cubic crystals", ("zinc free", "hexamer")),
        M("glucose oxidase", "", "solution", ("holo", "apo")),
        M("a designed ankyrin repeat protein", "", "crystals", ("variant A", "variant C")),
        M("myoglobin", "", "monoclinic crystals", ("CO bound", "oxy", "deoxy")),
        M("phycocyanin", "", "hexagonal crystals"),
    ),
    (
        Q("conformational change on ligand binding", "temperature", 100, 310,
          "mx ssx sfx nsxd",
          "Binding pockets close around their ligands, yet the order of events is disputed.",
          "Two side chains next to the pocket of {material} take new rotamers, and one ordered "
          "water leaves.", "ligand binding;conformational change;structural biology"),
        Q("radiation damage at room temperature", "time", 0.5, 40, "mx ssx",
          "Dose limits for crystals at ambient temperature are known for a few proteins only.",
          "Disulfide bonds break first, well before the overall resolution of {material} fades.",
          "radiation damage;dose;room temperature"),
        Q("light-induced structural changes", "delay", -0.5, 400, "trsfx sfx",
          "The first picoseconds after absorption decide how the light energy is used.",
          "Difference maps show a twist of the chromophore that relaxes within a few tens of "
          "picoseconds.", "pump-probe;molecular movie;photochemistry"),
        Q("oligomeric state", "concentration", 0.6, 45, "saxs sans",
          "Crystals don't tell which assembly prevails in solution.",
          "The scattering of {material} fits a mixture of dimers and tetramers whose ratio "
          "shifts with concentration.", "oligomer;solution scattering;assembly"),
        Q("unfolding and aggregation", "temperature", 283, 363, "saxs sans qens",
          "Aggregation of unfolded proteins limits the shelf life of biopharmaceuticals.",
          "The radius of gyration grows abruptly at the melting point, followed by slow "
          "clustering.", "protein folding;aggregation;thermal stability"),
        Q("protonation of the active site", "acidity", 4.2, 8.8, "nsxd mx",
          "Hydrogen atoms, half of all atoms in a protein, remain unseen in most X-ray maps.",
          "The catalytic histidine of {material} is doubly protonated at low pH and neutral "
          "above.", "hydrogen;protonation;enzyme mechanism"),
    ),
    ("protein", "structural biology", "enzymes"),
)  # fmt: skip

MEMBRANES = Theme(
    "membranes",
    (
        "Lipid membranes are thin, soft and in motion, and cells tune all three.",
        "Drugs and nanoparticles meet a membrane before they meet anything else in a cell.",
        "Lyotropic phases of lipids serve as carriers for vaccines and as food colloids.",
    ),
    (
        M("DPPC bilayers", "C40H80NO8P", "multilayer stack", ("chain deuterated", "hydrogenous")),
        M("DOPC vesicles", "C44H84NO8P", "unilamellar vesicles", ("100 nm", "50 nm")),
        M("DMPC bicelles", "C36H72NO8P", "aligned bicelles", ("q = 2.8", "q = 3.5")),
        M("monoolein cubic phase", "C21H40O4", "bulk gel", ("30 wt% water", "38 wt% water")),
        M("E. coli polar lipid extract", "", "supported bilayer"),
        M("sphingomyelin and cholesterol mixtures", "", "floating bilayer", ("20 mol%",
          "40 mol%")),
        M("phytantriol hexosomes", "C20H42O3", "dispersion", ("with F127",)),
        M("mRNA lipid nanoparticles", "", "dispersion", ("empty", "loaded", "freeze-thawed")),
        M("pulmonary surfactant", "", "monolayer", ("native extract", "synthetic")),
    ),
    (
        Q("the ripple phase", "temperature", 285, 325, "saxs sans nr xrr gisans",
          "Between gel and fluid, some membranes form a wavy phase of uncertain structure.",
          "An asymmetric ripple appears within a window of a few kelvin.",
          "phase transition;lipid;bilayer"),
        Q("insertion of an antimicrobial peptide", "concentration", 0.5, 12, "nr sans saxs xrr",
          "Resistance to antibiotics revives the interest in peptides that puncture membranes.",
          "Above a threshold, the peptide moves from the head groups into the core and thins "
          "the bilayer.", "antimicrobial peptide;membrane;reflectivity"),
        Q("bending fluctuations", "temperature", 290, 330, "nse qens xpcs",
          "The bending rigidity sets how easily a membrane buds, fuses and wraps particles.",
          "Relaxation follows a stretched exponential, and the rigidity falls on heating.",
          "membrane dynamics;bending rigidity;soft matter"),
        Q("swelling", "humidity", 20, 97, "saxs gisaxs gisans nr",
          "Water between bilayers balances hydration forces against attraction.",
          "The repeat distance of {material} grows steeply above nine tenths of saturation.",
          "hydration;lamellar;swelling"),
        Q("assembly on mixing", "time", 0.5, 90, "saxs sans usans",
          "Nanocarriers form within milliseconds and then ripen for hours.",
          "An intermediate with loose internal order precedes the final structure.",
          "self-assembly;kinetics;drug delivery"),
    ),
    ("lipids", "membranes", "soft matter"),
)  # fmt: skip

TISSUE = Theme(
    "tissue",
    (
        "Organs are built over seven orders of magnitude in length, and disease may start at "
        "any of them.",
        "Histology sees thin slices only; volumes tell how vessels, nerves and cells connect.",
        "Mineralised tissue is light, stiff and tough at once, which no synthetic material "
        "matches yet.",
    ),
    (
        M("mouse brain", "", "fixed hemisphere", ("P21", "adult", "aged")),
        M("human femoral bone", "Ca10P6O26H2", "biopsy core", ("donor 2", "donor 5", "donor 9")),
        M("sheep lung", "", "inflated lobe", ("control", "fibrotic")),
        M("rat kidney", "", "perfused organ", ("left", "right")),
        M("zebrafish larva", "", "whole mount", ("5 dpf", "7 dpf")),
        M("human tooth dentine", "Ca10P6O26H2", "section", ("sound", "carious")),
        M("bovine articular cartilage", "", "plug", ("fresh", "compressed")),
        M("porcine aorta", "", "ring", ("healthy", "calcified")),
        M("salamander limb", "", "regenerating blastema", ("day 6", "day 14")),
        M("human placenta", "", "punch biopsy"),
        M("honeybee brain", "", "stained whole mount", ("forager", "nurse")),
        M("breast tumour", "", "paraffin block", ("grade 2", "grade 3")),
    ),
    (
        Q("three-dimensional cell architecture", "place", 3, 8, "xct pct nano",
          "Counting cells in sections is biased by the angle of the cut.",
          "Segmentation of {material} yields densities that differ between neighbouring regions "
          "by a factor of two.", "virtual histology;3D imaging;phase contrast"),
        Q("vascular networks", "place", 3, 7, "xct pct",
          "Blood supply limits the growth of tumours as well as of engineered tissue.",
          "The branching of the vessels follows a power law over three generations.",
          "vasculature;tomography;angiogenesis"),
        Q("trace metal distribution", "place", 3, 8, "xrf xanes",
          "Iron, copper and zinc are needed by every cell and harm it when misplaced.",
          "Zinc concentrates in thin layers, while iron forms isolated deposits of some "
          "micrometres.", "trace metals;elemental mapping;bioimaging"),
        Q("fibre orientation", "force", 2, 60, "saxs waxs",
          "Collagen and mineral share loads in a way that depends on their alignment.",
          "Fibrils of {material} turn towards the load before they stretch.",
          "collagen;mechanics;anisotropy"),
        Q("chemical contrast of lesions", "place", 3, 6, "ftir xrf stxm",
          "Early lesions hardly change the morphology but do change the chemistry.",
          "The ratio of two protein bands separates lesions from sound tissue.",
          "infrared;spectral imaging;pathology"),
    ),
    ("biological tissue", "bioimaging", "anatomy"),
)  # fmt: skip

THEMES = (PROTEINS, MEMBRANES, TISSUE)
