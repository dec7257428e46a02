"""The axes an experiment is carried out along: temperature, pressure, time, place …"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """``quantity`` is varied; ``at`` tells a point of it in titles, ``between`` its span.

    An axis without a quantity is a place on the sample: its points are counted.
    """

    quantity: str
    at: str
    between: str


AXES: dict[str, Axis] = {
    "temperature": Axis(
        "sample_temperature",
        "at {value}",
        "The series covers {count} temperatures between {low} and {high}.",
    ),
    "pressure": Axis(
        "sample_pressure",
        "at {value}",
        "Pressure was raised in {count} steps from {low} to {high}.",
    ),
    "field": Axis(
        "magnetic_field",
        "in {value}",
        "Magnetic fields from {low} to {high} were applied in {count} steps.",
    ),
    "humidity": Axis(
        "relative_humidity",
        "at {value} relative humidity",
        "The relative humidity was set to {count} values from {low} to {high}.",
    ),
    "voltage": Axis(
        "cell_voltage",
        "at {value}",
        "The cell was held at {count} potentials between {low} and {high}.",
    ),
    "strain": Axis(
        "applied_strain",
        "at {value} strain",
        "The specimen was stretched in {count} steps from {low} to {high} strain.",
    ),
    "force": Axis(
        "applied_force",
        "under {value}",
        "Loads from {low} to {high} were applied in {count} steps.",
    ),
    "time": Axis(
        "elapsed_time",
        "after {value}",
        "The process was followed at {count} times, from {low} to {high} after its start.",
    ),
    "delay": Axis(
        "pump_probe_delay",
        "at a delay of {value}",
        "Snapshots were taken at {count} delays after the pump pulse, from {low} to {high}.",
    ),
    "concentration": Axis(
        "concentration",
        "at {value}",
        "A dilution series of {count} concentrations from {low} to {high} is included.",
    ),
    "thickness": Axis(
        "film_thickness",
        "{value} thick",
        "Films of {count} thicknesses between {low} and {high} were compared.",
    ),
    "acidity": Axis(
        "acidity",
        "at pH {value}",
        "Solutions of {count} acidities between pH {low} and pH {high} were prepared.",
    ),
    "place": Axis(
        "",
        "{value}",
        "{count} regions were chosen on overview scans and measured one after another.",
    ),
}

PLACES = (
    "overview",
    "centre",
    "upper edge",
    "lower edge",
    "left flank",
    "right flank",
    "interface",
    "surface layer",
    "core",
    "near the crack tip",
    "far field",
    "inclusion",
    "grain boundary",
    "reference area",
    "transition zone",
    "detail",
)
