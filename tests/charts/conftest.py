"""The small map made by hand that reports are tested with."""

from reports.conftest import boat_trip

__all__ = ["boat_trip"]
