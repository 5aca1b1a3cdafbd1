"""Readable files for the benchmarks of building: made from a seed, so that every run has the same."""

import random
from collections.abc import Callable
from pathlib import Path

WORDS = """
laser skin heat energy pulse depth collagen dermis surface treatment session week month year patient doctor clinic study
trial result effect swelling redness pain burn scar needle frequency tissue protein fibre cell layer light wave probe
cream sun age area face neck hand price cost risk benefit choice question answer record device power cooling contact
measure report find show cause reduce raise follow change heal warm tighten treat ask wait pay rest begin end remain
slow quick deep mild strong common rare early late small large clear careful several many few most the a an of in on at
for with without after before during and or but because when which that this these it they we is was are were may can
""".split()
WORDS_A_SENTENCE = (6, 30)
SENTENCES_A_PARAGRAPH = (3, 7)


def write_files(folder: Path, count: int, sections: int, seed: int = 11) -> None:
    """Write `count` files of `sections` headed paragraphs into `folder`: plain text, Markdown and HTML by turns."""
    generator = random.Random(seed)  # noqa: S311  (words, not secrets)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        suffix, written = FORMATS[number % len(FORMATS)]
        title = f"{_phrase(generator, 4)} {number}"
        parts = [(_phrase(generator, 3), _paragraph(generator)) for _ in range(sections)]
        (folder / f"{number:06}{suffix}").write_text(written(title, parts), encoding="utf-8")


def _phrase(generator: random.Random, count: int) -> str:
    return " ".join(generator.choices(WORDS, k=count)).capitalize()


def _paragraph(generator: random.Random) -> str:
    sentences = range(generator.randint(*SENTENCES_A_PARAGRAPH))
    return " ".join(f"{_phrase(generator, generator.randint(*WORDS_A_SENTENCE))}." for _ in sentences)


def _plain(title: str, parts: list[tuple[str, str]]) -> str:
    return "\n\n".join([title, *(f"{heading}\n\n{paragraph}" for heading, paragraph in parts)])


def _markdown(title: str, parts: list[tuple[str, str]]) -> str:
    return "\n\n".join([f"# {title}", *(f"## {heading}\n\n{paragraph}" for heading, paragraph in parts)])


def _html(title: str, parts: list[tuple[str, str]]) -> str:
    body = "\n".join(f"<h2>{heading}</h2>\n<p>{paragraph}</p>" for heading, paragraph in parts)
    return f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>\n{body}</body></html>"


FORMATS: tuple[tuple[str, Callable[[str, list[tuple[str, str]]], str]], ...] = (
    (".txt", _plain),
    (".md", _markdown),
    (".html", _html),
)
