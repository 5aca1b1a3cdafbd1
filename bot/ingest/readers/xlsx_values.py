"""The values of a spreadsheet's cells in words, close to what the sheet shows."""

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell

WHOLE_BELOW = 1e21  # whole numbers up to there are written out; a sheet shows no more digits either


def words_of(cell: "Cell") -> str:
    """What the cell holds, in words; "" for an empty one."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, str(cell.number_format))
        case datetime.timedelta():
            return _duration(value, str(cell.number_format))
        case datetime.date() | datetime.time():
            return _moment(value)
        case _:
            return str(value).strip()


def _number(value: int | float, number_format: str) -> str:
    """A number without the noise of binary fractions; a share as the percentage that the sheet shows."""
    is_share = "%" in number_format
    shown = value * 100 if is_share else value
    if isinstance(shown, int):
        digits = str(shown)
    else:
        digits = format(shown, ".15g")
        if "e" in digits and shown.is_integer() and abs(shown) < WHOLE_BELOW:
            digits = format(shown, ".0f")
    return f"{digits}%" if is_share else digits


def _moment(value: datetime.date | datetime.time) -> str:
    """A day or a time of day; midnight of a day is the day."""
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    is_day = value.time() == datetime.time()
    return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")


def _duration(value: datetime.timedelta, number_format: str) -> str:
    """A span of time as its format shows it: `[h]:mm` gives 30 hours as "30:00", `[mm]:ss` a minute as "1:00"."""
    total = round(value.total_seconds())
    sign, shown = "-" if total < 0 else "", number_format.lower()
    minutes, seconds = divmod(abs(total), 60)
    tail = f":{seconds:02}" if seconds or "s" in shown else ""
    if "[s" in shown:
        return f"{sign}{abs(total)}"
    if "[m" in shown:
        return f"{sign}{minutes}{tail}"
    return f"{sign}{minutes // 60}:{minutes % 60:02}{tail}"
