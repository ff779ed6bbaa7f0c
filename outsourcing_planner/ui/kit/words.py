"""Texts on their way to the screen: marked for translation where a table is, kept as they are in menus and buttons."""


def mark(message: str) -> str:
    """Return the message as it is; the translation tool finds it by this name."""
    return message


def literal(text: str) -> str:
    """Return what a person wrote for a menu or a button, which would take its "&" for the mark of a key."""
    return text.replace("&", "&&")
