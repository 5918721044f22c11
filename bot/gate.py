"""Whether somebody may do something now: his login is not over, and his role is enough."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from bot.accounts import Account, Role
from bot.errors import NotAllowed
from bot.users import UserBook

ENDED = "Your session has ended: please log in again. What you have asked is kept."
_NEEDED = {
    Role.READER: "You may not read here: whoever runs this page can let you in.",
    Role.EDITOR: "Only editors may add articles, undo a run or see what was added.",
    Role.ADMIN: "Only administrators may see who asked how much.",
}


class Gate:
    """One for each process; safe for many threads.

    hours: for how long a login lasts. clock: seconds since 1970.
    """

    def __init__(
        self, users: UserBook, hours: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._users, self._seconds, self._clock = users, hours * 3600, clock
        self._lock = threading.Lock()
        self._over: set[tuple[str, int]] | None = None

    def require(self, account: Account, role: Role) -> None:
        """Raises NotAllowed unless ``account`` has that role, and is still logged in."""
        if not self.is_in(account):
            raise NotAllowed(ENDED)
        if account.role < role:
            raise NotAllowed(_NEEDED[role])

    def is_in(self, account: Account) -> bool:
        """Whether his login is not over; the local user's never is."""
        if account.login is None:
            return True
        if self._clock() - account.login >= self._seconds:
            return False
        return (account.id, account.login) not in self._logouts()

    def log_out(self, account: Account) -> None:
        """End that login: in every tab of its browser, and for whoever has kept its cookie."""
        if account.login is not None:
            over = self._logouts()
            self._users.log_out(account)
            with self._lock:
                over.add((account.id, account.login))

    def _logouts(self) -> set[tuple[str, int]]:
        if self._over is None:
            with self._lock:
                if self._over is None:
                    self._over = self._users.logouts()
        return self._over
