"""Parents over their parts: by codes (1, 1.1, 1.2), by indented names, or as the whole table falls into such groups."""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from outsourcing_planner.io.importing.judging import SECTION, TOTAL, Judge, Verdict
from outsourcing_planner.io.importing.totals import Adding, said_of
from outsourcing_planner.io.importing.typing_cells import raw_text

_CODE: Final = re.compile(r"(\d{1,4}(?:[.-]\d{1,4})*)\.?(?=\s|$)")
_OVER: Final = re.compile(r"(?<=\d)(?:[.-]0+)+$")
"""What the code of a parent ends with: "4.0" stands over "4.1", "10-00" over "10-10"."""
_LETTERED: Final = re.compile(r"([A-Za-z]{1,4})[-. ]?(\d{1,4}(?:\.\d{1,4})*)?")
_PARENT: Final = {"parent", "parentid", "übergeordnet", "übergeordnete", "parent_id", "superior"}
_MOVED: Final = tuple(" \t\u00a0-–•·>.")
_BULLETS: Final = re.compile(r"[\s\u00a0]*(?:[-–•·>.]+\s+)?")
_MOST: Final = 0.7
_NEAR: Final = 200
_SAMPLE: Final = 300
_SHORT: Final = 2_000
Path = tuple[str, ...]
Sum = tuple[int, list[int]]


