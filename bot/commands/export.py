"""``export``: one conversation as Markdown, JSON or a page to print."""

from __future__ import annotations

from pathlib import Path

from bot.conversation_list import ConversationList
from bot.conversations import Conversations
from bot.errors import InputError
from bot.export import FORMATS, Exported, exported
from bot.settings import load_settings
from bot.terminal import printable


def export(conversation: str | None, kind: str, data: Path | None) -> int:
    """Print the conversation of that id; the latest one for None. Returns the exit status.

    Raises InputError when there is none.
    """
    folder = load_settings(data=data).data
    kept = ConversationList(folder, owner=None)
    name = conversation or next((c.id for c in kept.recent(1)), None)
    if name is None:
        raise InputError(f"There are no conversations in {folder}.")
    title = kept.title(name)
    if title is None:
        raise InputError(f"There is no conversation {name}: use what stands after ?c= in its URL.")
    turns = Conversations(folder, owner=None).turns(name)
    print(printable(FORMATS[kind].written(Exported(name, title, exported(turns))), lines=True))
    return 0
