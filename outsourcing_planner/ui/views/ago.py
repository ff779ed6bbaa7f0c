"""How long ago, as a person says it."""

from datetime import UTC, datetime

from outsourcing_planner.text import _, ngettext


def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """Return "just now", "5 min ago" or the date and time; ``moment`` in UTC."""
    if moment is None:
        return ""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        minutes = int(seconds // 60)
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    local = moment.astimezone()
    return local.strftime("%H:%M") if seconds < 12 * 3600 else local.strftime("%Y-%m-%d %H:%M")
