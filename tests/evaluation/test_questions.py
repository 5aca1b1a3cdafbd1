"""Question files: what they say, and the errors of those that cannot be meant."""

from pathlib import Path

import pytest

from bot import Level
from bot.errors import SettingsError
from bot.evaluation.expected import COLLECTION, ExpectedListing, ExpectedWhich
from bot.evaluation.questions import Expected, ExpectedAspect, Question, Saying, Topic, read_questions
from bot.records import Act, Concern, Order, Period, Verdict

TOML = """
documents = "contracts"

[[questions]]
question = "How long is the notice period?"
answer = "three\\n  months"
source = "lease.md"
quote = "three\\n  months"
page = 3
rank = 2

[[questions.follow_ups]]
question = "And for the landlord?"
pattern = "(six|6) months"
level = "related"
carried = ["notice", "period"]
without = "long"

[[questions.follow_ups]]
question = "Thank you!"
remark = true

[[questions.follow_ups]]
question = "May I keep a dog in my state?"
care = "none"
carried = []
pinned = ["lease"]

[[questions]]
question = "What does parking cost?"
abstain = true
topic = "near"

[[questions]]
question = "Rent"
did_you_mean = "^How much"
care = "personal"

[[questions.sources_say]]
aspect = "rent"
verdict = "differ"
says = { "lease.md" = "900\\n euro", letter = ["950 euro", "960 euro"] }

[[questions.sources_say]]
verdict = "agree"

[[questions]]
question = "Where is the key?"
quote = "key"
sources_say = []

[[questions]]
question = "Which leases are of 2022?"
period = "2022"
guide = false

[questions.listing]
documents = ["lease.md", "letter"]
exactly = true
words = "lease"
count = 2
complete = true
first = "lease.md"
order = "latest"
perhaps = ["note"]

[[questions.follow_ups]]
question = "Sum them up"
guide = "collection"
which = false
listing = false

[[questions.follow_ups]]
question = "How much is the rent?"
which = { count = 2, names = ["Mill Lane", "Elm Row"] }
act = false
period = false

[[questions.follow_ups]]
question = "Thanks, shorter"
remark = true
act = "shorter"
"""

YAML = """
documents: [contracts]
questions:
  - question: How long is the notice period?
    answer: three months
    source: lease.md
    quote: >-
      three
      months
    page: 3
    rank: 2
    follow_ups:
      - question: And for the landlord?
        pattern: (six|6) months
        level: related
        carried: [notice, period]
        without: long
      - {question: Thank you!, remark: true}
      - {question: "May I keep a dog in my state?", care: none, carried: [], pinned: [lease]}
  - question: What does parking cost?
    abstain: true
    topic: near
  - question: Rent
    did_you_mean: ^How much
    care: personal
    sources_say:
      - aspect: rent
        verdict: differ
        says: {lease.md: 900 euro, letter: [950 euro, 960 euro]}
      - verdict: agree
  - question: Where is the key?
    quote: key
    sources_say: []
  - question: Which leases are of 2022?
    period: "2022"
    guide: false
    listing:
      documents: [lease.md, letter]
      exactly: true
      words: [lease]
      count: 2
      complete: true
      first: lease.md
      order: latest
      perhaps: note
    follow_ups:
      - {question: Sum them up, guide: collection, which: false, listing: false}
      - {question: "How much is the rent?", which: {count: 2, names: [Mill Lane, Elm Row]}, act: false, period: false}
      - {question: "Thanks, shorter", remark: true, act: shorter}
"""

