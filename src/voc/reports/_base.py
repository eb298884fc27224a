"""What a report is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from voc.errors import MissingExtra
from voc.journey.model import Journey
from voc.reports._basis import Basis

Drawing = str | bytes


@dataclass(frozen=True, slots=True)
class Report:
    """An output: its name for ``--to``, what it is, the file it writes, and how.

    ``needs`` is a module that only an extra of voc installs, ``extra`` that extra's name; ``can`` raises ``VocError``
    where something else that the report needs is missing.
    ``from_basis`` is there where a report shows more than a map holds: every quote and tag, and the people.
    """

    name: str
    title: str
    file: str
    render: Callable[[Journey], Drawing]
    needs: str = ""
    extra: str = ""
    from_basis: Callable[[Journey, Basis], Drawing] | None = None
    can: Callable[[], None] | None = None

    @classmethod
    def on_basis(cls, name: str, title: str, file: str, draw: Callable[[Journey, Basis], Drawing]) -> Report:
        """A report of all quotes and tags; from a map alone it draws those that the map shows."""
        return cls(name, title, file, lambda journey: draw(journey, Basis.shown(journey)), from_basis=draw)

    def made(self, journey: Journey, basis: Callable[[], Basis]) -> Drawing:
        """Draw with everything there is; ``basis`` is only asked for where it is needed."""
        return self.render(journey) if self.from_basis is None else self.from_basis(journey, basis())

    def check(self) -> None:
        """Raise ``MissingExtra`` with the command that cures it, if what the report needs is not installed."""
        if self.needs and find_spec(self.needs) is None:
            raise MissingExtra(f'{self.file}: needs an extra: pip install "voc[{self.extra}]"')
        if self.can is not None:
            self.can()
