"""Settings of the program: a frozen record in a JSON file. A bad file never stops the program."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

LANGUAGES = ("system", "en", "de")
THEMES = ("system", "light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can set.

    ``language`` and ``theme`` follow the system with "system"; ``number_locale`` such as "de_DE" rules number marks,
    "system" follows the system. ``zoom`` is in percent.
    """

    language: str = "system"
    theme: str = "system"
    number_locale: str = "system"
    zoom: int = 100
    show_hints: bool = True
    open_sample: bool = True
    column_set: str = "classify"


def load(path: Path) -> Settings:
    """Return the settings of a file; the default for whatever is missing, unknown or of the wrong type."""
    raw = read_object(path)
    known = {
        field.name: raw[field.name] for field in fields(Settings) if type(raw.get(field.name)) is type(field.default)
    }
    return Settings(**known)  # type: ignore[arg-type] # types compared with those of the defaults


def save(settings: Settings, path: Path) -> None:
    """Write the settings; a folder that cannot be written is no reason to stop (they hold for this run)."""
    write_object(asdict(settings), path)


def read_object(path: Path) -> dict[str, object]:
    """Return the object of a JSON file, empty where there is none to read."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


def write_object(value: dict[str, object], path: Path) -> bool:
    """Write an object as JSON beside the old file and put it in its place; say whether it was possible."""
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    except OSError:
        return False
    return True
