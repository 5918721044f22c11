"""What one user has of the desk: what is his, and what his role lets him do.

Each use asks the gate anew, in a callback as on a page: what was drawn for somebody before his
session ended, or is sent by a client that never drew it, does no more than he may.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.accounts import Account, Role
from bot.conversation_list import ConversationList
from bot.conversations import Conversations
from bot.errors import NotAllowed, TooMany
from bot.export import Exported, exported
from bot.feedback import FeedbackBook
from bot.intake import Intake
from bot.narrowing import Filters
from bot.ui.desk import Desk
from bot.ui.progress import Progress
from bot.usage import Asked, asked
from bot.users import User

AT_A_TIME = 3
"""In so many conversations of one account answers are made at once."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the desk. Everything in it raises NotAllowed when it is not for him."""

    desk: Desk
    account: Account

    def may(self, role: Role) -> bool:
        """Whether he is still logged in, and has that role."""
        return self.desk.gate.is_in(self.account) and self.account.role >= role

    @property
    def conversations(self) -> Conversations:
        """His own."""
        return Conversations(self.desk.folder, self._owner())

    @property
    def list(self) -> ConversationList:
        """Of his own conversations."""
        return ConversationList(self.desk.folder, self._owner())

    @property
    def feedback(self) -> FeedbackBook:
        """On his own conversations."""
        return FeedbackBook(self.desk.folder, self._owner())

    @property
    def intake(self) -> Intake:
        """What is added through the page, which is for editors."""
        self.desk.gate.require(self.account, Role.EDITOR)
        return self.desk.intake

    def usage(self, since: dt.date) -> tuple[Asked, ...]:
        """Who asked how much, which is for administrators."""
        self.desk.gate.require(self.account, Role.ADMIN)
        return asked(self.desk.folder, since)

    def users(self) -> tuple[User, ...]:
        """Who has an account and has been here, which is for administrators."""
        self.desk.gate.require(self.account, Role.ADMIN)
        return self.desk.users.all()

    def ask(self, conversation: str, question: str, filters: Filters) -> None:
        """Keep ``question`` and begin to answer it. Raises StoreError, TooMany."""
        owner = self._owner()
        self._count(conversation)
        self.desk.answering.ask(conversation, question, filters, owner)

    def again(self, conversation: str, no: int) -> None:
        """Answer turn ``no`` once more. Raises StoreError, TooMany."""
        self._own(conversation)
        self._count(conversation)
        self.desk.answering.again(conversation, no)

    def without(self, conversation: str, no: int, key: str) -> None:
        """Answer turn ``no`` once more, without the narrowing ``key``. StoreError, TooMany."""
        self._own(conversation)
        self._count(conversation)
        self.desk.answering.without(conversation, no, key)

    def stop(self, conversation: str) -> None:
        """Answer no further."""
        self._own(conversation)
        self.desk.answering.stop(conversation)

    def resume(self, conversation: str) -> None:
        """Answer what waits."""
        self._own(conversation)
        self.desk.answering.resume(conversation)

    def progress(self, conversation: str) -> Progress | None:
        """How far the answer is, to be shown with turns of his; None: nothing is being answered."""
        return self.desk.answering.progress(conversation)

    def look_again(self, conversation: str) -> float:
        """Seconds after which ``progress`` may tell something new."""
        return self.desk.answering.look_again(conversation)

    def export(self, conversation: str) -> Exported:
        """The conversation of that id, to be written down."""
        turns = self.conversations.turns(conversation)
        title = self.list.title(conversation) or "Conversation"
        return Exported(conversation, title, exported(turns))

    def preferences(self) -> str:
        """What he has set, as ``keep_preferences`` was given it."""
        self._owner()
        return self.desk.users.preferences(self.account)

    def keep_preferences(self, written: str) -> None:
        """Keep what he has set; the local user's browser does it."""
        self._owner()
        if not self.account.is_local:
            self.desk.users.keep_preferences(self.account, written)

    def _owner(self) -> str:
        self.desk.gate.require(self.account, Role.READER)
        return self.account.id

    def _own(self, conversation: str) -> None:
        """Raises NotAllowed unless the conversation is his."""
        if self.list.title(conversation) is None:
            raise NotAllowed("That conversation is not kept here any more, or not yours.")

    def _count(self, conversation: str) -> None:
        """Count a question of somebody with an account. Raises TooMany."""
        if self.account.is_local:
            return
        answering = self.desk.answering
        others = [c.id for c in self.list.recent() if c.id != conversation]
        if sum(answering.progress(c) is not None for c in others) >= AT_A_TIME:
            raise TooMany(
                f"{AT_A_TIME} of your conversations are being answered: please wait for one."
            )
        self.desk.rates.take(self.account.id)
