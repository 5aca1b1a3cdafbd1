"""Numbers that measure nothing: identifiers, powers of ten, dates, times of day, places in a book, versions."""

import re

BLANK = "\0"  # stands for a masked character; no pattern for quantities takes it

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_MEASURED = r"\s?(?:[°%]|(?:[mnckµ]?m|k?g|m[gl]|[kM]?[VWB]|k?Hz)\b|[a-z]+s\b)"  # after 1500-2099, what makes it no year
_REFERENCES = re.compile(
    rf"""
      \b(?!(?:USD|EUR|GBP|CHF|JPY)\b)(?-i:[A-Z])[A-Za-z]{{0,9}}-\d[\w-]*  # E-1057
    | \b\d+(?:\.\d+)?e[+-]?\d+\b
    | (?:(?<!\w)|(?=[\[12]))(?:  # nothing but a footnote or a year begins inside a word; said first, it is quick
      \b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b
    | \b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*%)(?:,?\s+{_YEAR})?\b
    | \b{_YEAR}-\d\d(?:-\d\d)?\b
    | \b\d{{1,2}}[./]\d{{1,2}}[./](?:\d\d){{1,2}}\b
    | (?<![$€£¥\d.,-]){_YEAR}\b(?![,.]\d|-?{_MEASURED})
    | \b(?:(?:in|since|until|by|year)\s){_YEAR}\b
    | \b\d{{1,2}}:\d\d\b | \b\d{{1,2}}\s?[ap]\.?m\b | \b\d{{1,2}}\s+o'clock\b
    | \b(?:volume|vol\.|issue|pages?|pp?\.|sections?|chapters?|figures?|fig\.|tables?|class|no\.|articles?|clauses?
        |appendix|version|phase|type|grade|paragraph|item)\s*\d+(?:\s*(?:to|-|–|and)\s*\d+)?(?:\.\d+)*\b(?!\s*%)
    | §+\s*\d+ | \bv?\d+\.\d+\.\d[\d.]*\b | \b\d+\([a-z]\) | \[\d+(?:\s*[,–-]\s*\d+)*\] | \b\d+(?:st|nd|rd|th)\b
    | (?:^|(?<=\n))[ \t]*\d{{1,3}}[.)](?=\s)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_PRONOUNS = re.compile(
    r"""
      \b(?:no|the|this|that|which|every|any|each|another)\s+one\b | \bone\s+(?:another|day)\b
    | \b(?:one|some|many|several|few)\s+of\s+(?:the|these|those|our|its|their|which|them|all)\b
      (?!\s+(?:\d|two\b|three\b|five\b|ten\b|twenty\b))
    """,
    re.VERBOSE | re.IGNORECASE,
)


def without_references(text: str) -> str:
    """`text` with every such number as so many BLANK characters: what is left stands where it stood."""
    if _DIGIT.search(text):  # the only ones to mask in most sentences are none
        text = _REFERENCES.sub(_blank, text)
    return _PRONOUNS.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())
