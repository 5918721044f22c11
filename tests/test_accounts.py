"""Who somebody is, what he may do, and for how long; and what is his in the store."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.accounts import Account, Role, Rules, local_account
from bot.conversation_list import ConversationList
from bot.conversation_store import FILE, LOCAL
from bot.conversations import Conversations
from bot.errors import NotAllowed, SettingsError, TooMany
from bot.feedback import FeedbackBook
from bot.gate import ENDED, Gate
from bot.narrowing import Filters
from bot.outcome import Outcome
from bot.rates import HOUR, Rates
from bot.settings import Settings
from bot.ui.desk import Desk
from bot.ui.seat import AT_A_TIME, Seat
from bot.usage import asked
from bot.users import UserBook

KEPT = Path(__file__).parent / "data" / "conversations-3.sqlite.gz"
NOW = 1_800_000_000
ANNA = Account("https://id.example|anna", "Anna", "anna@a.example", Role.READER, NOW)
BERT = Account("https://id.example|bert", "Bert", "bert@a.example", Role.READER, NOW)


def claims(**more: object) -> dict[str, object]:
    told = {"iss": "https://id.example", "sub": "7", "iat": NOW, "email": "Anna@A.example"}
    return told | {"email_verified": True, "name": "Anna"} | more


def role(claimed: Mapping[str, object], **settings: str) -> Role:
    account = Rules.of(Settings(**settings)).account(claimed)  # type: ignore[arg-type]
    assert account
    return account.role


def test_whoever_the_provider_lets_in_is_a_reader_unless_readers_are_listed() -> None:
    assert role(claims()) is Role.READER
    assert role(claims(), readers="@b.example") is Role.NOBODY
    assert role(claims(), readers="@b.example, @a.example") is Role.READER
    assert role(claims(), readers="group:press", editors="anna@a.example") is Role.EDITOR


def test_roles_are_given_by_address_domain_group_and_key_the_highest_counts() -> None:
    assert role(claims(), editors="ANNA@a.example") is Role.EDITOR
    assert role(claims(), editors="@a.example", admins="sub:7") is Role.ADMIN
    assert role(claims(groups=["desk"]), editors="group:desk") is Role.EDITOR
    assert role(claims(groups="desk"), editors="group:desk") is Role.EDITOR
    nested = claims(realm_access={"roles": ["chief"]})
    assert role(nested, admins="group:chief", group_claim="realm_access.roles") is Role.ADMIN
    assert role(claims(sub="anna@a.example", email_verified=False), editors="anna@a.example") is (
        Role.READER
    )


@pytest.mark.parametrize("verified", [False, None, "false", 1, "yes"])
def test_an_address_that_the_provider_has_not_verified_gives_no_role(verified: object) -> None:
    assert role(claims(email_verified=verified), admins="anna@a.example") is Role.READER
    assert role(claims(email_verified=verified), readers="@a.example") is Role.NOBODY


@pytest.mark.parametrize("address", ["anna@b.example@a.example", "anna@sub.a.example", "a.example"])
def test_an_address_is_taken_as_it_is(address: str) -> None:
    assert role(claims(email=address), editors="anna@a.example") is Role.READER


@pytest.mark.parametrize(
    "broken", [{"iss": None}, {"sub": ""}, {"iat": "now"}, {"iat": True}, {"sub": 7}]
)
def test_claims_without_issuer_key_or_moment_name_nobody(broken: dict[str, object]) -> None:
    assert Rules.of(Settings()).account(claims(**broken)) is None


@pytest.mark.parametrize("entry", ["anna", "a@b@c", "@"])
def test_an_entry_that_names_nobody_is_told(entry: str) -> None:
    with pytest.raises(SettingsError, match=f"The setting editors: {entry} is none of"):
        Rules.of(Settings(editors=f"anna@a.example, {entry}"))


def test_the_same_key_at_two_providers_is_two_people() -> None:
    rules = Rules.of(Settings())
    one, two = rules.account(claims()), rules.account(claims(iss="https://other.example"))
    assert one
    assert two
    assert LOCAL not in (one.id, two.id)
    assert one.id != two.id
    named = rules.account(claims(name="A\x1b[31m\n" + "x" * 300))
    assert named
    assert named.name.isprintable()
    assert len(named.name) <= 100


def test_a_login_ends_after_its_hours_and_when_somebody_logs_out(tmp_path: Path) -> None:
    now = [float(NOW)]
    gate = Gate(UserBook(tmp_path), 12, lambda: now[0])
    gate.require(ANNA, Role.READER)
    with pytest.raises(NotAllowed, match="Only editors"):
        gate.require(ANNA, Role.EDITOR)
    now[0] += 12 * 3600
    with pytest.raises(NotAllowed, match=ENDED):
        gate.require(ANNA, Role.READER)
    gate.require(local_account(), Role.ADMIN)
    now[0] = NOW
    gate.log_out(ANNA)
    assert not gate.is_in(ANNA)
    assert gate.is_in(BERT)
    # Also after a restart, for whoever has kept the cookie; a new login is another one.
    later = Gate(UserBook(tmp_path), 12, lambda: now[0])
    assert not later.is_in(ANNA)
    assert later.is_in(Account(ANNA.id, ANNA.name, ANNA.known_as, ANNA.role, NOW + 1))


def test_one_who_asks_too_much_is_told_how_long_to_wait_and_others_may_go_on() -> None:
    now = [0.0]
    rates = Rates(2, 3, lambda: now[0])
    rates.take("anna")
    now[0] = 600
    rates.take("anna")
    with pytest.raises(TooMany, match="2 questions within an hour: please wait 50 minutes"):
        rates.take("anna")
    rates.take("bert")
    with pytest.raises(TooMany, match=r"More questions are coming in.*wait 50 minutes"):
        rates.take("carl")
    now[0] = HOUR
    rates.take("anna")
    now[0] = HOUR * 3
    for _ in range(2):
        rates.take("anna")
    free = Rates(0, 0)
    for _ in range(1000):
        free.take("anna")


def a_seat(folder: Path, account: Account) -> Seat:
    settings = Settings(data=folder, session_hours=720)
    desk = Desk(settings)
    desk.gate = Gate(desk.users, 720, lambda: NOW)
    return Seat(desk, account)


def test_what_one_has_asked_is_nobody_elses(tmp_path: Path) -> None:
    anna, bert = a_seat(tmp_path, ANNA), a_seat(tmp_path, BERT)
    anna.conversations.settle("c", anna.conversations.ask("c", "Where is it?"), Outcome("Where?"))
    anna.feedback.give("c", 1, good=True)
    assert [c.id for c in anna.list.recent(holding="where")] == ["c"]
    for other in (bert, a_seat(tmp_path, local_account())):
        assert other.conversations.turns("c") == ()
        assert other.list.recent() == other.list.recent(holding="where") == ()
        assert other.list.title("c") is None
        assert other.feedback.verdicts("c") == {}
        assert other.export("c").turns == ()
        other.list.rename("c", "Mine")
        other.list.remove("c")
        other.feedback.give("c", 1, good=False)
        other.feedback.withdraw("c", 1)
        other.conversations.settle("c", 1, None)
        refused: list[Callable[[], None]] = [
            partial(other.again, "c", 1),
            partial(other.without, "c", 1, "outlet:CNN"),
            partial(other.stop, "c"),
            partial(other.resume, "c"),
        ]
        for does in refused:
            with pytest.raises(NotAllowed, match="not yours"):
                does()
        with pytest.raises(NotAllowed, match="somebody else's"):
            other.conversations.ask("c", "And now?")
    (turn,) = anna.conversations.turns("c")
    assert turn.outcome == Outcome("Where?")
    assert anna.feedback.verdicts("c") == {1: True}
    assert anna.list.title("c") == "Where is it?"
    anna.list.remove("c")
    bert.list.restore("c")
    assert anna.list.title("c") is None


@pytest.mark.parametrize("account", [ANNA, BERT])
def test_a_reader_does_nothing_of_an_editors_whatever_he_calls(
    tmp_path: Path, account: Account
) -> None:
    seat = a_seat(tmp_path, account)
    refused: list[Callable[[], object]] = [
        lambda: seat.intake.add([], ["https://a.example/"]),
        lambda: seat.intake.undo(1),
        lambda: seat.intake.retry(1),
        lambda: seat.intake.stop("page-1"),
        lambda: seat.intake.forget("page-1"),
        lambda: seat.intake.runs(5),
        seat.users,
    ]
    for does in refused:
        with pytest.raises(NotAllowed, match="Only"):
            does()
    assert not (tmp_path / "intake").exists()


def test_a_callback_of_a_page_drawn_before_the_session_ended_does_nothing(tmp_path: Path) -> None:
    seat = a_seat(tmp_path, Account("x|e", "Edith", "edith@a.example", Role.EDITOR, NOW))
    seat.intake.orders()
    seat.desk.gate.log_out(seat.account)
    for does in (
        lambda: seat.intake,
        lambda: seat.conversations,
        lambda: seat.keep_preferences(""),
    ):
        with pytest.raises(NotAllowed, match=ENDED):
            does()


def test_one_account_has_few_answers_made_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = a_seat(tmp_path, ANNA)
    for n in range(AT_A_TIME):
        seat.conversations.ask(f"c{n}", "One?")
    seat.conversations.ask("d", "One?")
    monkeypatch.setattr(seat.desk.answering, "progress", lambda _: object())
    with pytest.raises(TooMany, match="are being answered"):
        seat.again("d", 1)


def test_questions_of_accounts_are_counted_and_the_local_users_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, local = a_seat(tmp_path, ANNA), a_seat(tmp_path, local_account())
    asked_of: list[str] = []
    for seat in (anna, local):
        seat.desk.rates = Rates(2, 0)
        monkeypatch.setattr(seat.desk.answering, "ask", lambda *told: asked_of.append(told[-1]))
        for n in range(2):
            seat.ask(f"c{n}", "One?", Filters())
    with pytest.raises(TooMany, match="please wait 60 minutes"):
        anna.ask("c", "One more?", Filters())
    local.ask("c", "One more?", Filters())
    assert asked_of == [ANNA.id] * 2 + [LOCAL] * 3


def test_bounds_are_of_each_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.conversations.MAX_CONVERSATIONS", 2)
    anna, bert = Conversations(tmp_path, "anna"), Conversations(tmp_path, "bert")
    bert.ask("b", "First?")
    for n in range(4):
        anna.ask(f"a{n}", "Another?")
    assert [c.id for c in ConversationList(tmp_path, "anna").recent()] == ["a3", "a2"]
    assert [c.id for c in ConversationList(tmp_path, "bert").recent()] == ["b"]
    assert len(ConversationList(tmp_path, None).recent()) == 3


def test_kept_conversations_of_before_there_were_accounts_are_the_local_users(
    tmp_path: Path,
) -> None:
    (tmp_path / FILE).write_bytes(gzip.decompress(KEPT.read_bytes()))
    before = _rows(tmp_path, "SELECT * FROM turns") + _rows(tmp_path, "SELECT * FROM feedback")
    local = ConversationList(tmp_path)
    assert [(c.id, c.title) for c in local.recent()] == [
        ("failed", "And then?"),
        ("halted", "Police sales"),
    ]
    assert _rows(tmp_path, "SELECT * FROM turns") + _rows(tmp_path, "SELECT * FROM feedback") == (
        before
    )
    assert FeedbackBook(tmp_path).verdicts("halted") == {1: True}
    local.restore("gone")
    first, _ = Conversations(tmp_path).turns("halted")
    assert first.outcome
    assert len(first.outcome.citations) == 3
    assert ConversationList(tmp_path, ANNA.id).recent() == ()
    assert {row[0] for row in _rows(tmp_path, "SELECT owner FROM conversations")} == {LOCAL}
    indices = [row[0] for row in _rows(tmp_path, "SELECT name FROM sqlite_master")]
    assert "conversations_by_owner" in indices
    assert "conversations_by_update" not in indices


def test_usage_is_counted_from_what_is_kept(tmp_path: Path) -> None:
    users = UserBook(tmp_path)
    users.welcome(ANNA)
    kept = Conversations(tmp_path, ANNA.id)
    kept.settle("c", kept.ask("c", "One?"), Outcome(tokens=400))
    kept.settle("c", kept.ask("c", "Two?"), Outcome(error="No."))
    kept.ask("c", "Three?")
    Conversations(tmp_path).ask("d", "Four?")
    mine, local = asked(tmp_path, kept.turns("c")[0].asked.date())
    assert (mine.user, mine.questions, mine.declined, mine.failed) == (ANNA.known_as, 3, 1, 1)
    assert mine.tokens == 400
    assert (local.user, local.questions, local.declined) == (LOCAL, 1, 0)


def test_preferences_are_kept_with_the_account(tmp_path: Path) -> None:
    anna, bert = a_seat(tmp_path, ANNA), a_seat(tmp_path, BERT)
    for seat in (anna, bert):
        seat.desk.users.welcome(seat.account)
    anna.keep_preferences("large")
    anna.desk.users.welcome(ANNA)
    assert (anna.preferences(), bert.preferences()) == ("large", "")
    assert {user.name for user in anna.desk.users.all()} == {ANNA.known_as, BERT.known_as}


def _rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / FILE)) as db:
        return db.execute(query).fetchall()
