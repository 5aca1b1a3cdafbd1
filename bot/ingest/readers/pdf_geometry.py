"""Where things are on a PDF page: its own axes, the page as shown, and the page turned so that text stands upright."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PageShape:
    """The visible part of a page on its own axes (y grows upwards), and its clockwise quarter turns when shown."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    @property
    def width(self) -> float:
        """The width in points of the page as shown."""
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height in points of the page as shown."""
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def turned(self, boxes: Floats, quarter: int) -> Floats:
        """Boxes (left, bottom, right, top) as (x0, y0, x1, y1) from the top left of the page turned by `quarter`s.

        Turned by its own quarters, the page is as shown; turned by those of a text, that text stands upright.
        """
        left, bottom, right, top = boxes.T
        match quarter % 4:
            case 0:
                parts = (left - self.left, self.top - top, right - self.left, self.top - bottom)
            case 1:
                parts = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
            case 2:
                parts = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
            case _:
                parts = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        return np.stack(parts, axis=1)

    def upright(self, boxes: Floats, quarters: Ints) -> Floats:
        """`boxes` turned each by its own number of `quarters`, so that every text stands upright."""
        upright = self.turned(boxes, 0)
        for quarter in range(1, 4):
            those = quarters == quarter
            if those.any():
                upright[those] = self.turned(boxes[those], quarter)
        return upright

    def shows(self, boxes: Floats) -> Flags:
        """Whether the middle of each box lies on the visible part."""
        x = (boxes[:, 0] + boxes[:, 2]) / 2
        y = (boxes[:, 1] + boxes[:, 3]) / 2
        return (x >= self.left) & (x <= self.right) & (y >= self.bottom) & (y <= self.top)


def shape_of(page: pdfium.PdfPage) -> PageShape:
    """The shape of a page."""
    left, bottom, right, top = page.get_bbox()
    return PageShape(left, bottom, right, top, page.get_rotation() // 90 % 4)
