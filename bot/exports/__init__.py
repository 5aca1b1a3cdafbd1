"""Answers that leave Footnote as files, and the proof that such a file still quotes the documents."""
