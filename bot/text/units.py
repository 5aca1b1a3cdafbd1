"""Units of measure: what each name measures, and how to turn it into one unit a dimension."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Dimension(StrEnum):
    """What a figure measures; figures of two dimensions cannot be compared."""

    COUNT = "count"
    TIME = "time"
    MONEY = "money"
    LENGTH = "length"
    MASS = "mass"
    VOLUME = "volume"
    TEMPERATURE = "temperature"
    SHARE = "share"
    SPEED = "speed"
    VOLTAGE = "voltage"
    CURRENT = "current"
    POWER = "power"
    ENERGY = "energy"
    FREQUENCY = "frequency"
    PRESSURE = "pressure"
    DATA = "data"
    AREA = "area"
    NOISE = "noise"
    TORQUE = "torque"
    FLUENCE = "fluence"
    FLOW = "data rate"
    ROTATION = "rotation"
    CHARGE = "charge"
    LIGHT = "light"
    FORCE = "force"
    CLOCK = "time of day"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `value * factor + offset` is the figure in `base`, the one unit that its dimension is compared in."""

    dimension: Dimension
    base: str
    factor: float = 1.0
    offset: float = 0.0


DAYS = 86_400.0  # seconds
# A month and a year have no one length: the mean of the Gregorian calendar, so that 12 months are a year.
YEARS = 365.2425 * DAYS
MONTHS = YEARS / 12

