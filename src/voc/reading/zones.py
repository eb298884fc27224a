"""Time zones that are only named, where one name stands for one zone.

Those of the United States are RFC 2822's, section 4.3; the European and Japanese ones are the tz database's. IST, BST
and AST each stand for several zones and are not known.
"""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
}  # fmt: skip
# For patterns; the longer first, as "MEZ" and "Z".
NAMES = "|".join(sorted(_HOURS, key=len, reverse=True))


def named(name: str) -> timezone:
    """The zone of a name in any case; raises ``ValueError`` for one that is not known.

    >>> named("cest"), named("UTC")
    (datetime.timezone(datetime.timedelta(seconds=7200)), datetime.timezone.utc)
    """
    hours = _HOURS.get(name.upper())
    if hours is None:
        raise ValueError(name)
    return timezone(timedelta(hours=hours)) if hours else UTC
