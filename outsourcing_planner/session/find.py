"""Find and replace in the texts of cells."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: plain text, with or without regard to capitals, in a part of the cell or all of it."""

    text: str
    match_case: bool = False
    whole_cell: bool = False

    def found_in(self, shown: str) -> bool:
        """Say whether a cell with this text is a hit."""
        if not self.text:
            return False
        sought, text = (self.text, shown) if self.match_case else (self.text.casefold(), shown.casefold())
        return sought == text if self.whole_cell else sought in text

    def replaced(self, shown: str, by: str) -> str:
        """Return the text of a hit with every occurrence replaced."""
        if self.whole_cell:
            return by if self.found_in(shown) else shown
        flags = re.NOFLAG if self.match_case else re.IGNORECASE
        return re.sub(re.escape(self.text), lambda _found: by, shown, flags=flags)
