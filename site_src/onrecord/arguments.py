"""The arguments of the console command. Nothing slow is imported for them."""

import argparse
from pathlib import Path

from onrecord import __version__
from onrecord.records.dates import EdtfDate, read_date
from onrecord.records.folders import NAMES


def parser() -> argparse.ArgumentParser:
    """What the console command takes: the name of a ``command``, its options, and for all of them the ``project``."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        default=argparse.SUPPRESS,
        help="the folder that holds content/ (default: this one)",
    )
    top = argparse.ArgumentParser(
        prog="onrecord",
        description="Makes a static explainer site that links every statement to the words of its source.",
        epilog="Exit codes: 0 done, 1 content refused, 2 wrong usage, 3 disk or permission, 70 our own fault, 130 interrupted, 143 ended.",
        parents=[shared],
    )
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for name, text, add in (
        ("build", "Make the site.", _of_build),
        ("check", "Check all content and try each template, and write nothing.", _of_check),
        ("serve", "Show the site on 127.0.0.1 and follow every edit; drafts are shown.", _of_serve),
        ("verify", "Look up every quotation in the saved text of its source.", _of_verify),
        ("new", "Make a small explainer to start from.", _of_new),
        ("schema", "Print the JSON Schema of a content file, for editors that complete and check YAML.", _of_schema),
    ):
        add(commands.add_parser(name, parents=[shared], help=text, description=text))
    return top


def _of_build(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--output", metavar="DIR", type=Path, help="where to put it (default: _site in the project)")
    add("--strict", action="store_true", help="treat warnings as errors")
    add("--drafts", action="store_true", help="show records marked 'draft: true' too")
    add("--fresh", action="store_true", help="make everything again, using nothing from earlier builds")
    add("--as-of", metavar="DATE", type=_day, help="make only the site as it stood on a day, such as 2021-12-28")


def _of_check(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--format", choices=("text", "json"), default="text", help="how to print problems (default: text)")
    add("--strict", action="store_true", help="treat warnings as errors")
    add("--drafts", action="store_true", help="check drafts as if they were published")
    add("--errors", action="store_true", help="show no warnings")
    add("--since", metavar="COMMIT", help="show only what a check of this commit, taken from git, does not find")
    add("paths", metavar="PATH", nargs="*", help="show only problems of this file or folder; all is checked")


def _of_serve(command: argparse.ArgumentParser) -> None:
    told = "the port, or the next free one (default: 8000)"
    command.add_argument("--port", metavar="N", type=_port, default=8000, help=told)


def _of_verify(command: argparse.ArgumentParser) -> None:
    told = "write receipts/ for the words found; content stays as it is"
    command.add_argument("--update", action="store_true", help=told)
    command.add_argument("--strict", action="store_true", help="treat warnings as errors")


def _of_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="DIR", type=Path, help="a folder that is empty or not there yet")
    told = "write the workflow that publishes it with GitHub Pages too"
    command.add_argument("--pages", action="store_true", help=told)


def _of_schema(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", choices=NAMES, help=f"which file: {', '.join(NAMES)}")


def _day(text: str) -> EdtfDate:
    try:
        date = read_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if date.day is None or date.marked:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as 2021-12-28")
    return date


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port from 1 to 65535")
    return int(text)
