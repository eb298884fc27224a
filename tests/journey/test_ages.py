"""How old the evidence of each stage and touchpoint is."""

from __future__ import annotations

from voc.journey.portraits import EvidenceAge


def test_dates_are_told_by_stage_and_touchpoint_and_what_has_none_is_counted(build):
    made = build(
        {"person": "P1", "stage": "trip", "timestamp": "2026-03-01T23:30:00Z", "places": ["pier"]},
        {"person": "P2", "stage": "trip", "timestamp": "2025-01-07T00:00:00+02:00"},
        {"person": "P3", "stage": "trip", "timestamp": "2026-05-05T10:00:00Z"},
        {"person": "P4", "stage": "trip"},
        {"person": "P5", "stage": "return"},
    )
    assert made.evidence_age == (
        EvidenceAge("trip", None, 4, 3, "2025-01-06", "2026-03-01", "2026-05-05"),
        EvidenceAge("trip", "pier", 1, 1, "2026-03-01", "2026-03-01", "2026-03-01"),
        EvidenceAge("return", None, 1, 0, None, None, None),
    )
