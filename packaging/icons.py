"""Render the program's icon for the systems: PNG in the sizes of the hicolor theme, .ico and .icns.

Usage: python packaging/icons.py build/icons
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[1] / "resources/icons/outsourcing-planner.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)


def render(size: int, target: Path) -> None:
    """Draw the icon in one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    if not image.save(str(target)):
        raise SystemExit(f"cannot write {target}")


def main(folder: Path) -> None:
    """Write all of them into a folder."""
    application = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        render(size, folder / f"outsourcing-planner-{size}.png")
    largest = Image.open(folder / "outsourcing-planner-1024.png")
    others = [Image.open(folder / f"outsourcing-planner-{size}.png") for size in SIZES[:-1]]
    small = [(size, size) for size in SIZES if size <= 256]
    largest.save(folder / "outsourcing-planner.ico", sizes=small, append_images=others)
    largest.save(folder / "outsourcing-planner.icns", append_images=others)
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
