"""The command line: ``python -m bot`` with ask, doctor, backup, restore, export or feedback."""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import CoverageError
from bot.styles import Style
from bot.terminal import stop_writing

_EXAMPLES = """examples:
  python -m bot ask "Who halted police sales?"
  python -m bot ask --as-of 2020-06-12 "What happened this week?" --json
  python -m bot ask --batch questions.jsonl > answers.jsonl
  python -m bot doctor
  python -m bot backup coverage.backup
  python -m bot restore coverage.backup
  python -m bot export --format html > conversation.html
  python -m bot feedback export > judged.jsonl
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status: 0 fine, 1 an error that was told, 2 usage."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.DEBUG if options.debug else logging.ERROR)
    try:
        status = _run(options)
        sys.stdout.flush()
        return status
    except CoverageError as error:
        if options.debug:
            raise
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output, such as head, has seen enough.
        stop_writing()
        return 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _run(options: argparse.Namespace) -> int:
    if options.command == "doctor":
        from bot.commands.doctor import doctor

        return doctor(options.data, as_json=options.json)
    if options.command in ("backup", "restore"):
        from bot.commands.backup import backup, restore

        if options.command == "backup":
            return backup(options.file, options.data)
        return restore(options.file, options.data, yes=options.yes)
    if options.command == "feedback":
        from bot.commands.feedback import export_feedback

        return export_feedback(options.data)
    if options.command == "export":
        from bot.commands.export import export

        return export(options.conversation, options.format, options.data)
    from bot.commands.ask import ask, ask_batch

    style = Style(options.style) if options.style else None
    if options.batch is not None and options.question:
        print("Please give a question or --batch FILE, not both.", file=sys.stderr)
        return 2
    if options.batch is not None:
        return ask_batch(options.batch, data=options.data, style=style, model=options.model)
    if not options.question:
        print(
            'Please give a question, such as: python -m bot ask "Who halted police sales?"',
            file=sys.stderr,
        )
        return 2
    question = " ".join(options.question)
    return ask(
        question,
        data=options.data,
        as_of=options.as_of,
        as_json=options.json,
        style=style,
        model=options.model,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Ask the Coverage: short, checkable answers from news articles.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    plain = argparse.ArgumentParser(add_help=False)
    plain.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of the index (default: ./.coverage)"
    )
    plain.add_argument("--debug", action="store_true", help="log everything, show tracebacks")
    shared = argparse.ArgumentParser(add_help=False, parents=[plain])
    shared.add_argument("--json", action="store_true", help="one JSON object on standard output")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(
        name: str, does: str, *examples: str, parent: argparse.ArgumentParser = plain
    ) -> argparse.ArgumentParser:
        lines = "".join(f"\n  python -m bot {example}" for example in examples)
        return commands.add_parser(
            name,
            parents=[parent],
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=f"{'examples' if len(examples) > 1 else 'example'}:{lines}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    ask = add(
        "ask",
        "answer one question, or a file of them",
        'ask "Who halted police sales?"',
        'ask --style timeline "What was decided about facial recognition?"',
        'ask --as-of 2020-06-12 "What happened this week?" --json',
        "ask --batch questions.jsonl > answers.jsonl",
        parent=shared,
    )
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="the question, in quotes")
    ask.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="the day the question is asked, YYYY-MM-DD (default: today)",
    )
    ask.add_argument(
        "--batch",
        type=Path,
        metavar="FILE",
        help="questions as JSON Lines, also .gz; one JSON a line",
    )
    ask.add_argument(
        "--style",
        choices=[style.value for style in Style],
        help="how the answer is laid out, unless the question asks for it (default: brief)",
    )
    ask.add_argument(
        "--model",
        metavar="MODEL",
        help="the language model that writes it, provider:name, or none (default: COVERAGE_MODEL)",
    )
    add("doctor", "what is in the index, and whether all is well", "doctor", parent=shared)
    keep = add(
        "backup",
        "keep all of it in one file, also while an ingest runs",
        "backup coverage.backup",
    )
    keep.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    back = add("restore", "put back what a backup holds", "restore coverage.backup")
    back.add_argument("file", type=Path, metavar="FILE", help="a file that backup has written")
    back.add_argument("--yes", action="store_true", help="replace what is in without asking")
    export = add(
        "export",
        "a conversation as Markdown, JSON or a page to print",
        "export --format html > conversation.html",
    )
    export.add_argument(
        "conversation",
        nargs="?",
        metavar="CONVERSATION",
        help="what stands after ?c= in its address (default: the latest)",
    )
    export.add_argument(
        "--format",
        choices=("markdown", "json", "html"),
        default="markdown",
        help="how it is written down (default: markdown)",
    )
    feedback = add(
        "feedback",
        "what readers thought of answers, for ask --batch",
        "feedback export > judged.jsonl",
    )
    feedback.add_argument(
        "action", choices=("export",), metavar="export", help="print it, a JSON object a line"
    )
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2020-06-12") from error


if __name__ == "__main__":
    sys.exit(main())