# Every unit: its words (in any case, with or without a plural s), its symbols (exactly as spelt: mW is no MW), and what
# it is. Symbols of one letter that are words or list letters too ("A", "a") are taken only beside a figure.
_TABLE: tuple[tuple[str, str, Unit], ...] = (
    ("second|sec", "s", Unit(Dimension.TIME, "s")),
    ("minute|min|mins", "", Unit(Dimension.TIME, "s", 60)),
    ("hour|hr|hrs", "h", Unit(Dimension.TIME, "s", 3_600)),
    ("day", "", Unit(Dimension.TIME, "s", DAYS)),
    ("week|wk|wks", "", Unit(Dimension.TIME, "s", 7 * DAYS)),
    ("fortnight", "", Unit(Dimension.TIME, "s", 14 * DAYS)),
    ("month", "", Unit(Dimension.TIME, "s", MONTHS)),
    ("year|yr|yrs", "", Unit(Dimension.TIME, "s", YEARS)),
    ("decade", "", Unit(Dimension.TIME, "s", 10 * YEARS)),
    ("millisecond", "ms", Unit(Dimension.TIME, "s", 1e-3)),
    ("dollar|usd", "$|US$", Unit(Dimension.MONEY, "USD")),
    ("cent", "", Unit(Dimension.MONEY, "USD", 0.01)),
    ("euro|eur", "€", Unit(Dimension.MONEY, "EUR")),
    ("gbp", "£", Unit(Dimension.MONEY, "GBP")),
    ("yen|jpy", "¥", Unit(Dimension.MONEY, "JPY")),
    ("franc|chf", "", Unit(Dimension.MONEY, "CHF")),
    ("nanometer|nanometre", "nm", Unit(Dimension.LENGTH, "m", 1e-9)),
    ("micrometer|micrometre|micron", "µm|μm|um", Unit(Dimension.LENGTH, "m", 1e-6)),
    ("millimeter|millimetre", "mm", Unit(Dimension.LENGTH, "m", 1e-3)),
    ("centimeter|centimetre", "cm", Unit(Dimension.LENGTH, "m", 1e-2)),
    ("meter|metre", "m", Unit(Dimension.LENGTH, "m")),
    ("kilometer|kilometre", "km", Unit(Dimension.LENGTH, "m", 1e3)),
    ("inch|inches", "", Unit(Dimension.LENGTH, "m", 0.0254)),
    ("foot|feet", "ft", Unit(Dimension.LENGTH, "m", 0.3048)),
    ("yard", "", Unit(Dimension.LENGTH, "m", 0.9144)),
    ("mile", "", Unit(Dimension.LENGTH, "m", 1_609.344)),
    ("microgram", "µg|μg|mcg", Unit(Dimension.MASS, "g", 1e-6)),
    ("milligram", "mg", Unit(Dimension.MASS, "g", 1e-3)),
    ("gram", "g", Unit(Dimension.MASS, "g")),
    ("kilogram|kilo", "kg", Unit(Dimension.MASS, "g", 1e3)),
    ("ton|tonne", "t", Unit(Dimension.MASS, "g", 1e6)),
    ("pound", "lb|lbs", Unit(Dimension.MASS, "g", 453.59237)),
    ("ounce", "oz", Unit(Dimension.MASS, "g", 28.349523125)),
    ("milliliter|millilitre", "ml|mL", Unit(Dimension.VOLUME, "l", 1e-3)),
    ("centiliter|centilitre", "cl|cL", Unit(Dimension.VOLUME, "l", 1e-2)),
    ("cubic metre|cubic meter", "m³|m3", Unit(Dimension.VOLUME, "l", 1e3)),
    ("liter|litre", "l|L", Unit(Dimension.VOLUME, "l")),
    ("gallon", "", Unit(Dimension.VOLUME, "l", 3.785411784)),
    ("celsius|degrees celsius|degrees centigrade|degrees c", "°C|° C|℃", Unit(Dimension.TEMPERATURE, "°C")),
    ("fahrenheit|degrees fahrenheit|degrees f", "°F|° F", Unit(Dimension.TEMPERATURE, "°C", 5 / 9, -160 / 9)),
    ("degree", "", Unit(Dimension.TEMPERATURE, "degrees")),  # of a scale that is not said
    ("percent|per cent|percentage point", "%", Unit(Dimension.SHARE, "%")),
    (
        "kph|kmh|kilometres per hour|kilometers per hour|kilometres an hour|kilometers an hour",
        "km/h",
        Unit(Dimension.SPEED, "km/h"),
    ),
    ("mph|miles per hour|miles an hour", "", Unit(Dimension.SPEED, "km/h", 1.609344)),
    ("", "m/s", Unit(Dimension.SPEED, "km/h", 3.6)),
    ("millivolt", "mV", Unit(Dimension.VOLTAGE, "V", 1e-3)),
    ("volt", "V", Unit(Dimension.VOLTAGE, "V")),
    ("kilovolt", "kV", Unit(Dimension.VOLTAGE, "V", 1e3)),
    ("milliampere", "mA", Unit(Dimension.CURRENT, "A", 1e-3)),
    ("ampere|amp", "A", Unit(Dimension.CURRENT, "A")),
    ("milliwatt", "mW", Unit(Dimension.POWER, "W", 1e-3)),
    ("watt", "W", Unit(Dimension.POWER, "W")),
    ("kilowatt", "kW", Unit(Dimension.POWER, "W", 1e3)),
    ("megawatt", "MW", Unit(Dimension.POWER, "W", 1e6)),
    ("millijoule", "mJ", Unit(Dimension.ENERGY, "J", 1e-3)),
    ("joule", "J", Unit(Dimension.ENERGY, "J")),
    ("kilojoule", "kJ", Unit(Dimension.ENERGY, "J", 1e3)),
    ("calorie|kilocalorie", "kcal", Unit(Dimension.ENERGY, "J", 4_184)),
    ("kilowatt hour|kilowatt-hour", "kWh", Unit(Dimension.ENERGY, "J", 3.6e6)),
    ("hertz", "Hz", Unit(Dimension.FREQUENCY, "Hz")),
    ("kilohertz", "kHz", Unit(Dimension.FREQUENCY, "Hz", 1e3)),
    ("megahertz", "MHz", Unit(Dimension.FREQUENCY, "Hz", 1e6)),
    ("gigahertz", "GHz", Unit(Dimension.FREQUENCY, "Hz", 1e9)),
    ("pascal", "Pa", Unit(Dimension.PRESSURE, "Pa")),
    ("kilopascal", "kPa", Unit(Dimension.PRESSURE, "Pa", 1e3)),
    ("bar", "", Unit(Dimension.PRESSURE, "Pa", 1e5)),
    ("megapascal", "MPa|N/mm²|N/mm2", Unit(Dimension.PRESSURE, "Pa", 1e6)),
    ("gigapascal", "GPa", Unit(Dimension.PRESSURE, "Pa", 1e9)),
    ("hectopascal|millibar", "hPa|mbar", Unit(Dimension.PRESSURE, "Pa", 100)),
    ("kilonewtons per square metre", "kN/m²|kN/m2", Unit(Dimension.PRESSURE, "Pa", 1e3)),
    ("", "psi", Unit(Dimension.PRESSURE, "Pa", 6_894.757)),
    ("newton", "N", Unit(Dimension.FORCE, "N")),
    ("kilonewton", "kN", Unit(Dimension.FORCE, "N", 1e3)),
    ("kilobyte", "kB|KB", Unit(Dimension.DATA, "MB", 1e-3)),
    ("megabyte", "MB", Unit(Dimension.DATA, "MB")),
    ("gigabyte", "GB", Unit(Dimension.DATA, "MB", 1e3)),
    ("terabyte", "TB", Unit(Dimension.DATA, "MB", 1e6)),
    ("square metre|square meter", "m²|m2|sqm", Unit(Dimension.AREA, "m²")),
    ("square centimetre|square centimeter", "cm²|cm2", Unit(Dimension.AREA, "m²", 1e-4)),
    ("square foot|square feet", "ft²|sqft", Unit(Dimension.AREA, "m²", 0.09290304)),
    ("acre", "", Unit(Dimension.AREA, "m²", 4_046.8564224)),
    ("square kilometre|square kilometer", "km²|km2", Unit(Dimension.AREA, "m²", 1e6)),
    ("hectare", "", Unit(Dimension.AREA, "m²", 1e4)),
    ("decibel", "dB|dB(A)|dBA", Unit(Dimension.NOISE, "dB")),
    ("newton metre|newton meter|newton-metre|newton-meter", "Nm|N·m|N m", Unit(Dimension.TORQUE, "Nm")),
    ("joules per square centimetre|joules per square centimeter", "J/cm²|J/cm2", Unit(Dimension.FLUENCE, "J/cm²")),
    ("", "mJ/cm²|mJ/cm2", Unit(Dimension.FLUENCE, "J/cm²", 1e-3)),
    ("megabits per second", "Mbps|Mbit/s|Mb/s", Unit(Dimension.FLOW, "Mbit/s")),
    ("gigabits per second", "Gbps|Gbit/s|Gb/s", Unit(Dimension.FLOW, "Mbit/s", 1e3)),
    ("revolutions per minute", "rpm", Unit(Dimension.ROTATION, "rpm")),
    ("milliampere-hour|milliamp-hour|milliamp hour", "mAh", Unit(Dimension.CHARGE, "Ah", 1e-3)),
    ("ampere-hour|amp-hour|amp hour", "Ah", Unit(Dimension.CHARGE, "Ah")),
    ("lumen", "lm", Unit(Dimension.LIGHT, "lm")),
)
COUNT = Unit(Dimension.COUNT, "")


@cache
def unit_words() -> dict[str, Unit]:
    """The units by their words in lower case, plurals included."""
    named = {}
    for words, _, unit in _TABLE:
        for word in filter(None, words.split("|")):
            named[word] = unit
            named[f"{word}s"] = unit
    return named


@cache
def unit_symbols() -> dict[str, Unit]:
    """The units by their symbols, as spelt."""
    return {symbol: unit for _, symbols, unit in _TABLE for symbol in filter(None, symbols.split("|"))}


def unit_of(name: str) -> Unit:
    """The unit of that word or symbol, whatever its white space; KeyError for another word."""
    spelt = " ".join(name.split())
    return unit_symbols().get(spelt) or unit_words()[spelt.lower()]
