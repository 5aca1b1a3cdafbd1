"""Two reports compared: differences worked by hand, regressions, and the questions behind them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.evaluation.comparison import compare
from bot.evaluation.judged import Kind
from bot.evaluation.report import Report, read_report, report_system, to_json
from bot.evaluation.results import QuestionResult
from bot.evaluation.table import render_comparison, render_report


def result(name: str, ndcg: float, *, confidence: float = 0.5, is_right: bool = True) -> QuestionResult:
    return QuestionResult(name, Kind.ANSWERABLE, {"ndcg@10": ndcg}, confidence, is_right, ("d",))


def report(values: Mapping[str, float], target: str = "laser") -> Report:
    results = [result(name, value) for name, value in values.items()]
    own = report_system("footnote", results, is_probability=True)
    return Report(target, "words", "words-1", 1, 1, len(results), (), (), (own,), 1.0)


BEFORE = report({"q1": 1.0, "q2": 0.5, "q3": 0.5, "gone": 0.0})
AFTER = report({"new": 1.0, "q3": 0.5, "q2": 1.0, "q1": 0.2})


def test_only_common_questions_are_compared() -> None:
    comparison = compare(BEFORE, AFTER, 0.01)
    assert (comparison.questions, comparison.only_before, comparison.only_after) == (3, 1, 1)
    ndcg = comparison.differences[0]
    # Before (1 + .5 + .5) / 3 = .6667, after (.2 + 1 + .5) / 3 = .5667.
    assert (ndcg.figure, ndcg.before, ndcg.after, ndcg.difference) == ("ndcg@10", 0.6667, 0.5667, -0.1)
    assert ndcg.low <= ndcg.difference <= ndcg.high


def test_questions_that_changed_are_listed_apart() -> None:
    comparison = compare(BEFORE, AFTER, 0.01)
    assert [(change.id, change.change) for change in comparison.better] == [("q2", 0.5)]
    assert [(change.id, change.change) for change in comparison.worse] == [("q1", -0.8)]
    shown = render_comparison(comparison)
    assert "Worse: 1\n  q1: ndcg@10 1.00 → 0.20" in shown
    assert "Better: 1\n  q2: ndcg@10 0.50 → 1.00" in shown


FOUR = report({"q1": 1.0, "q2": 1.0, "q3": 1.0, "q4": 1.0})


def fallen(questions: int) -> Report:
    """`FOUR`, but that many of its questions have come down to 0."""
    return report({f"q{number}": float(number > questions) for number in range(1, 5)})


@pytest.mark.parametrize(("tolerance", "regressions"), [(0.01, ["ndcg@10"]), (0.75, []), (0.9, [])])
def test_a_fall_beyond_the_tolerance_is_a_regression(tolerance: float, regressions: list[str]) -> None:
    comparison = compare(FOUR, fallen(3), tolerance)
    assert [difference.figure for difference in comparison.regressions] == regressions
    # Of all samples of four questions (1/4)^4 = 0.4 % hold none of the three that fell, and 0.4 % + 4.7 % at most one:
    # the upper end, 2.5 % from the top, is where one of them fell.
    assert (comparison.differences[0].difference, comparison.differences[0].high) == (-0.75, -0.25)


@pytest.mark.parametrize("questions", [1, 2])
def test_a_fall_that_another_choice_of_questions_would_not_show_is_none(questions: int) -> None:
    comparison = compare(FOUR, fallen(questions), 0.01)
    # (3/4)^4 = 32 % and (2/4)^4 = 6 % of the samples hold none of those that fell: the interval reaches 0.
    assert (comparison.differences[0].difference, comparison.differences[0].high) == (-questions / 4, 0.0)
    assert comparison.regressions == ()
    assert len(comparison.worse) == questions
    assert "No figure is worse by more than 0.01 with an interval that leaves out 0." in render_comparison(comparison)


def passing(*verdicts: int) -> Report:
    """A question file's report: whether each question passed."""
    results = [
        QuestionResult(f"q{number}", Kind.ANSWERABLE, {"passed": float(passed)}, 0.5, is_right=None, documents=())
        for number, passed in enumerate(verdicts, start=1)
    ]
    own = report_system("footnote", results, is_probability=True)
    return Report("laser", "words", "words-1", 1, 1, len(results), (), (), (own,), 1.0)


@pytest.mark.parametrize(("tolerance", "regressions"), [(0, ["passed"]), (0.19, ["passed"]), (0.2, []), (0.5, [])])
def test_one_question_in_five_that_is_lost_is_a_regression_below_a_tolerance_of_a_fifth(
    tolerance: float, regressions: list[str]
) -> None:
    comparison = compare(passing(1, 1, 1, 1, 0), passing(1, 0, 1, 1, 0), tolerance)
    assert comparison.lost == ("q2",)
    assert [difference.figure for difference in comparison.regressions] == regressions


def test_a_question_that_is_gained_does_not_make_up_for_one_that_is_lost() -> None:
    comparison = compare(passing(1, 1, 0), passing(1, 0, 1), 0.01)
    assert (comparison.differences[0].difference, comparison.lost) == (0.0, ("q2",))
    assert [difference.figure for difference in comparison.regressions] == ["passed"]
    shown = render_comparison(comparison)
    assert "Passed before, fails now: 1 of 3 questions\n  q2\n" in shown
    assert "REGRESSION" in shown
    assert shown.endswith("Worse by more than 0.01, and not by chance: passed.")


