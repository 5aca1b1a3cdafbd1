"""Dates as messages and feeds write them."""

from email.utils import parsedate_to_datetime

from bot.records.documents import UNKNOWN


def mail_date(said: str) -> str:
    """The ISO day of a date such as "Mon, 09 Dec 2024 20:26:59 +0000" (RFC 5322), as it is written, or "unknown"."""
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return UNKNOWN
