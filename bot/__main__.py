"""`python -m bot` is the command `footnote`."""

import sys


def main() -> int:
    """Run the command line; interrupted while that is being loaded, end as it would."""
    try:
        from bot.cli.main import main as run
    except KeyboardInterrupt:
        sys.stderr.write("\nfootnote: interrupted.\n")
        return 130
    return run()


if __name__ == "__main__":
    raise SystemExit(main())
