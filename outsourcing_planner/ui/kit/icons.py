"""Icons: shipped drawings in one line width, tinted with the theme's colours."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from outsourcing_planner.assets import resource
from outsourcing_planner.ui.kit.theme import Theme

SIZES = (16, 20, 24, 32, 48)
_FINE, _LARGER = 2.0, (60, 72)
"""Screens with more dots to a point than the first need the second too, or a toolbar's icons would be blurred."""


def icon(name: str, theme: Theme) -> QIcon:
    """Return a shipped icon in the theme's text colour; raises ResourceMissingError for an unknown name."""
    return _icon(name, theme.text, theme.muted)


@cache
def app_icon() -> QIcon:
    """Return the sign of the program, in its own colours."""
    made, renderer = QIcon(), _renderer(_source("outsourcing-planner"))
    for size in (*SIZES, 64, 128, 256):
        made.addPixmap(_drawn(renderer, size))
    return made


def tinted(name: str, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return one drawing in one colour; ``size`` in device-independent pixels."""
    drawn = _drawn(_renderer(_source(name, colour)), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    made = QIcon()
    normal, muted = _renderer(_source(name, colour)), _renderer(_source(name, disabled))
    for size in SIZES if _ratio() <= _FINE else (*SIZES, *_LARGER):
        made.addPixmap(_drawn(normal, size), QIcon.Mode.Normal)
        made.addPixmap(_drawn(muted, size, 0.5), QIcon.Mode.Disabled)
    return made


def _ratio() -> float:
    screens = QGuiApplication.screens()
    return max((screen.devicePixelRatio() for screen in screens), default=1.0)


@cache
def _source(name: str, colour: str = "") -> bytes:
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()


def _renderer(source: bytes) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(source))


def _drawn(renderer: QSvgRenderer, size: int, opacity: float = 1.0) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
