"""Which of the encodings of European languages a text is in: the one in which its letters are those of one language.

"pøíliš" in Windows-1252 is "příliš" in Windows-1250: no language has both "ø" and "í", and Czech has "ř" and "í".
"""

import re

# The letters of each language that are not ASCII, without capitals.
_WESTERN = (
    "äöüß",  # German
    "àâæçèéêëîïôùûüÿœ",  # French
    "áéíóúüñªº",  # Spanish
    "àáâãçéêíóôúüªº",  # Portuguese; see `_PORTUGUESE`
    "àèéìíîòóùúªº",  # Italian
    "àçèéíïòóúü",  # Catalan
    "æøåéèêóòôâ",  # Danish and Norwegian
    "åäöéü",  # Swedish and Finnish
    "áðéíóúýþæö",  # Icelandic
    "éèëêïöüç",  # Dutch
)
_CENTRAL = (
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţ",  # Romanian
    "čćđšž",  # Croatian and Slovene
)
_BALTIC = (
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
    "äõöüšž",  # Estonian
)
_TURKISH = ("çğıöşüâîû",)
# In the order in which they count when several fit: the more common first.
_ENCODINGS = (
    ("cp1252", _WESTERN),
    ("cp1250", _CENTRAL),
    ("iso8859_2", _CENTRAL),
    ("cp1257", _BALTIC),
    ("cp1254", _TURKISH),
)
_OTHER = frozenset("«»‹›„“”‚‘’–—…•·°§©®™€£±²³½¼×¿¡´\xa0\xad")
_PORTUGUESE = re.compile("[õÕ](?=[eE])")  # the only place of this letter there; Hungarian "ő" is read as it, too
_INSIDE_A_WORD = re.compile(r"[±²³¹¼½¾](?=[^\W\d_])")  # such signs end a word, if anything


def latin_encoding(sample: bytes, max_share: float) -> str:
    """The encoding in which every special letter of `sample` is one of the same language; "" when none is.

    Typographic signs may stand in any. No more than `max_share` of the letters may be special: in a text of another
    script nearly all would be. A text in two of the languages is not told.
    """
    for encoding, languages in _ENCODINGS:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _INSIDE_A_WORD.search(text):
            continue
        text = _PORTUGUESE.sub("o", text)
        special = [character for character in text if character > "\x7f" and character not in _OTHER]
        letters = frozenset("".join(special).replace("İ", "ı").lower())
        is_latin = 0 < len(special) <= max_share * sum(map(str.isalpha, text))
        if is_latin and any(letters <= frozenset(language) for language in languages):
            return encoding
    return ""
