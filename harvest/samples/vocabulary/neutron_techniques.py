"""Neutron and muon techniques with their PaNET numbers, and what their records hold."""

from .kinds import Technique


def _n(
    key: str, panet: str, label: str, short: str, files: str, quantities: str, *method: str
) -> Technique:
    return Technique(key, panet, label, short, "neutron", method, tuple(quantities.split()), files)


_BEAM = "neutron_beam_width neutron_beam_height "

ELASTIC = (
    _n("sans", "PaNET01189", "Small angle neutron scattering", "SANS", "events",
       "incident_wavelength wavelength_spread detector_distance collimation_length counting_time "
       "q_min q_max sample_transmission sample_thickness " + _BEAM,
       "Neutrons of {incident_wavelength} and a collimation of {collimation_length} cover "
       "{q_min} to {q_max}.",
       "Each configuration was counted for {counting_time} and scaled to absolute intensity."),
    _n("usans", "PaNET01278", "Very small angle neutron scattering", "VSANS", "events",
       "incident_wavelength detector_distance collimation_length counting_time q_min "
       "sample_thickness sample_transmission",
       "A focusing collimation extends the range down to {q_min}."),
    _n("gisans", "PaNET01276", "Grazing incidence small angle neutron scattering", "GISANS",
       "events",
       "incident_wavelength wavelength_spread detector_distance incidence_angle counting_time "
       "film_thickness",
       "The film was lit at {incidence_angle} with neutrons of {incident_wavelength}."),
    _n("nr", "PaNET01239", "Neutron reflectometry", "NR", "events",
       "incident_wavelength incidence_angle q_max film_thickness surface_roughness counting_time "
       "goodness_of_fit",
       "Specular reflectivity up to {q_max} was fitted with a layer model."),
    _n("pnr", "PaNET01243", "Polarized neutron reflectometry", "PNR", "events",
       "incident_wavelength incidence_angle q_max film_thickness degree_of_polarisation "
       "counting_time goodness_of_fit magnetic_field",
       "Reflectivities of both spin states were measured with a polarisation of "
       "{degree_of_polarisation}."),
    _n("npd", "PaNET01100", "Neutron powder diffraction", "NPD", "events",
       "incident_wavelength two_theta_min two_theta_max counting_time lattice_parameter_a "
       "lattice_parameter_c sample_mass goodness_of_fit " + _BEAM,
       "Patterns of {sample_mass} of powder were counted for {counting_time} each and refined by "
       "the Rietveld method."),
    _n("nsxd", "PaNET01236", "Neutron single crystal diffraction", "NSXD", "events",
       "incident_wavelength crystal_size counting_time resolution r_work lattice_parameter_a "
       "lattice_parameter_c rotation_range",
       "Reflections to {resolution} were integrated from {rotation_range} of rotation."),
    _n("strain", "PaNET01217", "Neutron diffraction", "ND", "events",
       "incident_wavelength scattering_angle counting_time microstrain lattice_parameter_a "
       + _BEAM,
       "Lattice strains were mapped with a gauge of {neutron_beam_width} width, with "
       "{counting_time} a point."),
    _n("total", "PaNET01190", "Total scattering", "NTS", "events",
       "incident_wavelength q_max counting_time sample_mass mass_density goodness_of_fit",
       "Total scattering up to {q_max} was corrected for the container and put on an absolute "
       "scale."),
)  # fmt: skip

INELASTIC = (
    _n("ins", "PaNET01245", "Inelastic neutron scattering", "INS", "events",
       "incident_neutron_energy energy_resolution counting_time sample_mass chopper_frequency "
       "scattering_angle",
       "Spectra with an incident energy of {incident_neutron_energy} have an elastic resolution "
       "of {energy_resolution}."),
    _n("tas", "PaNET01247", "Thermal neutron spectroscopy", "TAS", "scan",
       "incident_neutron_energy final_neutron_energy energy_resolution counting_time scan_points "
       "crystal_size",
       "Constant-momentum scans were taken with a fixed final energy of {final_neutron_energy}."),
    _n("cold", "PaNET01246", "Cold neutron spectroscopy", "CNS", "events",
       "incident_neutron_energy energy_resolution chopper_frequency counting_time sample_mass",
       "Choppers at {chopper_frequency} select an incident energy of "
       "{incident_neutron_energy}."),
    _n("qens", "PaNET01035", "Quasielastic scattering", "QENS", "events",
       "incident_wavelength energy_resolution counting_time sample_thickness sample_mass q_max",
       "Quasielastic broadening was analysed with a resolution of {energy_resolution}."),
    _n("nse", "PaNET01120", "Quasielastic neutron spin echo scattering", "NSE", "scan",
       "incident_wavelength wavelength_spread spin_echo_time counting_time scan_points "
       "sample_thickness",
       "Intermediate scattering functions reach Fourier times of {spin_echo_time}."),
    _n("musr", "PaNET01051", "Muon spin resonance", "MuSR", "events",
       "magnetic_field counting_time integrated_counts sample_mass",
       "Spin-polarised muons were implanted, and {integrated_counts} decays were recorded."),
)  # fmt: skip

IMAGING = (
    _n("nrad", "PaNET01248", "Neutron transmission radiography", "NR imaging", "volume",
       "incident_wavelength exposure_time pixel_size number_of_frames detector_distance "
       "sample_thickness " + _BEAM,
       "Radiographs with pixels of {pixel_size} were exposed for {exposure_time} each."),
    _n("ntomo", "PaNET01249", "Cold neutron imaging", "CNI", "volume",
       "incident_wavelength exposure_time pixel_size voxel_size number_of_projections "
       "rotation_range",
       "{number_of_projections} projections with cold neutrons were reconstructed with voxels of "
       "{voxel_size}."),
)  # fmt: skip
