"""Tests of values: nothing is read from the disk or written to it, and no browser is started."""

from hypothesis import HealthCheck, settings

# No example is given a time limit: how long one takes is the machine's business.
settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onrecord")
