"""The plan file (``.oplan``): a zip archive of JSON parts, the same bytes for the same plan.

``mimetype`` says what the file is; ``manifest.json`` holds the format number, the program's version, the id of the
document, the next free row id, and size and SHA-256 of every part; ``plan.json`` and ``assumptions.json`` the content;
``sections/NAME.json`` whatever else belongs to the document (scenarios, the decision log, own rates). Parts and keys
that this version does not know are kept and written again.
"""

import hashlib
import io
import stat
import uuid
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from outsourcing_planner import __version__
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.atomic import FileStamp
from outsourcing_planner.io.plan_json import (
    NOTHING_UNKNOWN,
    Json,
    Unknown,
    assumptions_from_json,
    assumptions_to_json,
    dumps,
    loads,
    plan_from_json,
    plan_to_json,
)
from outsourcing_planner.io.plan_migrations import FORMAT, migrated
from outsourcing_planner.text import _

SUFFIX: Final = ".oplan"
MIME_TYPE: Final = "application/x-outsourcing-plan"
MOST_BYTES: Final = 1 << 28
"""A plan that unpacks to more than this is refused: a million rows take four fifths of it."""
MOST_PARTS: Final = 1000
MOST_NESTED: Final = 4_000_000
"""Lists and objects in a part; beyond, it is made to fill the memory: cells are plain values, not lists."""
_MIME, _MANIFEST, _PLAN, _ASSUMPTIONS, _SECTIONS = (
    "mimetype", "manifest.json", "plan.json", "assumptions.json", "sections/",
)  # fmt: skip
_MANIFEST_KEYS: Final = frozenset({"format", "program", "document", "next_id", "row_count", "parts"})
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def new_document_id() -> str:
    """Return an id that no other document has."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class PlanContent:
    """All that a plan file holds.

    ``sections`` are JSON values by name. ``parts`` (by their name in the file), ``manifest`` and ``unknown`` are what
    this version does not know and gives back when it saves.
    """

    plan: Plan = field(default_factory=Plan)
    assumptions: Assumptions = field(default_factory=Assumptions)
    sections: Mapping[str, Json] = field(default_factory=dict)
    document_id: str = field(default_factory=new_document_id)
    unknown: Unknown = NOTHING_UNKNOWN
    parts: Mapping[str, bytes] = field(default_factory=dict)
    manifest: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenedPlan:
    """A plan file as read: its content, its bytes, and who wrote it."""

    content: PlanContent
    data: bytes = field(repr=False)
    format: int
    program: str

    @cached_property
    def stamp(self) -> FileStamp:
        """Return the stamp of the file."""
        return FileStamp.of(self.data)

    @property
    def newer(self) -> bool:
        """Say whether a newer program wrote it, so that saving might lose something."""
        return self.format > FORMAT


def content_parts(content: PlanContent) -> dict[str, bytes]:
    """Return the parts of a plan file by name, but for the manifest: what undo brings back byte for byte."""
    parts = {
        _PLAN: dumps(plan_to_json(content.plan, content.unknown)),
        _ASSUMPTIONS: dumps(assumptions_to_json(content.assumptions, content.unknown)),
    }
    parts |= {f"{_SECTIONS}{name}.json": dumps(content.sections[name]) for name in sorted(content.sections)}
    return parts | {name: content.parts[name] for name in sorted(content.parts)}


def plan_bytes(content: PlanContent) -> bytes:
    """Return the plan file of a content."""
    parts = content_parts(content)
    manifest = {
        "format": FORMAT, "program": __version__, "document": content.document_id,
        "next_id": content.plan.next_id, "row_count": len(content.plan),
        "parts": {name: {"size": len(data), "sha256": _digest(data)} for name, data in parts.items()},
        **content.manifest,
    }  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        _add(archive, _MIME, MIME_TYPE.encode("ascii"), zipfile.ZIP_STORED)
        _add(archive, _MANIFEST, dumps(manifest), zipfile.ZIP_DEFLATED)
        for name, data in parts.items():
            _add(archive, name, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, method, 1 if method == zipfile.ZIP_DEFLATED else None)


def read_plan_file(path: Path) -> OpenedPlan:
    """Read a plan file; raises InputUnreadableError with the reason."""
    try:
        data = _all_of(path)
    except OSError as error:
        raise InputUnreadableError(str(path), error.strerror or type(error).__name__) from error
    return parse_plan(data, str(path))


def _all_of(path: Path) -> bytes:
    """Return the bytes of an ordinary file that may be a plan; no pipe to wait for, no disk image."""
    state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise InputUnreadableError(str(path), _("it is a folder. Choose a file in it."))
    if not stat.S_ISREG(state.st_mode):
        raise InputUnreadableError(str(path), _("it is not an ordinary file; choose another one."))
    if state.st_size > MOST_BYTES:
        raise InputUnreadableError(str(path), _("it is larger than any plan."))
    return path.read_bytes()


def parse_plan(data: bytes, name: str) -> OpenedPlan:
    """Return the plan in the bytes of a plan file; raises InputUnreadableError, which calls the file ``name``."""
    try:
        manifest, parts = _checked_parts(data)
    except ValueError as error:
        raise InputUnreadableError(name, str(error)) from error
    written, program = manifest["format"], str(manifest.get("program", "?"))
    try:
        content = _content(manifest, parts, written)
    except ValueError as error:
        why = _newer(program) if written > FORMAT else str(error)
        raise InputUnreadableError(name, why) from error
    return OpenedPlan(content, data, written, program)


def _newer(program: str) -> str:
    return _("version {version} of the program made it; please install that version.").format(version=program)


def verify_plan_file(path: Path) -> None:
    """Check that a plan file on disk is whole and of the present format; raises ValueError if not."""
    if check_plan(path.read_bytes()) != FORMAT:
        raise ValueError(_("it has another format."))


def check_plan(data: bytes) -> int:
    """Check that the bytes of a plan file unpack and every part is what its manifest says; return its format number.

    Raises ValueError with the reason. Faster than reading the plan, and enough for bytes that a plan was built into.
    """
    manifest, parts = _checked_parts(data)
    if _PLAN not in parts or _ASSUMPTIONS not in parts:
        raise ValueError(_("it is damaged: parts are missing."))
    return int(manifest["format"])


def checked_plan_bytes(content: PlanContent) -> bytes:
    """Return the bytes of a plan file, unpacked again and found whole; raises ValueError where they are not."""
    data = plan_bytes(content)
    check_plan(data)
    return data


def _checked_parts(data: bytes) -> tuple[dict[str, Json], dict[str, bytes]]:
    """Return the manifest and the raw parts; raises ValueError where the file is no plan or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            raw = _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(_("it is damaged, or no plan of Outsourcing Planner.")) from error
    raw.pop(_MIME, None)
    if any(part.count(b"[") + part.count(b"{") > MOST_NESTED for part in raw.values()):
        raise ValueError(_("it is damaged: its parts make no sense."))
    manifest = loads(raw.pop(_MANIFEST, b"null"))
    if not isinstance(manifest, dict) or type(manifest.get("format")) is not int or manifest["format"] < 1:
        raise ValueError(_("it is no plan of Outsourcing Planner."))
    if manifest["format"] <= FORMAT:
        _check_sums(manifest.get("parts"), raw)
    return manifest, raw


