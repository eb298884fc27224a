"""What changed between two maps on disk, or two waves of one: what ``voc diff`` does, for notebooks and programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from voc import encoder
from voc.errors import StudyError
from voc.journey._pooled import Half, Told
from voc.journey.diff import diff_maps, diff_waves
from voc.journey.diff_intervals import diff_intervals
from voc.journey.diff_records import MapDiff
from voc.journey.model import Journey
from voc.map_files import MapFiles, load, read
from voc.verify import OUT


def diff(paths: Sequence[Path], *, waves: Sequence[str] | None = None, seed: int | None = None) -> MapDiff:
    """Compare two maps (``journey.json``, its folder, or a study), or with ``waves`` two waves of one.

    Raises ``VocError`` in one line where there is nothing to compare.
    """
    if waves is not None:
        return _of_waves(paths, waves, seed)
    if len(paths) != 2:
        raise StudyError("compare two maps: voc diff A B; or two waves of one: voc diff STUDY --waves 2026Q1 2026Q2")
    maps = [load(path) for path in paths]
    names = _names(maps, paths)
    bare = [one.path.parent for one in maps if one.quotes is None or one.tags is None]
    if bare:
        lacking = " and ".join(dict.fromkeys(map(str, bare)))
        whole = [read(one.path, Journey) for one in maps]
        return diff_intervals(names, whole, [f"no quotes.csv and tags.csv in {lacking}"])
    one, two = (_half(given, name) for given, name in zip(maps, names, strict=True))
    return diff_maps(one, two, seed=seed, meaning=encoder.meanings)


def _of_waves(paths: Sequence[Path], waves: Sequence[str], seed: int | None) -> MapDiff:
    if len(paths) != 1 or len(set(waves)) != 2:
        raise StudyError("--waves compares two waves of one map, as in: voc diff STUDY --waves 2026Q1 2026Q2")
    return diff_waves(_half(load(paths[0]), str(paths[0])), waves, seed=seed)


def _half(found: MapFiles, name: str) -> Half:
    if found.quotes is None or found.tags is None:
        raise StudyError(f"{found.path.parent}: no quotes.csv and tags.csv beside the map; make it again with voc map")
    return Half(name, read(found.path, Told), found.quotes, found.tags)


def _names(maps: Sequence[MapFiles], paths: Sequence[Path]) -> list[str]:
    """What to call two maps: by their folders, else as they were given, else A and B."""
    folders = [one.path.resolve().parent for one in maps]
    called = [folder.parent.name if folder.name == OUT else folder.name for folder in folders]
    for names in (called, [str(path) for path in paths]):
        if len(set(names)) == 2 and all(names):
            return names
    return ["A", "B"]
