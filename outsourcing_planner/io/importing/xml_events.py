"""The parts of an XML file one after the other, for readers that keep only what they need of them."""

from typing import Protocol
from xml.parsers import expat

from outsourcing_planner.io.importing.raw import Refused


class Reader(Protocol):
    """What is told of each part."""

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take the beginning of an element with its attributes."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take text."""


def read_events(reader: Reader, content: bytes) -> None:
    """Tell a reader the parts of a file; raises Refused where it is damaged."""
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused("damaged", detail=str(error)) from error