def _check_sums(sums: Json, raw: Mapping[str, bytes]) -> None:
    found = {name: {"size": len(part), "sha256": _digest(part)} for name, part in raw.items()}
    if not isinstance(sums, dict) or sums.keys() != found.keys():
        raise ValueError(_("it is damaged: parts are missing."))
    for name, known in found.items():
        if sums[name] != known:
            raise ValueError(_("it is damaged: {part} is not as it was saved.").format(part=name))


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len({entry.filename for entry in entries}) != len(entries) or len(entries) > MOST_PARTS:
        raise ValueError(_("it is damaged: its parts make no sense."))
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise ValueError(_("it is larger than any plan."))
    return {entry.filename: archive.read(entry) for entry in entries}


def _content(manifest: Mapping[str, Json], raw: Mapping[str, bytes], written: int) -> PlanContent:
    ours = {name for name in raw if name in {_PLAN, _ASSUMPTIONS} or _is_section(name)}
    parts = migrated({name: loads(raw[name]) for name in ours}, written)
    plan, unknown = plan_from_json(parts.get(_PLAN), manifest.get("next_id", 1))
    assumptions, strange = assumptions_from_json(parts.get(_ASSUMPTIONS))
    sections = {name[len(_SECTIONS) : -len(".json")]: value for name, value in parts.items() if _is_section(name)}
    return PlanContent(
        plan, assumptions, sections, str(manifest.get("document") or new_document_id()),
        replace(unknown, assumptions=strange), {name: raw[name] for name in raw if name not in ours},
        {key: value for key, value in manifest.items() if key not in _MANIFEST_KEYS},
    )  # fmt: skip


def _is_section(name: str) -> bool:
    return name.startswith(_SECTIONS) and name.endswith(".json")
