"""Reads files in a child process with limits, so that no file can take a build down.

The parent (`process`, `running_child`, `receiving`) trusts nothing that comes back; the child (`child`) gives away what
it does not need (`confinement`, `guard`) before it reads the first file. Between them go frames of JSON (`framing`,
`messages`).
"""

from bot.ingest.parsing.process import ParsingProcess
from bot.ingest.parsing.receiving import Parsed

__all__ = ["Parsed", "ParsingProcess"]
