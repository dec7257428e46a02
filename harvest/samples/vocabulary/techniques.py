"""All techniques of the sample catalogues by their key."""

from . import neutron_techniques, photon_techniques
from .kinds import Technique

TECHNIQUES: dict[str, Technique] = {
    technique.key: technique
    for technique in (
        *photon_techniques.SCATTERING,
        *photon_techniques.DIFFRACTION,
        *photon_techniques.IMAGING,
        *photon_techniques.SPECTROSCOPY,
        *neutron_techniques.ELASTIC,
        *neutron_techniques.INELASTIC,
        *neutron_techniques.IMAGING,
    )
}