QUESTIONS = (
    Question(
        "How long is the notice period?",
        Expected(source="lease.md", quote="three months", page=3, rank=2, answer="three months"),
        (
            Question(
                "And for the landlord?",
                Expected(pattern="(six|6) months", level=Level.RELATED, carried=("notice", "period")),
                without=("long",),
            ),
            Question("Thank you!", Expected(remark="")),
            Question("May I keep a dog in my state?", Expected(care=Concern.NONE, carried=()), pinned=("lease",)),
        ),
    ),
    Question("What does parking cost?", Expected(level=Level.NOT_FOUND, topic=Topic.NEAR)),
    Question(
        "Rent",
        Expected(
            did_you_mean="^How much",
            care=Concern.PERSONAL,
            sources_say=(
                ExpectedAspect(
                    "rent",
                    Verdict.DIFFER,
                    (
                        Saying("lease.md", "900 euro"),
                        Saying("letter", "950 euro"),
                        Saying("letter", "960 euro"),
                    ),
                ),
                ExpectedAspect(verdict=Verdict.AGREE),
            ),
        ),
    ),
    Question("Where is the key?", Expected(quote="key", sources_say=())),
    Question(
        "Which leases are of 2022?",
        Expected(
            period=Period("2022-01-01", "2022-12-31", "2022"),
            guide=False,
            listing=ExpectedListing(
                documents=("lease.md", "letter"),
                exactly=True,
                words=("lease",),
                count=2,
                complete=True,
                first="lease.md",
                order=Order.LATEST,
                perhaps=("note",),
            ),
        ),
        (
            Question("Sum them up", Expected(guide=COLLECTION, which=False, listing=False)),
            Question(
                "How much is the rent?",
                Expected(which=ExpectedWhich(2, ("Mill Lane", "Elm Row")), act=Act.NONE, period=False),
            ),
            Question("Thanks, shorter", Expected(remark="", act=Act.SHORTER)),
        ),
    ),
)


