"""Characters that Word files hold by their place in the Symbol or a Wingdings font, as Unicode."""

_PRIVATE_USE = 0xF000  # Word adds this to the place in the font
_FIRST_CAPITAL = 0x41
_FIRST_SMALL = 0x61
_GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_GREEK_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
# Places from https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt; those that stand in running text.
_SYMBOL = {
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
}
_WINGDINGS = {0x6C: "●", 0x6E: "■", 0xA8: "☐", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}


def symbol(font: str, code: str) -> str:
    """The character at the place `code` (hexadecimal) of `font`, or "" when no Unicode character is known for it."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if not _PRIVATE_USE <= place <= _PRIVATE_USE + 0xFF:
        return chr(place) if 0x20 <= place <= 0x10FFFF else ""
    place -= _PRIVATE_USE
    if font.lower().startswith("wingdings"):
        return _WINGDINGS.get(place, "")
    return _symbol_font(place)


def _symbol_font(place: int) -> str:
    for first, letters in ((_FIRST_CAPITAL, _GREEK_CAPITALS), (_FIRST_SMALL, _GREEK_SMALL)):
        if first <= place < first + len(letters):
            return letters[place - first]
    if 0x20 <= place < _FIRST_CAPITAL:
        return chr(place)
    return _SYMBOL.get(place, "")
