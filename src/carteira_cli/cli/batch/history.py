"""What the last batch left: how each client stood, and from what, so that only news is analysed.

It lies in a small hidden file beside the clients, not in the summary: a summary that is open in
Excel, deleted or written elsewhere costs nobody a second analysis. It holds figures, and digests of
files and options; no customer, and no option as it was written.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carteira_cli import __version__
from carteira_cli.cli import saving, speech
from carteira_cli.model.batch import Standing

if TYPE_CHECKING:
    from carteira_cli.cli.running import Request

FILE = ".carteira-lote.json"
_SCHEMA = "carteira-lote-memoria/1"
_LARGEST = 2**26


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of one client.

    ``made_from`` is the digest of all that his last result depends on, empty where it failed;
    ``made_on`` the day of it, null where the result is the same on any day. ``written`` are the
    digests of his files, by their path; ``exit`` and ``alerts`` what was said of them.
    ``before`` is how he stood on an earlier day.
    """

    standing: Standing
    before: Standing | None = None
    made_from: str = ""
    made_on: date | None = None
    written: Mapping[str, str] | None = None
    exit: int = 0
    alerts: tuple[str, ...] = ()

    def still_holds(self, made_from: str, today: date) -> bool:
        """Tell whether the same result would come out today, and is still there untouched."""
        same = bool(self.made_from) and self.made_from == made_from
        return same and self.made_on in (None, today) and self._lies_there()

    def _lies_there(self) -> bool:
        written = self.written or {}
        return bool(written) and all(digest(Path(path)) == it for path, it in written.items())

    def baseline(self, reference_date: date) -> Standing | None:
        """Give how he stood on an earlier day: a second run of one day compares as the first."""
        known = (each for each in (self.standing, self.before) if each is not None)
        return next((each for each in known if each.reference_date < reference_date), None)

    def forgotten(self) -> "Entry":
        """Keep how he stood, and let the next run analyse him again."""
        return replace(self, made_from="", written=None)


def read(root: Path) -> dict[str, Entry]:
    """Read what is remembered, by place; nothing where there is none that can be understood.

    The worst that comes of it is that everybody is analysed again.
    """
    path = root / FILE
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        found = json.loads(path.read_bytes())
        clients = found["clients"] if found["schema"] == _SCHEMA else {}
        return {place: _entry(kept, root) for place, kept in clients.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write(root: Path, entries: Mapping[str, Entry]) -> None:
    """Remember for the next run; the file is its owner's alone.

    Raises:
        CarteiraError: it can't be written.
    """
    clients = {place: _record(entry, root) for place, entry in sorted(entries.items())}
    text = json.dumps({"schema": _SCHEMA, "clients": clients}, ensure_ascii=False, indent=1)
    saving.save(root / FILE, f"{text}\n".encode(), overwrite=True)


def made_from(request: "Request", config: Path | None) -> str:
    """Digest all that a result depends on but the day: files, configuration, options, program.

    Contents count, not times of change: a file that was copied back has not changed.

    Raises:
        OSError: a file can't be read.
    """
    options = {name: value for name, value in asdict(request).items() if name != "files"}
    options |= {"output": None, "config": None}
    files = [[path.name, digest(path)] for path in request.files]
    parts = [__version__, speech.code(), options, files, config and digest(config)]
    return sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def digest(path: Path) -> str:
    """Digest a file or, with the names in it, a folder; nothing where there is none."""
    if path.is_dir():
        inside = (f"{each.name} {digest(each)}\n" for each in sorted(path.iterdir()))
        return sha256("".join(inside).encode()).hexdigest()
    if not path.is_file():
        return ""
    total = sha256()
    with path.open("rb") as file:
        while piece := file.read(2**20):
            total.update(piece)
    return total.hexdigest()


def digests(paths: Iterable[str]) -> dict[str, str]:
    """Digest files that were just written."""
    return {path: digest(Path(path)) for path in paths}


def _record(entry: Entry, root: Path) -> Mapping[str, Any]:
    """Turn an entry into JSON values; files in the folder are remembered by their way from it."""
    written = {_from(root, path): it for path, it in (entry.written or {}).items()}
    return (
        {**asdict(entry), "written": written}
        | {name: _standing_record(getattr(entry, name)) for name in ("standing", "before")}
        | {"made_on": entry.made_on and entry.made_on.isoformat()}
    )


def _from(root: Path, path: str) -> str:
    home = root.resolve()
    place = Path(path)
    return place.relative_to(home).as_posix() if place.is_relative_to(home) else str(place)


def _standing_record(standing: Standing | None) -> Mapping[str, Any] | None:
    if standing is None:
        return None
    return {**asdict(standing), "reference_date": standing.reference_date.isoformat()}


def _entry(kept: Mapping[str, Any], root: Path) -> Entry:
    """Read an entry back.

    Raises:
        TypeError: it has not the shape of one; so may KeyError and ValueError say.
    """
    standing, before = (_standing(kept[name]) for name in ("standing", "before"))
    if standing is None:
        msg = "an entry without a standing"
        raise TypeError(msg)
    written = {str(root.resolve() / path): str(it) for path, it in kept["written"].items()}
    return Entry(
        standing=standing,
        before=before,
        made_from=str(kept["made_from"]),
        made_on=date.fromisoformat(kept["made_on"]) if kept["made_on"] else None,
        written=written,
        exit=int(kept["exit"]),
        alerts=tuple(map(str, kept["alerts"])),
    )


def _standing(kept: Mapping[str, Any] | None) -> Standing | None:
    if kept is None:
        return None
    return Standing(**{**kept, "reference_date": date.fromisoformat(kept["reference_date"])})
