"""What `footnote verify --sources` prints."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.arguments import counted
from bot.cli.visible import visible

if TYPE_CHECKING:
    from bot.ingest.sources_standing import SourceStanding
    from bot.library import Library


def standings_of(library: "Library", *, is_quiet: bool) -> list["SourceStanding"]:
    """What became of every source and of the citations into it, with a bar on standard error unless `is_quiet`."""
    from tqdm import tqdm

    from bot.config import SplitSettings
    from bot.ingest.parsing import ParsingProcess
    from bot.ingest.sources_standing import sources_standing

    summaries = library.documents()
    with ParsingProcess(SplitSettings()) as reading, library.snapshot() as snapshot:
        walk = sources_standing(snapshot, summaries, reading.parse)
        return list(tqdm(walk, total=len(summaries), desc="comparing", unit=" sources", disable=is_quiet))


def show_standings(standings: Sequence["SourceStanding"]) -> None:
    """Print how many stand how, and a line for each source that is not as it was; nothing for none."""
    if not standings:
        return
    states = Counter(standing.state for standing in standings)
    print(f"{counted(len(standings), 'source')}: {_listed([(count, str(state)) for state, count in states.items()])}.")
    print(
        "Citations into them: "
        + _listed(
            [
                (sum(standing.valid for standing in standings), "valid"),
                (sum(standing.moved for standing in standings), "moved"),
                (sum(standing.changed for standing in standings), "changed"),
                (sum(standing.gone for standing in standings), "gone"),
            ]
        )
        + "."
    )
    for standing in standings:
        if standing.state != "unchanged":
            print(f"  {visible(_line(standing))}")


def _line(standing: "SourceStanding") -> str:
    place = f" to {standing.found_at}" if standing.found_at else ""
    counts = [
        (standing.valid, "valid"),
        (standing.moved, "moved"),
        (standing.changed, "changed"),
        (standing.gone, "gone"),
    ]
    return f"{standing.document}: {standing.state}{place}; citations: {_listed(counts)}"


def _listed(counts: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{count:,} {what}" for count, what in counts if count) or "none"
