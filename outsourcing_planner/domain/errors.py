"""Errors: what stops the job. Each is built from facts and says in one sentence what to do."""

from outsourcing_planner.text import _


class PlannerError(Exception):
    """Base of every error whose text is shown to a person. ``exit_code`` is the command line's answer."""

    exit_code = 1


class UsageError(PlannerError):
    """The command was asked something that does not make sense."""

    exit_code = 2


class InputUnreadableError(PlannerError):
    """The input cannot be read at all."""

    exit_code = 3

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("Cannot read {name}: {why}").format(name=name, why=why))
        self.name, self.why = name, why


class NothingToPlanError(PlannerError):
    """The input was read, but it holds no functions."""

    exit_code = 4

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("Nothing to plan in {name}: {why}").format(name=name, why=why))
        self.name, self.why = name, why


class OutputUnwritableError(PlannerError):
    """The output cannot be written; what was there before is unchanged."""

    exit_code = 5

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("Cannot write {name}: {why}").format(name=name, why=why))
        self.name, self.why = name, why


class AssumptionError(PlannerError):
    """An assumption is unknown or its value makes no sense."""

    exit_code = 2

    def __init__(self, key: str, why: str) -> None:
        super().__init__(_("Assumption {key!r}: {why}").format(key=key, why=why))
        self.key, self.why = key, why


class OutputExistsError(OutputUnwritableError):
    """A file stands where the output should go, and nobody agreed to replace it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, _("a file with this name is already there; choose another name, or agree to replace it.")
        )


class ChangedOnDiskError(OutputUnwritableError):
    """The file is not the one that was opened: somebody else saved it in the meantime."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            _("somebody else changed it after you opened it; save under another name, or look at their version first."),
        )


class NotConfirmedError(OutputUnwritableError):
    """The new file stands complete in its place, but the disk did not confirm that it would survive a power cut."""

    def __init__(self, name: str) -> None:
        super().__init__(name, _("it was written, but the disk reports an error; save it in another place as well."))


class PlanLockedError(PlannerError):
    """Somebody else has the plan open. ``user``, ``host`` and ``since`` (ISO 8601, UTC) are empty where not known."""

    exit_code = 3

    def __init__(self, name: str, user: str, host: str, since: str) -> None:
        who = _("{user} on {host}").format(user=user, host=host) if user else _("somebody else")
        super().__init__(
            _("{name} is open elsewhere ({who}); open it read-only, or open a copy.").format(name=name, who=who)
        )
        self.name, self.user, self.host, self.since = name, user, host, since


class ExportCancelledError(PlannerError):
    """The person who asked for the export changed their mind; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("The export was cancelled; nothing was written."))
