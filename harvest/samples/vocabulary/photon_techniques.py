"""X-ray techniques with their PaNET numbers, and what their records hold."""

from .kinds import Technique


def _x(
    key: str, panet: str, label: str, short: str, files: str, quantities: str, *method: str
) -> Technique:
    return Technique(key, panet, label, short, "photon", method, tuple(quantities.split()), files)


_BEAM = "beam_size_horizontal beam_size_vertical "

SCATTERING = (
    _x("saxs", "PaNET01188", "Small angle X-ray scattering", "SAXS", "frames",
       "incident_photon_energy detector_distance exposure_time q_min q_max number_of_frames "
       "beam_centre_x beam_centre_y sample_transmission radius_of_gyration",
       "Scattering was recorded at {incident_photon_energy} with the detector "
       "{detector_distance} behind the sample.",
       "Two-dimensional patterns were averaged azimuthally between {q_min} and {q_max}."),
    _x("waxs", "PaNET01191", "Wide angle X-ray scattering", "WAXS", "frames",
       "incident_photon_energy near_detector_distance exposure_time two_theta_min two_theta_max "
       "number_of_frames beam_centre_x beam_centre_y",
       "Wide-angle patterns were taken every {exposure_time} at {incident_photon_energy}."),
    _x("gisaxs", "PaNET01162", "Grazing incidence small angle X-ray scattering", "GISAXS",
       "frames",
       "incident_photon_energy detector_distance incidence_angle exposure_time q_max "
       "film_thickness beam_centre_x beam_centre_y",
       "The beam of {incident_photon_energy} met the film at an incidence angle of "
       "{incidence_angle}."),
    _x("giwaxs", "PaNET01316", "Grazing incidence wide angle X-ray scattering", "GIWAXS",
       "frames",
       "incident_photon_energy near_detector_distance incidence_angle exposure_time q_max "
       "film_thickness beam_centre_x beam_centre_y",
       "Patterns were taken at {incidence_angle} incidence, with {exposure_time} a frame."),
    _x("xpcs", "PaNET01205", "X-ray photon correlation spectroscopy", "XPCS", "frames",
       "incident_photon_energy detector_distance frame_rate number_of_frames pixel_size "
       "attenuator_transmission q_max",
       "Speckle was recorded at {frame_rate} with a coherent beam of {incident_photon_energy}."),
    _x("xrr", "PaNET01149", "X-ray reflectivity", "XRR", "scan",
       "incident_photon_energy film_thickness surface_roughness q_max incidence_angle scan_points "
       "goodness_of_fit",
       "Reflectivity curves of {scan_points} points reach up to {q_max}."),
    _x("pdf", "PaNET01181", "Pair distribution function", "PDF", "frames",
       "high_photon_energy near_detector_distance exposure_time q_max number_of_frames "
       "lattice_parameter_a goodness_of_fit",
       "Total scattering was measured at {high_photon_energy} and transformed with data up to "
       "{q_max}."),
)  # fmt: skip

DIFFRACTION = (
    _x("xrpd", "PaNET01101", "X-ray powder diffraction", "XPD", "frames",
       "incident_photon_energy near_detector_distance exposure_time two_theta_min two_theta_max "
       "lattice_parameter_a lattice_parameter_c microstrain goodness_of_fit",
       "Powder patterns from {two_theta_min} to {two_theta_max} were refined by the Rietveld "
       "method."),
    _x("edxrd", "PaNET01160", "Energy dispersive X-ray diffraction", "EDXRD", "frames",
       "high_photon_energy scattering_angle counting_time lattice_parameter_a microstrain",
       "A fixed scattering angle and photon energies up to {high_photon_energy} give access to "
       "bulky environments."),
    _x("sxrd", "PaNET01102", "X-ray single crystal diffraction", "SXRD", "images",
       "incident_photon_energy near_detector_distance oscillation_angle exposure_time crystal_size "
       "resolution r_work lattice_parameter_a lattice_parameter_c",
       "A crystal of {crystal_size} was rotated in steps of {oscillation_angle} at "
       "{incident_photon_energy}."),
    _x("mx", "PaNET01164", "Macromolecular crystallography", "MX", "images",
       "incident_photon_energy near_detector_distance oscillation_angle exposure_time crystal_size "
       "resolution r_work completeness absorbed_dose beam_centre_x beam_centre_y",
       "Diffraction to {resolution} was collected at {incident_photon_energy} with an estimated "
       "dose of {absorbed_dose}."),
    _x("ssx", "PaNET01169", "Serial synchrotron crystallography", "SSX", "images",
       "incident_photon_energy near_detector_distance exposure_time crystal_size indexed_images "
       "resolution completeness number_of_frames",
       "Microcrystals of about {crystal_size} were exposed for {exposure_time} each; "
       "{indexed_images} images were indexed."),
    _x("sfx", "PaNET01168", "Serial femtosecond crystallography", "SFX", "images",
       "incident_photon_energy near_detector_distance pulse_energy pulse_duration crystal_size "
       "indexed_images resolution completeness",
       "Pulses of {pulse_duration} hit a jet of microcrystals; {indexed_images} of the patterns "
       "could be indexed, to {resolution}."),
    _x("trsfx", "PaNET01309", "Time resolved serial femtosecond crystallography", "TR-SFX",
       "images",
       "incident_photon_energy pump_wavelength pump_fluence pump_probe_delay pulse_energy "
       "indexed_images resolution pulse_duration",
       "Microcrystals were excited at {pump_wavelength} and probed by pulses of "
       "{pulse_duration}."),
)  # fmt: skip

