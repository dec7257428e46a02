"""Which materials of its theme a question is asked of, where not of all of them."""

from .kinds import Material, Question, Theme

# The question's subject | words in the names of the materials
_ROWS = """
light-induced structural changes | photoactive bacteriorhodopsin phycocyanin myoglobin
oligomeric state | insulin oxidase carbonic ankyrin
protonation of the active site | lysozyme trypsin carbonic isomerase nitrite
the ripple phase | DPPC DMPC
assembly on mixing | nanoparticles vesicles hexosomes monoolein
swelling | bilayer monoolein bicelles
vascular networks | brain kidney placenta tumour lung aorta
fibre orientation | bone dentine cartilage aorta
chemical contrast of lesions | tumour dentine aorta lung brain
crystallisation | polypropylene polyamide lactic hexylthiophene polyethylene
structure under tensile deformation | polypropylene polyamide lactic rubber cellulose epoxy Nafion
molecular orientation | hexylthiophene PS-b Nafion cellulose
chain dynamics | polyethylene rubber PNIPAM polypropylene Nafion
microphase separation | PS-b Pluronic Nafion
water uptake | polyamide Nafion cellulose epoxy lactic PNIPAM
local order | water zinc silica metallic chalcogenide gallium lithium
slow relaxation | colloidal glycerol water metallic ionic chalcogenide
polyamorphism | water glass zinc
aggregation of particles | colloidal
diffusion in confinement | ionic water
water transport | grapevine maize spruce soil dough rice
structure formation on cooling | cocoa ice oat casein
arsenic and cadmium uptake | rice maize soil
pore structure | soil spruce dough cream oat
protein network formation | oat casein dough
film formation during annealing | methylammonium triple PM6 antimony kesterite
phase segregation under illumination | triple nanocrystals methylammonium
phase transitions | formamidinium methylammonium caesium Cs2AgBiBr6
cation dynamics | methylammonium formamidinium triple
moisture-induced degradation | methylammonium triple formamidinium tin
phase evolution during cycling | LiNi LiFe Na3V2 Prussian P2 graphite 18650
redox mechanism | LiNi LiFe Na3V2 Prussian P2 sulfur
cracking and delamination | LiNi0.8 graphite 18650 metal Li6 Li7
lithium distribution | graphite sulfur 18650 LiNi LiFe metal
ion diffusion | Li6 Li7 Na3V2 Prussian P2 LiFe
growth of interphases | metal graphite LiNi0.5 Li6 Li7
oxidation state under reaction conditions | Cu/ZnO platinum Pd zeolite vanadium Fischer
sintering of nanoparticles | platinum Cu/ZnO Fischer iridium
active sites | hydroxide iridium diffusion phthalocyanine sulfide
hydrogen species | Pd platinum Cu/ZnO sulfide zeolite
charge transfer after excitation | phthalocyanine platinum iridium
structural changes in a reaction atmosphere | Cu/ZnO Fischer vanadium zeolite
gas adsorption sites | MOF UiO ZIF clinoptilolite carbon
hydrogen diffusion | TiFe borohydride palladium MOF UiO
breathing of the framework | MOF UiO ZIF
formation and decomposition | borohydride TiFe hydrate
pore filling | carbon clinoptilolite MOF UiO ZIF
load partitioning between phases | duplex Al-Si NiTi copper Ti-6 bainitic Inconel
precipitation during ageing | Inconel Mg-Gd Al-Si 316L Ti-6
porosity and cracks | Ti-6 316L Al-Si Inconel tungsten
solidification | Ti-6 316L Al-Si Inconel entropy
hydrogen embrittlement | steel zirconium
shock-induced phase transformation | tungsten zirconium copper NiTi entropy
domain patterns | Pt/Co BiFeO3 spin GdFeCo Mn2Au
ultrafast demagnetisation | Pt/Co FeRh GdFeCo
spin excitations | La0.7 NdNiO3 garnet BiFeO3
coupling between layers | trilayers Pt/Co NdNiO3
spin fluctuations | CuO4 FeSe Sr2RuO4 RuCl3 nickelate CePdAl
charge order | CuO4 TaS2 kagome nickelate
the electronic band structure | CuO4 FeSe Sr2RuO4 Bi2Se3 MnBi2 kagome TaS2 nickelate
magnetic structure | RuCl3 Yb2 MnBi2 CePdAl TbMnO3
the absence of magnetic order | RuCl3 herbertsmithite Yb2 TaS2
field-induced phases | RuCl3 Yb2 CePdAl TbMnO3 MnBi2
degradation of pigments | paint Egyptian ink ceramics
hidden writing and drawing | papyrus ink paint
manufacturing technique | bronze sword coins ceramics violin
inner anatomy | fossil dinosaur
corrosion products | bronze sword coins oak
phase stability at high pressure | bridgmanite iron ice olivine serpentinite
fluid flow | shale sandstone serpentinite
speciation of contaminants | tailings shale coral sandstone
sound velocities | bridgmanite iron ice olivine melt
matter under shock compression | bridgmanite iron ice methane olivine melt
mineral inclusions | chondrite olivine coral serpentinite
hydrogen in the lattice | ice bridgmanite serpentinite olivine
single-particle imaging | gold virus soot xenon helium carboxysomes silver
melting and explosion | gold xenon helium silver
size and shape distribution | gold magnetite quantum silver
surface chemistry | soot salt
hot-carrier cooling | quantum gold silver
"""


def _table() -> dict[str, tuple[str, ...]]:
    rows = (row.split(" | ") for row in _ROWS.strip().splitlines())
    return {subject: tuple(words.split()) for subject, words in rows}


SUITABLE = _table()


def materials_for(theme: Theme, question: Question) -> tuple[Material, ...]:
    """The theme's materials of which the question makes sense."""
    words = SUITABLE.get(question.subject)
    if words is None:
        return theme.materials
    return tuple(one for one in theme.materials if any(word in one.name for word in words))
