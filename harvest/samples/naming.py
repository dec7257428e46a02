"""How catalogues name parameters."""

from dataclasses import dataclass, field
from typing import Literal

# Quantities that differ for the generator only.
_SAME = {
    "soft_photon_energy": "photon_energy",
    "high_photon_energy": "photon_energy",
    "near_detector_distance": "detector_distance",
    "neutron_beam_width": "beam_width",
    "neutron_beam_height": "beam_height",
    "spectral_resolution": "energy_resolution",
    "acidity": "ph",
}


@dataclass(frozen=True)
class Naming:
    """``case`` is how words are joined; ``own`` names differ from what the rule would give."""

    case: Literal["snake", "camel", "dotted", "words"]
    own: dict[str, str] = field(default_factory=dict)

    def name(self, group: str, key: str) -> str:
        """The parameter's name: "ringCurrent", "source.ring_current", "Ring current"."""
        if key in self.own:
            return self.own[key]
        key = _SAME.get(key, key)
        if self.case == "camel":
            first, *others = key.split("_")
            return first + "".join(word.capitalize() for word in others)
        if self.case == "dotted":
            return f"{group}.{key}"
        if self.case == "words":
            return key.replace("_", " ").capitalize()
        return key
