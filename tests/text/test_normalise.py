import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ReadingError
from bot.text.normalise import Decoded, clean, decode

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))


def test_line_ends_become_line_feeds() -> None:
    assert clean("a\r\nb\rc\n") == "a\nb\nc\n"


def test_nul_and_lone_surrogates_become_replacement_characters() -> None:
    assert clean("a\x00b\ud800c\udfff") == "a\ufffdb\ufffdc\ufffd"


def test_a_byte_order_mark_goes_but_one_inside_stays() -> None:
    assert clean("\ufeffa\ufeffb") == "a\ufeffb"


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert "\r" not in once
    assert "\x00" not in once


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Café 東京 €"),
        ("utf-8-sig", "Café 東京 €"),
        ("utf-16", "Café 東京 €"),
        ("utf-32", "Café 東京 €"),
        ("utf-16-le", "Café in 東京 costs 5 €, they say"),
        ("utf-16-be", "Café in 東京 costs 5 €, they say"),
        ("latin-1", "Café déjà vu, naïve façade\n"),
        ("cp1252", "“It’s naïve” — he said; 20 % über Straße"),
        ("cp1251", "Москва является столицей России. Это большой город. " * 5),
        ("koi8-r", "Москва столица России\n" * 20),
        ("shift_jis", "東京は日本の首都です\n" * 20),
        ("gb18030", "北京是中国的首都。这是一个很大的城市。" * 5),
        ("cp1250", "Okres wypowiedzenia wynosi trzy miesiące. Zmiany wymagają formy pisemnej, źródło."),
        ("iso8859_2", "Okres wypowiedzenia wynosi trzy miesiące. Zmiany wymagają formy pisemnej, źródło."),
        ("cp1250", "Výpovědní lhůta činí tři měsíce. Změny musí být provedeny písemně."),
        ("iso8859_2", "Výpovedná lehota je tri mesiace do konca štvrťroka. Zmeny musia byť urobené písomne."),
        ("cp1250", "A felmondási idő három hónap a negyedév végéig, őszintén."),
        ("iso8859_2", "Promjene moraju biti učinjene pisanim putem, što žele svi."),
        ("cp1257", "Įspėjimo laikotarpis yra trys mėnesiai iki ketvirčio pabaigos, raštu."),
        ("cp1252", "A Câmara decidiu que as condições e as razões não são públicas."),
        ("cp1252", "El contrato se podrá rescindir: ¿cuándo? A los 3 m² y el 2º año."),
        ("cp1252", "Die Kündigungsfrist beträgt »drei Monate«, größer als ½ Jahr."),
        ("cp1254", "Sözleşmenin fesih süresi üç aydır. Değişiklikler yazılı olarak yapılmalıdır."),
        ("iso2022_jp", "契約の解約予告期間は四半期末までの三か月です。"),
        ("iso2022_kr", "계약의 통지 기간은 분기 말까지 3개월입니다."),
        ("hz", "合同的通知期为季度末前三个月。"),
    ],
)
def test_text_is_decoded_whatever_it_was_written_in(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["a~{b}", r"\bar{a}~{x}~{y~}", "\x1b[31mred\x1b[0m", "~{~}", "in \x1b$ of it"])
def test_ascii_that_only_looks_like_switching_alphabets_stays(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")


def test_a_few_broken_bytes_leave_the_rest_utf8() -> None:
    data = "naïve café, déjà vu: ".encode() + b"\xff" + b" fin"
    assert decode(data) == Decoded("naïve café, déjà vu: \ufffd fin", "utf-8", repaired=1)


def test_an_empty_file_is_empty_text() -> None:
    assert decode(b"") == Decoded("", "utf-8")


def test_a_replacement_character_that_the_file_holds_is_no_repair() -> None:
    assert decode("an old \ufffd stays".encode()).repaired == 0
    assert decode("déjà vu \ufffd ".encode() + b"\xff").repaired == 1


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("é".encode("utf-8-sig"), "utf-8"),
        ("é".encode("utf-16-be"), "utf-16-be"),
        ("Café déjà vu\n".encode("latin-1"), "cp1252"),
        (b"\xff\xfea\0", "utf-16-le"),
    ],
)
def test_decoding_names_the_encoding(data: bytes, encoding: str) -> None:
    assert decode(data).encoding == encoding


def test_binary_data_is_refused_in_one_sentence() -> None:
    with pytest.raises(ReadingError, match=r"^the file holds binary data, not text; convert it"):
        decode(bytes(range(256)) * 4)


@given(st.binary(max_size=400))
def test_decoding_any_bytes_gives_text_or_a_reading_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except ReadingError:
        return
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)