def written(folder: Path, text: str, name: str = "questions.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "name"), [(TOML, "questions.toml"), (YAML, "questions.yaml"), (YAML, "a.yml")])
def test_toml_and_yaml_say_the_same(tmp_path: Path, text: str, name: str) -> None:
    file = read_questions(written(tmp_path, text, name))
    assert file.questions == QUESTIONS
    assert (file.index, file.documents) == (None, (tmp_path / "contracts",))


def test_an_index_is_relative_to_the_file(tmp_path: Path) -> None:
    file = read_questions(written(tmp_path, 'index = "../built"\n[[questions]]\nquestion = "Why?"\nquote = "so"\n'))
    assert (file.index, file.documents) == (tmp_path / ".." / "built", ())


def test_the_turns_of_a_question_are_it_and_its_follow_ups() -> None:
    assert [turn.text for turn in QUESTIONS[0].turns] == [
        "How long is the notice period?",
        "And for the landlord?",
        "Thank you!",
        "May I keep a dog in my state?",
    ]


def question(lines: str) -> str:
    return f'[[questions]]\nquestion = "How much?"\n{lines}\n'


WRONG = [
    (
        question('qoute = "a"'),
        r'question 1 \("How much\?"\): unknown key \'qoute\'; did you mean \'quote\'\? a question',
    ),
    (question('quote = ""'), r"'quote' must be a text that is not empty, got ''"),
    (question("quote = 5"), r"'quote' must be a text that is not empty, got 5"),
    (question('pattern = "("'), r"'pattern' is no regular expression \(missing \), .*\): '\('"),
    (question('quote = "a"\nrank = 0'), r"'rank' must be a whole number from 1 to 5, got 0"),
    (question('quote = "a"\nrank = 6'), r"'rank' must be a whole number from 1 to 5, got 6"),
    (question('quote = "a"\nrank = true'), r"'rank' must be a whole number from 1 to 5, got True"),
    (question('quote = "a"\npage = 0'), r"'page' must be a whole number from 1, got 0"),
    (question('quote = "a"\nlevel = "sure"'), r"'level' must be one of 'found', 'related', 'not_found', got 'sure'"),
    (question('level = "not_found"'), r"write abstain = true instead of level = 'not_found'"),
    (
        question("rank = 2"),
        r"expects nothing; give source, quote, pattern, page, level, remark, answer, care, carried, did_you_mean, "
        r"sources_say, listing, guide, which, period or act, or abstain = true",
    ),
    (question('level = "found"\nrank = 2'), r"'rank' says how high a passage must be; say which, with source, quote"),
    (question("remark = false"), r"'remark' must be true or a regular expression, got False"),
    (question('remark = "("'), r"'remark' is no regular expression \(missing \), .*\): '\('"),
    (question('remark = true\ncare = "none"'), r"'remark' excludes 'care'; small talk is not searched for"),
    (question('care = "urgent"'), r"'care' must be one of 'none', 'personal', 'red_flag', got 'urgent'"),
    (question("care = false"), r"got False; a yes or no without quotes is read as true or false in YAML"),
    (question("carried = []"), r"'carried' needs something to carry words from; give it to a follow-up, or add pinned"),
    (question('pinned = "a"\ncarried = [3]'), r"'carried' must be a text or a list of texts, got \[3\]"),
    (question('quote = "a"\nwithout = "b"'), r"'without' leaves out words of the conversation so far"),
    (question("did_you_mean = 1"), r"'did_you_mean' must be true or a regular expression, got 1"),
    (question('abstain = true\nanswer = "a"'), r"'abstain = true' excludes 'answer'; there is no short answer where"),
    (question("answer = true"), r"'answer' must be a text that is not empty, got True"),
    (question("abstain = true\nsources_say = []"), r"'abstain = true' excludes 'sources_say'; nothing is set side by"),
    (
        question('sources_say = "differ"'),
        r"'sources_say' must be a list of tables \(\[\[sources_say\]\]\), got 'differ'",
    ),
    (
        question("sources_say = [{}]"),
        r"\), sources_say 1: expects nothing; give aspect, verdict, says, or sources_say = \[\] for no aspect",
    ),
    (
        question('sources_say = [{aspect = "a"}, {verdikt = "agree"}]'),
        r"\), sources_say 2: unknown key 'verdikt'; did you mean 'verdict'\? an aspect takes aspect, verdict, says",
    ),
    (question('sources_say = [{verdict = "same"}]'), r"'verdict' must be one of 'agree', 'differ', got"),
    (question('sources_say = [{says = "a"}]'), r"'says' must be a table of texts \(\{ name = \"text\" \}\), got 'a'"),
    (question("sources_say = [{says = {}}]"), r"'says' must be a table of texts .*, got \{\}"),
    (question("sources_say = [{says = {a = 1}}]"), r"sources_say 1, says: 'a' must be a text that is not empty, got 1"),
    (question("listing = true"), r"'listing' must be a table with some of documents, exactly, .*, or false, got True"),
    (question("listing = {}"), r"'listing' must be a table with some of documents, .* perhaps, or false, got \{\}"),
    (
        question('listing = {document = "a"}'),
        r"\), listing: unknown key 'document'; did you mean 'documents'\? a listing takes documents, exactly",
    ),
    (question("listing = {documents = []}"), r"'documents' must be a text or a list of texts, got \[\]"),
    (question("listing = {count = -1}"), r"\), listing: 'count' must be a whole number from 0, got -1"),
    (question("listing = {count = 1, exactly = true}"), r"'exactly' says that no others are listed; say beside which"),
    (
        question('listing = {order = ""}'),
        r"'order' must be one of 'highest', 'lowest', 'latest', 'earliest', got ''",
    ),
    (question("guide = 1"), r"'guide' must be a document, 'collection', true or false, got 1"),
    (question('guide = ""'), r"'guide' must be a text that is not empty, got ''"),
    (question("which = 1"), r"'which' must be a whole number from 2, got 1"),
    (
        question("which = true"),
        r"'which' must be a count, names, a table with some of count, names, or false, got True",
    ),
    (question("which = {count = 0}"), r"\), which: 'count' must be a whole number from 2, got 0"),
    (question('which = {name = "a"}'), r"unknown key 'name'; did you mean 'names'\? a choice takes count, names"),
    *(
        (question(f"period = {period}"), r"'period' must be false or a text such as '2022', .*, got .+\.")
        for period in ("true", "2022", '"summer"', '"2022-13"', '"2022-02-30"', '"2023/2022"', '"2022/2023/2024"')
    ),
    (
        question('act = "louder"'),
        r"'act' must be one of 'shorter', 'more', 'nth', 'why', 'where', 'which', got 'louder'",
    ),
    (question('act = ""'), r"'act' must be one of 'shorter', .*, got ''"),
    (question('abstain = "yes"'), r"'abstain' must be true or false, got 'yes'"),
    (question('abstain = true\nquote = "a"'), r"'abstain = true' excludes 'quote'"),
    (question('quote = "a"\ntopic = "near"'), r"'topic' says how far off .* add abstain = true"),
    (question('abstain = true\ntopic = "far"'), r"'topic' must be one of 'near', 'off', got 'far'"),
    (question('quote = "a"\nfollow_ups = ["Why?"]'), r"'follow_ups' must be a list of tables \(\[\[follow_ups\]\]\)"),
    (
        question('quote = "a"\n[[questions.follow_ups]]\nquestion = "Why?"\nquotes = "b"'),
        r'question 1 \("How much\?"\), follow-up 1 \("Why\?"\): unknown key \'quotes\'; did you mean \'quote\'\?',
    ),
    (
        question('quote = "a"\n[[questions.follow_ups]]\nquestion = "Why?"\nfollow_ups = []\nquote = "b"'),
        r"follow-up 1 .*: a follow-up has none of its own",
    ),
    (question('quote = "a"') * 2, r'questions.toml: questions 1 and 2 are both "How much\?"; keep one of them'),
    ('[[questions]]\nquote = "a"\n', r"question 1: has no 'question'; write what a person would type"),
    (f'[[questions]]\nquestion = "{"a" * 4001}"\nquote = "a"\n', r"a…\"\): The question has 4,001 characters"),
    ("questions = []\n", r"holds no question; write a \[\[questions\]\] table"),
    ('[[question]]\nquestion = "Why?"\n', r"unknown key 'question'; did you mean 'questions'\? a question file takes"),
    ('documents = ["a", 3]\n' + question('quote = "a"'), r"'documents' must be a text or a list of texts"),
    ('documents = "a"\nindex = "b"\n' + question('quote = "a"'), r"'index' and 'documents' exclude each other"),
    ("questions = [\n", r"questions\.toml: cannot be read as TOML \(.* \(at end of document\)\)"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_mistake_is_named_with_the_question_it_is_in(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_questions(written(tmp_path, text))


def test_a_long_question_is_named_by_its_beginning(tmp_path: Path) -> None:
    path = written(tmp_path, f'[[questions]]\nquestion = "{"word " * 20}"\n')
    with pytest.raises(SettingsError, match=r'\("(word ){11}word…"\): expects nothing'):
        read_questions(path)


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"questions\.yaml: cannot be read as YAML \(.* line 2, column 1"):
        read_questions(written(tmp_path, "questions: [\n", "questions.yaml"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"questions\.toml: cannot be read as TOML \(.*No such file"):
        read_questions(tmp_path / "questions.toml")


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ('"2022"', "2022-01-01", "2022-12-31"),
        ('"2022-Q3"', "2022-07-01", "2022-09-30"),
        ('"2024-02"', "2024-02-01", "2024-02-29"),
        ('"2022-06-07"', "2022-06-07", "2022-06-07"),
        ("2022-06-07", "2022-06-07", "2022-06-07"),  # a date of TOML
        ('"2022-07-01/2022-09-30"', "2022-07-01", "2022-09-30"),
        ('"2021-Q4/2022"', "2021-10-01", "2022-12-31"),
    ],
)
def test_a_period_is_from_its_first_to_its_last_day(tmp_path: Path, given: str, first: str, last: str) -> None:
    (asked,) = read_questions(written(tmp_path, question(f"period = {given}"))).questions
    assert asked.expected.period == Period(first, last, given.strip('"'))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("which = 3", Expected(which=ExpectedWhich(3))),
        ('which = "Mill Lane"', Expected(which=ExpectedWhich(names=("Mill Lane",)))),
        ('which = ["a", "b"]', Expected(which=ExpectedWhich(names=("a", "b")))),
        ("guide = true", Expected(guide="")),
        ('guide = "lease.md"', Expected(guide="lease.md")),
    ],
)
def test_choices_and_guides_have_short_forms(tmp_path: Path, given: str, expected: Expected) -> None:
    (asked,) = read_questions(written(tmp_path, question(given))).questions
    assert asked.expected == expected
