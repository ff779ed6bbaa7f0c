"""Where the program keeps its own files on this computer: settings, recent files, backups, journals."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

APPLICATION = "outsourcing-planner"


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of one user. Nothing is created before something is written."""

    config: Path
    state: Path

    @property
    def settings(self) -> Path:
        """Return the settings file."""
        return self.config / "settings.json"

    @property
    def recent(self) -> Path:
        """Return the list of recent files."""
        return self.state / "recent.json"

    @property
    def imports(self) -> Path:
        """Return the file with the remembered choices of imports."""
        return self.state / "imports.json"

    @property
    def window(self) -> Path:
        """Return the file with the window's geometry and panels."""
        return self.state / "window.json"

    @property
    def columns(self) -> Path:
        """Return the file with the columns of the grid as they were left."""
        return self.state / "columns.json"

    @property
    def backups(self) -> Path:
        """Return the folder of backups."""
        return self.state / "backups"

    @property
    def journals(self) -> Path:
        """Return the folder of journals of unsaved edits."""
        return self.state / "journals"


def of_this_user() -> Places:
    """Return the folders that this system means for programs of this user."""
    dirs = PlatformDirs(APPLICATION, appauthor=False)
    return Places(Path(dirs.user_config_dir), Path(dirs.user_state_dir))


def under(folder: Path) -> Places:
    """Return places inside one folder: for tests."""
    return Places(folder / "config", folder / "state")
