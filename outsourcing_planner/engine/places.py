"""Delivery places: countries and regions, how people write them, and where a price is looked for next."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

ONSHORE: Final = "onshore"
NEARSHORE: Final = "nearshore"
OFFSHORE: Final = "offshore"
GLOBAL: Final = "Global"
NEARSHORE_HOURS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """One country or region.

    ``fallback`` names the places whose prices stand in, nearest first. ``utc_offset`` is the standard time of the
    main business city in hours, None for a region. Places of one ``neighbourhood`` are near each other by journey.
    """

    name: str
    is_region: bool
    region: str
    fallback: tuple[str, ...]
    currency: str = ""
    utc_offset: float | None = None
    neighbourhood: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    """All places known, in the order in which they are shown."""

    entries: tuple[Place, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Place]:
        """The places by their canonical name."""
        return {place.name: place for place in self.entries}

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        return {plain(text): place.name for place in self.entries for text in (*place.aliases, place.name)}

    def names(self) -> tuple[str, ...]:
        """Return the canonical names: countries, then regions, then Global."""
        return tuple(self.by_name)

    def canonical(self, name: object) -> str | None:
        """Return the name that the library uses for what a person wrote ("U.S.", "Manila, Philippines"), or None."""
        if not isinstance(name, str):
            return None
        spellings = (name, name.partition("(")[0], name.rpartition(",")[2])
        found = (self._spellings.get(plain(text)) for text in spellings)
        return next((place for place in found if place), None)

    def chain(self, name: object) -> tuple[str, ...]:
        """Return where to look for a price: the place itself, its regions, Global (model.md §3.3).

        A name that is not known is looked for as Global; a blank one nowhere.
        """
        if not isinstance(name, str) or not name.strip():
            return ()
        place = self.by_name[self.canonical(name) or GLOBAL]
        return (place.name, *place.fallback)

    def delivery(self, country: object, home: object) -> str | None:
        """Return whether a place is onshore, nearshore or offshore for the home country; None where it is unknown.

        Nearshore is the same neighbourhood with at most three hours between the clocks (domain.md §3). A region
        has no clock of its own, so it is none of the three.
        """
        there, here = (self.by_name.get(self.canonical(name) or "") for name in (country, home))
        if there is None or here is None or there.utc_offset is None or here.utc_offset is None:
            return None
        if there == here:
            return ONSHORE
        apart = abs(there.utc_offset - here.utc_offset)
        near = there.neighbourhood == here.neighbourhood and apart <= NEARSHORE_HOURS
        return NEARSHORE if near else OFFSHORE


def plain(text: str) -> str:
    """Return a name without case, accents, dots, brackets, a leading "the" and doubled spaces."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    words = re.sub(r"[.()]", "", bare.casefold()).replace("&", " and ").split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
