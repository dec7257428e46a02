"""The dimensions: what a quantity is called, its SI unit, and the units to offer."""

from functools import lru_cache

from .table import TABLE
from .unit import Dimension, Unit

# name | label | SI unit | units to offer, the most usual first
_ROWS = """
absorbed_dose | Absorbed dose | Gy | Gy kGy MGy mGy
absorbed_dose_rate | Absorbed dose rate | Gy/s | Gy/s kGy/s Gy/min
acceleration | Acceleration | m/s² | m/s² mm/s²
acidity | Acidity (pH) | pH | pH
activity | Activity of a radioactive source | Bq | Bq kBq MBq GBq Ci mCi
amount_of_substance | Amount of substance | mol | mol mmol µmol nmol
angle | Angle | rad | ° mrad µrad rad arcsec
angular_acceleration | Angular acceleration | rad/s² | °/s² rad/s²
angular_velocity | Angular velocity | rad/s | °/s °/min mrad/s rad/s
area | Area | m² | mm² µm² cm² m² nm² Å² b
areal_mass_density | Mass per area | kg/m² | mg/cm² µg/cm² g/cm² kg/m²
brilliance | Brilliance | photons/(s·mm²·mrad²·0.1%BW) | photons/(s·mm²·mrad²·0.1%BW)
capacitance | Capacitance | F | pF nF µF F
conductance | Conductance | S | S mS µS nS
conductivity | Electric conductivity | S/m | S/m S/cm mS/cm µS/cm
count | Count | counts | counts kcounts photons neutrons events
count_rate | Count rate | counts/s | counts/s kcounts/s Mcounts/s
counts_per_charge | Counts per charge | counts/C | counts/C counts/µC
current_density | Current density | A/m² | A/cm² mA/cm² A/m²
current_rate | Change of current | A/s | A/s mA/s
data_rate | Data rate | B/s | MB/s GB/s Gbit/s
data_size | Amount of data | B | MB GB TB kB B
density | Density, mass concentration | kg/m³ | g/cm³ kg/m³ mg/mL g/L
diffusivity | Diffusivity, kinematic viscosity | m²/s | m²/s mm²/s cm²/s cSt
dose_equivalent | Dose equivalent | Sv | mSv µSv Sv
dose_equivalent_rate | Dose equivalent rate | Sv/s | µSv/h mSv/h Sv/s
dose_rate_per_current | Dose rate per ring current | Gy/(s·A) | Gy/(s·mA) Gy/(s·A)
dynamic_viscosity | Dynamic viscosity | Pa·s | mPa·s Pa·s cP
electric_charge | Electric charge | C | C mC µC nC pC mAh
electric_current | Electric current | A | mA A µA nA pA
electric_field | Electric field | V/m | V/m kV/cm V/µm
emittance | Emittance | m·rad | nm·rad pm·rad mm·mrad m·rad
energy | Energy | J | keV eV meV MeV GeV J mJ µJ kJ
energy_density | Energy density | J/m³ | J/m³ J/cm³
energy_per_area | Energy per area | J/m² | mJ/cm² J/cm² J/m²
field_rate | Change of magnetic field | T/s | T/min mT/s T/s
flux | Flux of particles | photons/s | photons/s neutrons/s electrons/s
flux_density | Flux density | photons/(m²·s) | photons/(mm²·s) neutrons/(cm²·s) 1/(m²·s)
force | Force | N | N mN µN nN kN
force_rate | Change of force | N/s | N/s mN/s
fraction | Fraction | 1 | % ‰ ppm ppb
frequency | Frequency | Hz | Hz kHz MHz GHz THz rpm
heat_capacity | Heat capacity | J/K | J/K mJ/K
illuminance | Illuminance | lx | lx klx
inductance | Inductance | H | mH µH nH H
irradiance | Power per area | W/m² | W/cm² W/mm² mW/cm² W/m²
leak_rate | Leak rate | Pa·m³/s | mbar·L/s Pa·m³/s
length | Length | m | mm µm nm Å cm m km
luminous_flux | Luminous flux | lm | lm
luminous_intensity | Luminous intensity | cd | cd
magnetic_field_gradient | Gradient of magnetic field | T/m | T/m G/cm
magnetic_field_strength | Magnetic field strength | A/m | kA/m A/m Oe kOe
magnetic_flux | Magnetic flux | Wb | Wb mWb
magnetic_flux_density | Magnetic flux density | T | T mT µT G kG
magnetic_moment | Magnetic moment | A·m² | µB A·m² emu
mass | Mass | kg | g mg µg kg kDa Da
mass_attenuation | Mass attenuation coefficient | m²/kg | cm²/g m²/kg
mass_flow | Mass flow | kg/s | g/min mg/min kg/h kg/s
mass_magnetisation | Magnetisation per mass | A·m²/kg | emu/g A·m²/kg
molality | Molality | mol/kg | mol/kg mmol/kg
molar_concentration | Molar concentration | mol/m³ | M mM µM mol/L mol/m³
molar_energy | Energy per amount of substance | J/mol | kJ/mol J/mol kcal/mol
molar_flow | Flow of substance | mol/s | mmol/min mol/s
molar_heat | Molar heat capacity | J/(mol·K) | J/(mol·K)
molar_mass | Molar mass | kg/mol | g/mol kg/mol
momentum | Momentum | kg·m/s | kg·m/s
number | Number without a unit | 1 | 1
number_density | Number per volume | 1/m³ | 1/cm³ 1/Å³ 1/nm³ 1/m³
per_area | Number per area, scattering length density | 1/m² | 1/Å² electrons/Å² photons/mm² 1/m²
pixel | Pixels | pixels | pixels
power | Power | W | W mW kW MW GW
pressure | Pressure | Pa | bar mbar MPa GPa kPa Pa atm Torr psi
pressure_rate | Change of pressure | Pa/s | bar/min MPa/s mbar/s Pa/s
resistance | Electric resistance | Ω | Ω kΩ MΩ mΩ
resistivity | Electric resistivity | Ω·m | Ω·m Ω·cm µΩ·cm
solid_angle | Solid angle | sr | sr msr µsr mrad²
specific_energy | Energy per mass | J/kg | J/g kJ/kg J/kg
specific_heat | Specific heat capacity | J/(kg·K) | J/(g·K) J/(kg·K)
spectral_flux | Spectral flux | photons/(s·0.1%BW) | photons/(s·0.1%BW)
surface_tension | Surface tension | N/m | mN/m N/m dyn/cm
temperature | Temperature | K | K °C °F mK
temperature_difference | Temperature difference | ΔK | ΔK
temperature_gradient | Temperature gradient | K/m | K/cm K/mm K/m
temperature_rate | Heating rate | K/s | K/min K/s K/h
thermal_conductivity | Thermal conductivity | W/(m·K) | W/(m·K)
thermal_expansion | Thermal expansion | 1/K | 1/K ppm/K
time | Time | s | s ms µs ns ps fs min h d
time_squared | Group delay dispersion | s² | fs² ps²
velocity | Velocity | m/s | m/s mm/s µm/s km/s
voltage | Voltage | V | V kV mV MV
voltage_rate | Change of voltage | V/s | V/s mV/s
volume | Volume | m³ | µL mL L mm³ µm³ nm³ m³
volume_flow | Volume flow | m³/s | mL/min µL/min L/min sccm m³/h
volumic_power | Power per volume | W/m³ | W/cm³ W/m³
wavenumber | Wavenumber, reciprocal length | 1/m | 1/Å 1/nm 1/cm 1/m
"""


def _parse() -> dict[str, Dimension]:
    table = {}
    for row in _ROWS.strip().splitlines():
        name, label, si, units = (cell.strip() for cell in row.split("|"))
        table[name] = Dimension(name, si, label, tuple(units.split()))
    return table


_DIMENSIONS = _parse()


def dimensions() -> dict[str, Dimension]:
    """Every dimension by its name, in alphabetical order."""
    return dict(_DIMENSIONS)


@lru_cache(maxsize=256)
def units_of(dimension: str) -> tuple[Unit, ...]:
    """The units to offer for quantities of a dimension, () for a word that is none."""
    from . import find

    known = _DIMENSIONS.get(dimension)
    units = (find(symbol) for symbol in known.units) if known else ()
    return tuple(unit for unit in units if unit is not None)


def all_units() -> tuple[Unit, ...]:
    """Every unit of the table, once each."""
    singles = {**TABLE.symbols, **TABLE.words}.values()
    return tuple(dict.fromkeys((*singles, *TABLE.compounds.values())))
