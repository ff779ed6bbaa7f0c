"""Names of functions in other languages, by a small vocabulary of words, phrases and the parts of German compounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_LONGEST = 5
"""Words of a phrase."""
_SHORTEST_PART = 3


@dataclass(frozen=True)
class OtherLanguages:
    """Plain forms → English words. A key that ends or begins with "-" is a part of a compound."""

    forms: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(form.split()[0] for form in self.forms)

    @cached_property
    def _last_parts(self) -> tuple[str, ...]:
        return tuple(form[1:] for form in self.forms if form.startswith("-"))

    def in_english(self, text: str) -> str:
        """The words of a plain text, with what is known of another language in English; the longest phrase first."""
        words = text.split()
        found: list[str] = []
        while words:
            taken, english = self._phrase_at(words)
            found.append(english)
            words = words[taken:]
        return " ".join(found)

    def _phrase_at(self, words: list[str]) -> tuple[int, str]:
        if words[0] in self._first_words:
            for count in range(min(_LONGEST, len(words)), 0, -1):
                english = self.forms.get(" ".join(words[:count]))
                if english is not None:
                    return count, english
        return 1, self._compound(words[0])

    def _compound(self, word: str) -> str:
        """A compound of two known parts in English, or the word itself."""
        if not word.endswith(self._last_parts):
            return word
        for part in self._last_parts:
            first = self.forms.get(word.removesuffix(part) + "-") if word.endswith(part) else None
            if first is not None and len(word) - len(part) >= _SHORTEST_PART:
                return f"{first} {self.forms['-' + part]}"
        return word
