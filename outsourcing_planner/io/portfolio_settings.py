"""Loads the weights and ranges of the portfolio (resources/readiness.toml)."""

import tomllib
from functools import cache
from pathlib import Path

from outsourcing_planner.assets import resource
from outsourcing_planner.engine.portfolio.settings import PortfolioSettings, PortfolioSettingsError
from outsourcing_planner.text import _


@cache
def load_portfolio_settings() -> PortfolioSettings:
    """Return the settings that ship, read once."""
    return read_portfolio_settings(resource("readiness.toml"))


def read_portfolio_settings(path: Path) -> PortfolioSettings:
    """Return the settings of a TOML file; raises PortfolioSettingsError with what to mend."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise PortfolioSettingsError(_("{name} cannot be read: {why}").format(name=path.name, why=error)) from error
    return PortfolioSettings.from_mapping(table)
