from django.urls import path

from portal.web import facilities, health, home, parameters, units

urlpatterns = [
    path("", home.home, name="home"),
    path("facilities", facilities.facilities, name="facilities"),
    path("facilities.json", facilities.facilities_json),
    path("facilities/<slug:slug>", facilities.facility, name="facility"),
    path("facilities/<slug:slug>.json", facilities.facility, {"suffix": ".json"}),
    path("parameters", parameters.parameters, name="parameters"),
    path("parameters.json", parameters.parameters_json),
    path("units", units.choose, name="units"),
    path("healthz", health.healthz, name="healthz"),
]
