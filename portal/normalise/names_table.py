"""The dictionary of parameter names: one canonical name for what facilities call differently.

Rows are ``key | dimension unit | label | other names``, the names in snake case; the unit is the
usual one where the dimension's isn't. Indented lines go on with the row above.  They come from
the PaNOSC federation, the ESRF's parameter dictionary, NeXus, and the records of CERIC,
DESY, ELI, ESS, MAX IV and PSI.  A name with "@" counts only for values in one of the units
after it ("energy@keV,eV": laser people give pulse energies in mJ under the same name);
a name with "~" is too general to stand for itself behind a part that names another
thing ("chopper.temperature" isn't a sample's).
"""

ROWS = """
sample_temperature | temperature | Sample temperature | temperature~ temp~ sample_temp t_sample
    temperature_sample sample_environment_temperature environment_temperature temperature_k~
    temperature_c~ cryostat_temperature scan_temperature
sample_temperature_min | temperature | Lowest sample temperature | minimum_temperature~
    min_temperature~ temperature_min~ temperature_start~
sample_temperature_max | temperature | Highest sample temperature | maximum_temperature~
    max_temperature~ temperature_max~ temperature_end~
substrate_temperature | temperature | Substrate temperature | temperature_substrate
annealing_temperature | temperature | Annealing temperature | anneal_temperature
storage_temperature | temperature | Storage temperature | storage_condition
    sample_tracking_parcel_storage_condition
sample_pressure | pressure | Sample pressure | pressure~ pressure_sample environment_pressure
    sample_environment_pressure chamber_pressure
sample_humidity | fraction | Relative humidity | humidity relative_humidity
sample_ph | acidity | pH | ph
sample_magnetic_field | magnetic_flux_density | Magnetic field at the sample | magnetic_field
    magneticfield field b_field applied_field magnetic_flux_density
sample_electric_field | electric_field | Electric field at the sample | electric_field
sample_voltage | voltage | Voltage at the sample | bias_voltage sample_bias applied_voltage
sample_force | force | Load on the sample | load force
sample_stress | pressure | Stress | stress
sample_strain | fraction | Strain | strain
sample_thickness | length | Sample thickness | thickness~ layer_thickness film_thickness
sample_mass | mass | Sample mass | mass~ sample_weight
sample_volume | volume | Sample volume |
sample_density | density | Sample density | density~
sample_concentration | density | Sample concentration | concentration~
sample_molarity | molar_concentration | Molar concentration of the sample | molarity
    concentration~ molar_concentration
sample_distance | length | Sample position along the beam | sample_position_z
sample_chemical_formula | | Chemical formula of the sample | chemical_formula~ formula~
    composition~ layer_formula sample_formula sample_composition
sample_name | | Sample name | name_of_sample
sample_description | | Sample description |
sample_state | | State of the sample | physical_state aggregate_state
sample_environment | | Sample environment | environment~
sample_situation | | Atmosphere at the sample | atmosphere
space_group | | Space group | spacegroup sample_space_group sample_reference_spacegroup
lattice_a | length Å | Lattice constant a | cell_a unit_cell_a lattice_constant_a
    lattice_parameter_a
lattice_b | length Å | Lattice constant b | cell_b unit_cell_b lattice_constant_b
    lattice_parameter_b
lattice_c | length Å | Lattice constant c | cell_c unit_cell_c lattice_constant_c
    lattice_parameter_c
incident_photon_energy | energy | Photon energy | photon_energy xray_energy x_ray_energy
    beam_energy@eV,keV energy~@eV,keV incident_energy@eV,keV incident_beam_energy@eV,keV
    instrument_beam_incident_energy instrument_monochromator_energy monochromator_energy@eV,keV
    mono_energy@eV,keV dcm_energy@eV,keV
incident_neutron_energy | energy meV | Neutron energy | neutron_energy incident_energy@meV
    energy~@meV ei@meV
energy_transfer | energy meV | Energy transfer | delta_e energy_loss instrument_beam_energy_transfer
final_energy | energy meV | Final energy | ef instrument_beam_final_energy
incident_wavelength | length Å | Wavelength | wavelength~ photon_wavelength neutron_wavelength
    xray_wavelength x_ray_wavelength beam_wavelength incident_beam_wavelength
    instrument_beam_incident_wavelength instrument_monochromator_wavelength
    monochromator_wavelength mono_wavelength
incident_wavelength_spread | length Å | Wavelength spread | wavelength_spread
    instrument_beam_incident_wavelength_spread
wavelength_min | length Å | Shortest wavelength | lambda_min min_wavelength
wavelength_max | length Å | Longest wavelength | lambda_max max_wavelength
energy_resolution | energy | Energy resolution | de energy_width
bandwidth | fraction | Bandwidth | energy_bandwidth
absorption_edge_energy | energy keV | Absorption edge | edge_energy e0
photon_flux | flux | Flux | flux photonflux beam_flux instrument_beam_flux incident_flux
    i0_flux
flux_at_end | flux | Flux at the end | flux_end fluxend
neutron_flux_density | flux_density | Flux density | flux_density photon_flux_density neutron_flux
fluence | per_area | Fluence, dose per area | total_dose electron_dose dose_per_area em_total_dose
transmission | fraction | Transmission | beam_transmission attenuator_transmission
beam_size_x | length µm | Beam width | beam_size_horizontal beam_width beam_size_at_sample_x
    horizontal_beam_size beam_horizontal_size spot_size_x beamsize_x
beam_size_y | length µm | Beam height | beam_size_vertical beam_height beam_size_at_sample_y
    vertical_beam_size beam_vertical_size spot_size_y beamsize_y
beam_size | length µm | Beam size | spot_size beamsize beam_diameter
beam_divergence_x | angle | Horizontal beam divergence | horizontal_divergence
    horizontal_incident_beam_divergence
beam_divergence_y | angle | Vertical beam divergence | vertical_divergence
    vertical_incident_beam_divergence
beam_divergence | angle | Beam divergence | divergence incident_beam_divergence
beam_center_x | length | Beam centre x | beam_centre_x x_beam xbeam
beam_center_y | length | Beam centre y | beam_centre_y y_beam ybeam
slit_gap_horizontal | length | Horizontal slit gap | horizontal_slit_gap slit_width
slit_gap_vertical | length | Vertical slit gap | vertical_slit_gap slit_height
polarisation | | Polarisation | polarization light_polarization
incident_angle | angle | Angle of incidence | angle_of_incidence incidence_angle grazing_angle
    grazing_incidence_angle alpha_i
scattering_angle | angle | Scattering angle | two_theta twotheta 2theta tth
theta | angle | Theta |
omega | angle | Omega |
phi | angle | Phi |
chi | angle | Chi |
kappa | angle | Kappa |
momentum_transfer_min | wavenumber | Smallest momentum transfer | q_min qmin q_min_fit
momentum_transfer_max | wavenumber | Largest momentum transfer | q_max qmax q_max_fit
momentum_transfer | wavenumber 1/Å | Momentum transfer | q scattering_vector
resolution | length | Resolution | resolution_limit overall_resolution spatial_resolution
resolution_at_corner | length | Resolution at the corner |
exposure_time | time | Exposure time | exposure exposuretime count_time counting_time
    acquisition_time integration_time frame_exposure_time dwell_time live_time
acquisition_period | time | Acquisition period | frame_time frame_period
latency_time | time | Latency time |
scan_duration | time | Duration of the scan | duration scan_time elapsed_time measurement_time
    measuring_time total_time
frame_rate | frequency | Frame rate | framerate acquisition_rate
repetition_rate | frequency | Repetition rate | rep_rate pulse_repetition_rate pulse_rate
number_of_frames | number | Number of frames | nb_frames n_frames frames number_of_images
    nb_images num_images images
number_of_projections | number | Number of projections | projections n_projections nb_projections
    proj_n tomo_n
detector_distance | length | Detector distance | sample_detector_distance detector_sample_distance
    sample_to_detector_distance distance_sample_detector detectordistance propagation_distance
    camera_length instrument_detector01_distance
source_distance | length | Distance from source to sample | source_sample_distance
    distance_source_sample
pixel_size | length µm | Pixel size | pixelsize effective_pixel_size sample_pixel_size
    optic_magnified_pixel_size voxel_size effective_voxel_size
pixel_size_x | length µm | Pixel width | x_pixel_size voxel_size_x
pixel_size_y | length µm | Pixel height | y_pixel_size voxel_size_y
camera_pixel_size | length µm | Pixel size of the camera | detector_pixel_size sensor_pixel_size
magnification | number | Magnification | optic_magnification
detector_threshold_energy | energy | Detector threshold | threshold_energy
sensor_thickness | length µm | Sensor thickness |
detector_name | | Detector | detector detector_type detector_model
scintillator | | Scintillator |
rotation_range | angle | Rotation range | scan_range oscillation_range total_rotation_range
rotation_step | angle | Rotation step | angle_increment oscillation_width rotation_increment
rotation_start | angle | Start of rotation | start_angle oscillation_start phi_start
step_size | length | Step size | scan_step
scan_range_x | length | Horizontal scan range | scan_range1 axis1_range
scan_range_y | length | Vertical scan range | scan_range2 axis2_range
absorbed_dose | absorbed_dose | Absorbed dose | dose radiation_dose total_voi_dose
absorbed_dose_rate | absorbed_dose_rate | Absorbed dose rate | dose_rate surface_dose voi_dose
ring_current | electric_current | Ring current | source_current machine_current
    storage_ring_current srcur current_start source_current_start srcur_start sr_current
electron_beam_energy | energy GeV | Energy of the electron beam | source_energy ring_energy
    machine_energy storage_ring_energy accelerator_energy beam_energy@GeV,MeV energy~@GeV
undulator_gap | length | Undulator gap | undulator_gap1 insertion_device_gap id_gap gap
undulator_period | length | Undulator period |
pulse_energy | energy mJ | Pulse energy | laser_energy laser_pulse_energy energy~@J,mJ,µJ,nJ
    instrument_laser01_energy e_l
pulse_duration | time fs | Pulse duration | pulse_width pulse_length tau_l laser_pulse_duration
laser_wavelength | length nm | Laser wavelength | lambda_l instrument_laser01_wavelength
    pump_wavelength
laser_intensity | irradiance | Laser intensity | intensity~ i_l peak_intensity
    laser_peak_intensity
laser_power | power | Laser power |
pump_fluence | energy_per_area | Pump fluence | laser_fluence
time_delay | time ps | Delay | delay pump_probe_delay laser_delay
accelerating_voltage | voltage kV | Accelerating voltage | acceleration_voltage em_voltage
    high_voltage
defocus | length µm | Defocus | avg_defocus average_defocus
sampling_rate | frequency | Sampling rate | sample_rate sampling_frequency
chopper_speed | frequency | Chopper speed | chopper_frequency
collimation_length | length | Collimation length | collimation
heating_rate | temperature_rate | Heating rate | ramp_rate temperature_ramp cooling_rate
flow_rate | volume_flow | Flow rate | volume_flow_rate
molecular_mass | mass | Molecular mass | molecular_weight saxs_mass
radius_of_gyration | length Å | Radius of gyration | rg
proton_charge | electric_charge | Proton charge | pcharge total_proton_charge
total_counts | count | Counts | counts total_count count_events events number_of_events
count_rate | count_rate | Count rate |
patient_age | time | Age | age~ sample_patient_age
probe | | Probe | experiment_probe probe_type
experiment_type | | Type of experiment |
beamline | | Beamline |
start_time | | Start of the measurement | collection_start_time scan_start_time
end_time | | End of the measurement | collection_end_time scan_end_time
run_number | | Run number | run_no run
scan_number | | Scan number |
"""