def find_parents(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark as totals the rows that stand over their parts and add them up; without numbers they are titles."""
    plain = [at for at, kind in enumerate(kinds) if kind is None]
    if len(plain) < 3:
        return
    paths, plain = _paths(judge, plain)
    _mark(judge, kinds, {
        at: (inside, [row for row in inside if len(paths[row]) == min(len(paths[under]) for under in inside)])
        for place, at in enumerate(plain) if at in paths and (inside := _inside(paths, plain, place))
    })  # fmt: skip
    if judge.columns and all(kinds[at] is None for at in plain):
        # Read upwards, a sum before its parts comes after them.
        _groups(judge, kinds, sorted(plain, reverse=True)) or _groups(judge, kinds, sorted(plain))


def _paths(judge: Judge, plain: list[int]) -> tuple[dict[int, Path], list[int]]:
    """Return the paths of rows, and the rows from parents to parts: upwards where a sheet has its sums below."""
    paths = _by_ids(judge, plain) or _codes(judge, plain) or _indents(judge, plain)
    if not paths and judge.sheet.indents:
        upwards = plain[::-1]
        paths = _indents(judge, upwards)
        return paths, upwards
    return paths, plain


def _by_ids(judge: Judge, plain: Sequence[int]) -> dict[int, Path]:
    """Return the path of each row where one column names its parent by what another column holds."""
    heads = list(enumerate(judge.headings))
    parents = next((at for at, name in heads if set(name.split()) & _PARENT), None)
    if parents is None or len(plain) > _SHORT:
        return {}
    over = {at: raw_text(judge.rows[at][parents]).strip() for at in plain if judge.rows[at][parents] is not None}
    for column, _name in heads:
        own = {raw_text(judge.rows[at][column]).strip(): at for at in plain if judge.rows[at][column] is not None}
        if column != parents and len(own) == len(plain) and any(over.values()) and set(over.values()) <= {*own, ""}:
            return {at: tuple(map(str, _upwards(at, over, own))) for at in plain}
    return {}


def _upwards(at: int, over: dict[int, str], own: dict[str, int]) -> list[int]:
    """Return a row after all rows above it; a row that stands above itself ends the way."""
    path = [at]
    while (name := over.get(path[0], "")) and own[name] not in path:
        path.insert(0, own[name])
    return path


def _codes(judge: Judge, plain: Sequence[int]) -> dict[int, Path]:
    """Return the code of each row as a path, where most rows have one and some codes lie within others."""
    width = (judge.label if judge.label is not None else 0) + 1
    for column in range(width - 1):
        lettered = _lettered(judge, plain, column)
        if lettered:
            return lettered
    some = plain[:: max(len(plain) // _SAMPLE, 1)]
    for column in range(width):
        if sum(_CODE.match(raw_text(judge.rows[at][column]).strip()) is not None for at in some) < _MOST / 2 * len(
            some
        ):
            continue
        found = {}
        for at in plain:
            cell = judge.rows[at][column]
            match = _CODE.match(raw_text(cell).strip()) if cell is not None else None
            if match:
                found[at] = tuple(re.split(r"[.-]", _OVER.sub("", match[1])))
        nested = any(len(path) > 1 for path in found.values()) and len({len(path) for path in found.values()}) > 1
        if nested and len(found) >= _MOST * len(plain) and len(set(found.values())) == len(found):
            return found
    return {}


def _lettered(judge: Judge, plain: Sequence[int], column: int) -> dict[int, Path]:
    """Return the paths of codes of letters and digits ("A", "A1", "A1.2"), where some stand over others."""
    found = {}
    for at in plain:
        match = (
            _LETTERED.fullmatch(raw_text(judge.rows[at][column]).strip())
            if judge.rows[at][column] is not None
            else None
        )
        if match is None:
            return {}
        found[at] = (match[1].upper(), *(match[2].split(".") if match[2] else ()))
    over = {path[:depth] for path in found.values() for depth in range(1, len(path))}
    unique = len(set(found.values())) == len(found)
    return found if unique and over and over <= set(found.values()) else {}


def _indents(judge: Judge, plain: Sequence[int]) -> dict[int, Path]:
    """Return a path for each row by the spaces before its name, where names are indented to several depths."""
    if judge.label is None:
        return {}
    if judge.stairs:
        depths = {at: 2 * step for at in plain for step, column in enumerate(judge.stairs) if judge.rows[at][column]}
    else:
        cells = {at: judge.rows[at][judge.label] for at in plain}
        moved = (
            {at: judge.sheet.indent(at + judge.table.body, judge.label) for at in plain} if judge.sheet.indents else {}
        )
        if sum(type(cell) is str and (cell[:1] in _MOVED or moved.get(at, 0) > 0) for at, cell in cells.items()) < 2:
            return {}
        depths = {at: _indent(cell) + 2 * moved.get(at, 0) for at, cell in cells.items() if isinstance(cell, str)}
    deep = sum(depth > 1 for depth in depths.values())
    first = next(iter(depths.values()), 0)
    if (
        len(set(depths.values())) < 2
        or deep < 2
        or deep == len(depths)
        or (judge.sheet.indents and first > min(depths.values()))
    ):
        return {}
    paths: dict[int, Path] = {}
    over: list[tuple[int, int]] = []
    for at, depth in depths.items():
        over = [pair for pair in over if pair[0] < depth]
        paths[at] = (*(str(row) for _depth, row in over), str(at))
        over.append((depth, at))
    return paths


def _indent(name: str) -> int:
    """Return how far a name is moved in: by spaces, or by dashes, dots or bullets before it."""
    marks = _BULLETS.match(name)
    return len(marks[0]) if marks else 0


def _inside(paths: dict[int, Path], plain: Sequence[int], place: int) -> list[int]:
    """Return the rows right under a row whose paths go on from its own."""
    path = paths[plain[place]]
    under = (plain[next_] for next_ in range(place + 1, len(plain)))
    return list(itertools.takewhile(lambda row: paths.get(row, ())[: len(path)] == path, under))


def _mark(judge: Judge, kinds: list[Verdict | None], families: dict[int, tuple[list[int], list[int]]]) -> None:
    """Mark parents, given all rows under each and their direct parts.

    A single part like its parent proves nothing unless all parents of the sheet are sums.
    """
    filled = {at for at in families if any(number is not None for number in judge.numbers(at))}
    sums = {at for at in filled if _adds_up(judge, at, families[at][1])}
    for at, (inside, parts) in families.items():
        if at in sums and (len(parts) > 1 or sums == filled):
            direct = tuple(sorted(parts))
            kinds[at] = Verdict(at, TOTAL, judge.name(at), "adds_up", (direct[0], direct[-1]), direct)
        elif at not in filled and judge.columns and judge.counts[at] < max(judge.counts[row] for row in inside):
            kinds[at] = Verdict(at, SECTION, judge.name(at), "section")


def _adds_up(judge: Judge, at: int, parts: Sequence[int]) -> bool:
    adding = Adding(judge, at, parts=1)
    return [adding.complete(row) for row in parts][-1]


def _groups(judge: Judge, kinds: list[Verdict | None], order: Sequence[int]) -> bool:
    """Mark the sums where the whole table, read in an order, is parts with their sum after them, level over level."""
    if len(order) > _SHORT:
        return False
    found: list[Sum] = []
    open_: list[tuple[int, bool]] = []
    for at in order:
        if all(number is None for number in judge.numbers(at)) or said_of(judge, at) not in {"", "all"}:
            continue
        count = _summed(judge, [row for row, _is_sum in open_], at)
        if count and not judge.is_elsewhere(at, [row for row, _is_sum in open_[-count:]]):
            parts = [row for row, _is_sum in open_[-count:]]
            found.append((at, parts))
            del open_[-count:]
        open_.append((at, bool(found) and found[-1][0] == at))
    sure = len(found) > 1 or (found and Adding(judge, found[0][0], parts=3).unlikely())
    if not sure or not all(is_sum and any(judge.numbers(at)) for at, is_sum in open_):
        return False
    for at, parts in found:
        under = _between(order, parts, at)
        kinds[at] = Verdict(at, TOTAL, judge.name(at), "adds_up", (min(under), max(under)))
    return True


def _summed(judge: Judge, rows: Sequence[int], at: int) -> int:
    """Return how many of the last rows make the sum of a row, 0 where none do."""
    adding = Adding(judge, at)
    if not adding.possible:
        return 0
    for row in reversed(rows):
        if adding.complete(row):
            return adding.count
        # Credits may lower a sum again, but not for long.
        if adding.count > _NEAR and adding.over():
            return 0
    return 0


def _between(order: Sequence[int], parts: Sequence[int], at: int) -> list[int]:
    first = min(parts[0], at) if parts[0] < at else at + 1
    last = at - 1 if parts[0] < at else max(parts)
    return [row for row in order if first <= row <= last] or list(parts)
