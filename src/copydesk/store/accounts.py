"""Accounts, sittings, failed sign-ins, keys for programs, and readers' votes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from copydesk.model import Rating
from copydesk.model.calls import SignInFlow
from copydesk.model.newsroom import AccessKey, Account, DeskRole, Sitting
from copydesk.store.call_tables import FlowRow
from copydesk.store.connection import READS
from copydesk.store.desk_tables import AccountRow, AttemptRow, KeyRow, SittingRow, VoteRow
from copydesk.store.reports import insert


class Accounts:
    """What a store keeps of people."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**{READS: True})

    # Accounts

    def add(self, account: Account) -> bool:
        """Keep a new account; False when the name is taken."""
        values = {
            "name": account.name,
            "role": account.role.value,
            "secret": account.secret,
            "since": account.since,
            "active": account.active,
            "subject": account.subject,
        }
        with Session(self._engine) as session, session.begin():
            return insert(session, AccountRow, values)

    def change(
        self,
        name: str,
        *,
        secret: str | None = None,
        role: DeskRole | None = None,
        active: bool | None = None,
    ) -> bool:
        """Change an account and end its sittings; False when there is none of that name."""
        given = {"secret": secret, "role": role.value if role else None, "active": active}
        values = {key: value for key, value in given.items() if value is not None}
        with Session(self._engine) as session, session.begin():
            found = session.get(AccountRow, name)
            if found is None:
                return False
            session.execute(update(AccountRow).where(AccountRow.name == name).values(**values))
            session.execute(delete(SittingRow).where(SittingRow.account == name))
            if active is False:
                session.execute(delete(KeyRow).where(KeyRow.account == name))
            return True

    def renew_secret(self, name: str, secret: str) -> None:
        """Keep the same password under newer parameters of the hash."""
        with Session(self._engine) as session, session.begin():
            where = AccountRow.name == name
            session.execute(update(AccountRow).where(where).values(secret=secret))

    def get(self, name: str) -> Account | None:
        """The account of that name; None for none."""
        with Session(self._reading) as session:
            row = session.get(AccountRow, name)
            return _account(row) if row else None

    def known_as(self, subject: str) -> Account | None:
        """The account of somebody by what a provider calls them; None for none."""
        query = select(AccountRow).where(AccountRow.subject == subject)
        with Session(self._reading) as session:
            row = session.scalars(query).first()
            return _account(row) if row else None

    def all(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with Session(self._reading) as session:
            rows = session.scalars(select(AccountRow).order_by(AccountRow.name))
            return tuple(_account(row) for row in rows)

    # Sittings

    def begin(self, sitting: Sitting, former: str | None = None) -> None:
        """Keep a new sitting in the place of the browser's former one."""
        with Session(self._engine) as session, session.begin():
            if former is not None:
                session.execute(delete(SittingRow).where(SittingRow.mark == former))
            session.execute(delete(SittingRow).where(SittingRow.until < sitting.since))
            session.add(
                SittingRow(
                    mark=sitting.mark,
                    account=sitting.account,
                    form=sitting.form,
                    since=sitting.since,
                    seen=sitting.seen,
                    until=sitting.until,
                )
            )

    def sitting(self, mark: str) -> tuple[Sitting, Account] | None:
        """The sitting with that mark and its account; None when either is gone."""
        query = select(SittingRow, AccountRow).join(
            AccountRow, AccountRow.name == SittingRow.account
        )
        with Session(self._reading) as session:
            found = session.execute(query.where(SittingRow.mark == mark)).first()
            if found is None:
                return None
            row, account = found
            return (
                Sitting(row.mark, row.account, row.form, row.since, row.seen, row.until),
                _account(account),
            )

    def sittings(self, account: str, now: datetime) -> tuple[Sitting, ...]:
        """Sittings of an account that have not ended, the last used first."""
        query = select(SittingRow).where(SittingRow.account == account, SittingRow.until > now)
        with Session(self._reading) as session:
            return tuple(
                Sitting(row.mark, row.account, row.form, row.since, row.seen, row.until)
                for row in session.scalars(query.order_by(SittingRow.seen.desc(), SittingRow.mark))
            )

    def saw(self, mark: str, now: datetime) -> None:
        """Note that a sitting is in use."""
        with Session(self._engine) as session, session.begin():
            where = SittingRow.mark == mark
            session.execute(update(SittingRow).where(where).values(seen=now))

    def end(self, mark: str) -> None:
        """End a sitting."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(SittingRow).where(SittingRow.mark == mark))

    # Failed sign-ins

    def attempts(self, key: str, since: datetime) -> int:
        """Failed sign-ins under that key since then."""
        query = select(func.count()).select_from(AttemptRow)
        with Session(self._reading) as session:
            return session.scalar(query.where(AttemptRow.key == key, AttemptRow.at > since)) or 0

    def failed(self, keys: tuple[str, ...], at: datetime, forget: datetime) -> None:
        """Note a failed sign-in; those before ``forget`` are dropped."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AttemptRow).where(AttemptRow.at < forget))
            session.add_all(AttemptRow(key=key, at=at) for key in keys)

    def forgive(self, key: str) -> None:
        """Forget the failed sign-ins under that key."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AttemptRow).where(AttemptRow.key == key))

    # Sign-ins that a provider is asked for

    def begin_flow(self, flow: SignInFlow, now: datetime) -> None:
        """Keep a sign-in that is under way; those that took too long are dropped."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(FlowRow).where(FlowRow.until < now))
            session.add(
                FlowRow(
                    mark=flow.mark,
                    state=flow.state,
                    nonce=flow.nonce,
                    verifier=flow.verifier,
                    to=flow.to,
                    until=flow.until,
                )
            )

    def end_flow(self, mark: str, now: datetime) -> SignInFlow | None:
        """Take the sign-in that is under way out of the store: it is good once; None for none."""
        with Session(self._engine) as session, session.begin():
            gone = delete(FlowRow).where(FlowRow.mark == mark).returning(FlowRow)
            row = session.scalars(gone).first()
            return _flow(row) if row is not None and row.until > now else None

    # Keys for programs

    def add_key(self, key: AccessKey) -> None:
        """Keep a key."""
        with Session(self._engine) as session, session.begin():
            session.add(
                KeyRow(
                    mark=key.mark,
                    name=key.name,
                    account=key.account,
                    scopes=" ".join(key.scopes),
                    since=key.since,
                    until=key.until,
                )
            )

    def key(self, mark: str) -> tuple[AccessKey, Account] | None:
        """The key with that mark and its account."""
        query = select(KeyRow, AccountRow).join(AccountRow, AccountRow.name == KeyRow.account)
        with Session(self._reading) as session:
            found = session.execute(query.where(KeyRow.mark == mark)).first()
            return (_key(found[0]), _account(found[1])) if found else None

    def keys(self, account: str | None = None) -> tuple[AccessKey, ...]:
        """Keys of an account, or all, oldest first."""
        query = select(KeyRow).order_by(KeyRow.since, KeyRow.mark)
        if account is not None:
            query = query.where(KeyRow.account == account)
        with Session(self._reading) as session:
            return tuple(_key(row) for row in session.scalars(query))

    def remove_key(self, mark: str, account: str | None = None) -> bool:
        """Remove a key, of that account when one is given; whether there was one."""
        where = [KeyRow.mark == mark, *([KeyRow.account == account] if account else [])]
        with Session(self._engine) as session, session.begin():
            gone = session.scalars(delete(KeyRow).where(*where).returning(KeyRow.mark))
            return gone.first() is not None

    # Votes

    def vote(self, story: str, reader: str, stars: int, at: datetime) -> bool:
        """A reader's vote, in the place of an earlier one; whether it is the reader's first."""
        values = {"story": story, "reader": reader, "stars": stars, "at": at}
        with Session(self._engine) as session, session.begin():
            if insert(session, VoteRow, values):
                return True
            where = (VoteRow.story == story, VoteRow.reader == reader)
            session.execute(update(VoteRow).where(*where).values(stars=stars, at=at))
            return False

    def rating(self, story: str) -> Rating:
        """The mean of the votes on a story, and how many."""
        query = select(func.avg(VoteRow.stars), func.count()).where(VoteRow.story == story)
        with Session(self._reading) as session:
            mean, count = session.execute(query).one()
            return Rating(float(mean) if count else None, count)


def _account(row: AccountRow) -> Account:
    return Account(row.name, DeskRole(row.role), row.secret, row.since, row.active, row.subject)


def _flow(row: FlowRow) -> SignInFlow:
    return SignInFlow(row.mark, row.state, row.nonce, row.verifier, row.to, row.until)


def _key(row: KeyRow) -> AccessKey:
    scopes = tuple(row.scopes.split())
    return AccessKey(row.mark, row.name, row.account, scopes, row.since, row.until)
