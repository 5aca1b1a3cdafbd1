"""Draws pages of PDF files, and finds words on them, in a child process with limits.

PDFium may be used by one thread of a process only, and a PDF may be made to harm who draws it; so it is drawn where
files are read: in a process that has given away what it does not need (`bot.ingest.parsing`).
"""

from bot.ingest.drawing.messages import PageBoxes, PdfPage, SentBox
from bot.ingest.drawing.process import DRAWING_LIMITS, DrawingProcess

__all__ = ["DRAWING_LIMITS", "DrawingProcess", "PageBoxes", "PdfPage", "SentBox"]