IMAGING = (
    _x("xct", "PaNET01208", "X-ray microtomography", "microCT", "volume",
       "incident_photon_energy near_detector_distance exposure_time number_of_projections "
       "rotation_range pixel_size voxel_size",
       "{number_of_projections} projections of {exposure_time} were reconstructed with voxels of "
       "{voxel_size}."),
    _x("pct", "PaNET01333", "X-ray propagation phase contrast microtomography", "PPC-SrμCT",
       "volume",
       "incident_photon_energy detector_distance exposure_time number_of_projections "
       "rotation_range pixel_size voxel_size",
       "Phase contrast after {detector_distance} of free propagation was retrieved from "
       "{number_of_projections} projections."),
    _x("ptycho", "PaNET01212", "Ptychography", "ptychography", "scan",
       "incident_photon_energy detector_distance step_size dwell_time pixel_size scan_points",
       "Overlapping diffraction patterns in steps of {step_size} were inverted to images with "
       "pixels of {pixel_size}."),
    _x("nano", "PaNET01213", "Ptychographic nanotomography", "PXCT", "volume",
       "incident_photon_energy detector_distance step_size dwell_time voxel_size "
       "number_of_projections rotation_range",
       "Ptychographic projections at {incident_photon_energy} were combined to a volume with "
       "voxels of {voxel_size}."),
    _x("cdi", "PaNET01174", "Coherent diffraction imaging", "CDI", "images",
       "incident_photon_energy detector_distance pulse_energy pulse_duration number_of_frames "
       "resolution",
       "Single particles were exposed to pulses of {pulse_duration} and {pulse_energy}."),
    _x("xrf", "PaNET01288", "Scanning X-ray fluorescence", "XRF", "scan",
       "incident_photon_energy step_size dwell_time scan_points " + _BEAM,
       "Elemental maps were scanned with a beam of {beam_size_horizontal} in steps of "
       "{step_size}."),
    _x("stxm", "PaNET01219", "Scanning transmission X-ray microscopy", "STXM", "scan",
       "soft_photon_energy step_size dwell_time energy_step scan_points chamber_pressure",
       "Image stacks around {soft_photon_energy} were taken in steps of {energy_step}."),
    _x("ftir", "PaNET01110", "Infrared microspectroscopy", "SR-FTIR", "scan",
       "step_size scan_points dwell_time sample_thickness",
       "Infrared maps were recorded in transmission with steps of {step_size}."),
)  # fmt: skip

SPECTROSCOPY = (
    _x("xanes", "PaNET01199", "X-ray absorption near edge structure", "XANES", "scan",
       "incident_photon_energy edge_energy energy_step scan_points dwell_time energy_bandwidth",
       "The edge at {edge_energy} was scanned in steps of {energy_step}."),
    _x("exafs", "PaNET01198", "Extended X-ray absorption fine structure", "EXAFS", "scan",
       "incident_photon_energy edge_energy scan_points dwell_time goodness_of_fit",
       "Spectra at the {edge_energy} edge were averaged and fitted shell by shell."),
    _x("xes", "PaNET01200", "X-ray emission spectroscopy", "XES", "scan",
       "incident_photon_energy scattering_angle counting_time spectral_resolution",
       "Emission was analysed with a resolution of {spectral_resolution}."),
    _x("trxas", "PaNET01265", "Time resolved absorption", "TR-XAS", "scan",
       "incident_photon_energy edge_energy pump_wavelength pump_fluence pump_probe_delay "
       "energy_step",
       "Difference spectra after excitation at {pump_wavelength} were taken around "
       "{edge_energy}."),
    _x("rixs", "PaNET01183", "Resonant inelastic X-ray scattering", "RIXS", "scan",
       "soft_photon_energy spectral_resolution scattering_angle counting_time chamber_pressure",
       "Spectra at {soft_photon_energy} have a resolution of {spectral_resolution}."),
    _x("ixs", "PaNET01182", "Inelastic X-ray scattering", "IXS", "scan",
       "incident_photon_energy spectral_resolution scattering_angle counting_time",
       "Energy scans with a resolution of {spectral_resolution} were taken at constant momentum "
       "transfer."),
    _x("xps", "PaNET01204", "X-ray photoelectron spectroscopy", "XPS", "scan",
       "soft_photon_energy energy_step spectral_resolution chamber_pressure scan_points",
       "Core levels were measured at {soft_photon_energy} and a pressure of {chamber_pressure}."),
    _x("apxps", "PaNET01218", "Ambient pressure X-ray photoelectron spectroscopy", "APXPS",
       "scan",
       "soft_photon_energy energy_step spectral_resolution gas_flow_rate scan_points",
       "Core levels were followed at {soft_photon_energy} while gas flowed at {gas_flow_rate}."),
    _x("arpes", "PaNET01089", "Angle resolved photoemission spectroscopy", "ARPES", "scan",
       "soft_photon_energy spectral_resolution chamber_pressure scan_points",
       "Bands were mapped at {soft_photon_energy} with an energy resolution of "
       "{spectral_resolution}."),
    _x("xmcd", "PaNET01137", "X-ray magnetic circular dichroism", "XMCD", "scan",
       "soft_photon_energy energy_step degree_of_polarisation scan_points film_thickness",
       "Absorption of left and right circular light around {soft_photon_energy} was compared."),
)  # fmt: skip
