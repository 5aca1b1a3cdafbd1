"""Every error Footnote raises on purpose: one sentence that says what, which value, and what to do."""


class FootnoteError(Exception):
    """The root of all errors a user can cause or mend. The command line and the page show its text."""


class SettingsError(FootnoteError):
    """A setting, option or argument has a value that cannot be used."""


class QuestionError(FootnoteError):
    """A question is empty or too long to be one."""


class ReadingError(FootnoteError):
    """A file could not be read as a document; the build goes on and reports it."""


class NothingToIndex(FootnoteError):
    """The folders hold no file that a reader takes."""


class IndexMissing(FootnoteError):
    """The folder holds no built index."""


class IndexDamaged(FootnoteError):
    """Stored data contradicts its own checksums or counts and cannot be derived again."""


class IndexBusy(FootnoteError):
    """Another process is writing to the index; the message names it."""


class EncoderMismatch(FootnoteError):
    """The index was built with another encoder than the one in use."""


class EncoderUnavailable(FootnoteError):
    """A model could not be loaded."""


class DiskFull(FootnoteError):
    """The disk (or the quota) has no room left; what was stored before stays whole."""


class DocumentMissing(FootnoteError):
    """The index holds no document of that name."""


class TooBusy(FootnoteError):
    """More questions wait to be answered than can be in a reasonable time."""
