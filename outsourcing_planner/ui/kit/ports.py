"""The three ports of a window: what it says, where it asks for files, how it works beside itself."""

from dataclasses import dataclass

from outsourcing_planner.ui.kit.files import Files
from outsourcing_planner.ui.kit.messages import Messages
from outsourcing_planner.ui.kit.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Ports:
    """Tests put recorders and an inline runner here."""

    messages: Messages
    files: Files
    tasks: Tasks