def test_what_failed_before_is_not_lost() -> None:
    comparison = compare(passing(0, 0, 1), passing(0, 1, 1), 0)
    assert (comparison.lost, comparison.regressions) == ((), ())
    assert "fails now" not in render_comparison(comparison)


def test_a_rise_of_the_calibration_error_is_a_regression() -> None:
    def stated(confidence: float) -> Report:
        own = report_system("footnote", [result("q", 1, confidence=confidence)], is_probability=True)
        return Report("laser", "words", "words-1", 1, 1, 1, (), (), (own,), 1.0)

    # One right answer, stated as .9 and then as .6: the error goes from .1 to .4.
    assert [d.figure for d in compare(stated(0.9), stated(0.6), 0.01).regressions] == ["calibration error"]
    assert compare(stated(0.6), stated(0.9), 0.01).regressions == ()


def answering(*words: int | None) -> Report:
    """A report of hits: how long each answer is."""
    results = [
        QuestionResult(f"q{number}", Kind.ANSWERABLE, {"answer hit@1": 1.0}, 0.5, True, (), length)
        for number, length in enumerate(words, start=1)
    ]
    own = report_system("footnote", results, is_probability=True)
    return Report("laser", "words", "words-1", 1, 1, len(results), (), (), (own,), 1.0)


@pytest.mark.parametrize(("before", "after"), [((10, 20, 60), (20, 40, 90)), ((20, 40, 90), (10, 20, 60))])
def test_longer_or_shorter_answers_are_a_difference_and_no_regression(
    before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    comparison = compare(answering(*before), answering(*after), 0)
    median, mean = (one for one in comparison.differences if one.figure.startswith("answer words"))
    sign = 1 if after > before else -1
    assert (median.difference, mean.difference) == (sign * 20, sign * 20)
    assert (comparison.regressions, comparison.better, comparison.worse) == ((), (), ())


def test_lengths_are_compared_where_both_answered() -> None:
    comparison = compare(answering(10, None, 30), answering(20, 50, None), 0.01)
    mean = next(one for one in comparison.differences if one.figure == "answer words, mean")
    assert (mean.before, mean.after, mean.low, mean.high) == (10, 20, 10, 10)


def test_a_report_of_a_version_that_measured_no_lengths_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    fields = json.loads(to_json(BEFORE))
    for question in fields["systems"][0]["questions"]:
        del question["answer_words"]
        question["values"]["sentence hit"] = 1.0
    path.write_text(json.dumps(fields), encoding="utf-8")
    assert [one.figure for one in compare(read_report(path), AFTER, 0.01).differences][:1] == ["ndcg@10"]


def test_a_report_does_not_differ_from_itself() -> None:
    comparison = compare(BEFORE, BEFORE, 0)
    assert {(d.difference, d.low, d.high, d.p) for d in comparison.differences} == {(0.0, 0.0, 0.0, 1.0)}
    assert comparison.better == comparison.worse == ()
    assert comparison.regressions == ()
    assert "No figure is worse by more than 0 with" in render_comparison(comparison)


def test_other_targets_and_other_questions_cannot_be_compared() -> None:
    with pytest.raises(SettingsError, match="report on 'laser', not on 'other'"):
        compare(BEFORE, report({"q1": 1.0}, target="other"), 0.01)
    with pytest.raises(SettingsError, match="no question of 'laser' that was asked now"):
        compare(BEFORE, report({"q9": 1.0}), 0.01)


def test_long_lists_are_cut_on_the_screen_only() -> None:
    many = {f"q{number:02}": 1.0 for number in range(25)}
    comparison = compare(report(many), report(dict.fromkeys(many, 0.0)), 0.01)
    shown = render_comparison(comparison)
    assert len(comparison.worse) == 25
    assert "Worse: 25" in shown
    assert "q19" in shown
    assert "q20" not in shown
    assert "… and 5 more" in shown


def test_a_report_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    path.write_text(to_json(BEFORE, compare(BEFORE, AFTER, 0.01)), encoding="utf-8")
    assert read_report(path) == BEFORE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no report that --json wrote: the whole file: Invalid JSON"),
        ('{"target": "laser"}', "is no report that --json wrote: encoder_name: Field required"),
        (to_json(BEFORE).replace('"footnote"', '"other"'), "it lacks the results of 'footnote'"),
    ],
)
def test_a_baseline_that_is_no_report_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        read_report(path)


def test_a_missing_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="give a file that --json wrote"):
        read_report(tmp_path / "none.json")


def test_the_table_shows_every_figure_with_its_interval() -> None:
    shown = render_report(report({"q1": 1.0, "q2": 1.0}))
    assert shown.startswith("laser: 2 questions, 1 document, 1 passage; words; 1.0 ms a question (median)")
    assert "ndcg@10" in shown
    assert "1.000 [1.000, 1.000]" in shown


def test_answers_have_a_table_of_their_own_of_those_that_answer() -> None:
    ranking = report_system("BM25", [result("q", 1.0)], is_probability=False)
    answers = answering(10, 20)
    first, second = render_report(replace(answers, systems=(*answers.systems, ranking))).split("\n\n")[1:3]
    assert [" ".join(line.split()) for line in first.splitlines()[:2]] == [
        "footnote BM25",
        "coverage@95% 1.000 [1.000, 1.000] 1.000 [1.000, 1.000]",
    ]
    assert "answer" not in first
    assert second.splitlines() == [
        "                      footnote",
        "answer hit@1          1.000 [1.000, 1.000]",
        "answer words, median  15.0 [10.0, 20.0]",
        "answer words, mean    15.0 [10.0, 20.0]",
    ]
