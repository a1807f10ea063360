"""Tests that build something: projects on disk, pages, whole sites, other processes. No browser is started."""

from hypothesis import HealthCheck, settings

# No example is given a time limit: how long one takes is the machine's business.
settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onrecord")
