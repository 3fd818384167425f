"""Columns that the database itself keeps in step with what they follow from, by triggers: nobody can forget to.

Each trigger works the columns out anew for the row that is concerned, in the transaction that changed something. A
count that went up and down instead would be wrong for good after the first slip.

`clear` is called before migrations and `install` after them: SQLite cannot remake a table that a trigger of another one
names, and drops the table's own triggers without a word. PostgreSQL changes no column that a trigger names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.signals import post_migrate, pre_migrate

ANY = "INSERT OR UPDATE OR DELETE"
_NAMED = {
    "sqlite": r"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ESCAPE '\'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s",
}


@dataclass(frozen=True)
class Trigger:
    """Which rows are looked at, and what happens to them. `key` is the column by which they name the row that follows
    them, if need be through a `via`: the keys of the rows that follow, where `%s` is that column before and after."""

    table: str
    key: str
    columns: tuple[str, ...]
    events: str = ANY
    via: str = ""


@dataclass(frozen=True)
class Followed:
    """`columns` of a `table` by name, each as SQL for one row of it, which is found by its `key`. `name` is what its
    triggers are called after."""

    name: str
    table: str
    key: str
    columns: Callable[[str], Mapping[str, str]]
    triggers: tuple[Trigger, ...]
    beside: str = ""
    """The table each row of which has one here, made with it. Its columns begin as the database's defaults say."""

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Make the triggers, or mend what a migration took away, and the columns with them. Does nothing before the
        tables are as they should be."""
        with connection.cursor() as cursor:
            if self._is_there(connection, cursor):
                self._make_sqlite(cursor) if connection.vendor == "sqlite" else self._make_postgresql(cursor)
                self._mend(cursor)

    def _is_there(self, connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> bool:
        tables = {self.table, *(trigger.table for trigger in self.triggers)}
        if not tables.issubset(connection.introspection.table_names(cursor)):
            return False
        found = {column.name for column in connection.introspection.get_table_description(cursor, self.table)}
        return found.issuperset(self.columns(connection.vendor))

    def clear(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers away, where a migration could not change its tables otherwise."""
        with connection.cursor() as cursor:
            cursor.execute(_NAMED[connection.vendor], [self.name + r"\_%"])
            for name, table in cursor.fetchall():
                of = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER {name}{of}")

    def mend(self, connection: BaseDatabaseWrapper = connection) -> list[int]:
        """Work the columns out anew and put right those that are not so. Returns the rows that were wrong: none,
        ever."""
        with connection.cursor() as cursor:
            return self._mend(cursor)

    def _mend(self, cursor: CursorWrapper) -> list[int]:
        """Each is worked out once more before it is written: what was read about many may be old by then."""
        if self.beside:
            cursor.execute(self._beginning(f"SELECT id FROM {self.beside}"))  # noqa: S608
        is_sqlite = cursor.db.vendor == "sqlite"
        differs = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
        columns = self.columns(cursor.db.vendor)
        wrong = " OR ".join(f"{column} {differs} {worked_out}" for column, worked_out in columns.items())
        cursor.execute(f"SELECT {self.key} FROM {self.table} WHERE {wrong}")  # noqa: S608
        found = [key for [key] in cursor.fetchall()]
        for key in found:
            cursor.execute(*self._one(is_sqlite, columns, key))
        return found

    def _one(self, is_sqlite: bool, columns: Mapping[str, str], key: int) -> tuple[str, list[int]]:
        return (self._writing(columns, "%s"), [key]) if is_sqlite else (f"SELECT {self.name}_write_all(%s)", [key])

    def _writing(self, columns: Mapping[str, str], which: str, names: Iterable[str] = ()) -> str:
        facts = ", ".join(f"{name} = {columns[name]}" for name in names or columns)
        return f"UPDATE {self.table} SET {facts} WHERE {self.key} IN ({which})"  # noqa: S608

    def _beginning(self, which: str) -> str:
        """Make the rows that are not there yet."""
        return (
            f"INSERT INTO {self.table} ({self.key}) SELECT id FROM {self.beside} WHERE id IN ({which}) "  # noqa: S608
            "ON CONFLICT DO NOTHING"
        )

    def _make_sqlite(self, cursor: CursorWrapper) -> None:
        columns = self.columns("sqlite")
        if self.beside:
            cursor.execute(f"DROP TRIGGER IF EXISTS {self.name}_begin")
            begin = self._beginning("new.id")
            cursor.execute(f"CREATE TRIGGER {self.name}_begin AFTER INSERT ON {self.beside} BEGIN {begin}; END")
        for number, one in enumerate(self.triggers):
            for event in one.events.split(" OR "):
                name = f"{self.name}_{number}_{event.split()[0].lower()}"
                rows = {"INSERT": ("new",), "DELETE": ("old",)}.get(event, ("old", "new"))
                writing = self._writing(columns, _keys(one, rows), one.columns)
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {one.table} BEGIN {writing}; END")

    def _make_postgresql(self, cursor: CursorWrapper) -> None:
        """The row is locked before anything is read about it: two who change something at once take turns, and the
        second sees what the first did. What is written of a row here is not looked at once more."""
        columns = self.columns("postgresql")
        self._make_writer(cursor, f"{self.name}_write_all", columns, ())
        if self.beside:
            self._make_trigger(cursor, f"{self.name}_begin", self.beside, "INSERT", self._beginning("new.id"))
        for number, one in enumerate(self.triggers):
            name = f"{self.name}_{number}"
            self._make_writer(cursor, f"{name}_write", columns, one.columns)
            rows = _keys(one, ("old", "new")) if one.via else f"SELECT unnest(ARRAY[old.{one.key}, new.{one.key}])"
            doing = (
                f"PERFORM {name}_write(one) FROM (SELECT DISTINCT one FROM ({rows}) AS these(one)) AS each_one "  # noqa: S608
                "WHERE one IS NOT NULL"
            )
            self._make_trigger(cursor, name, one.table, one.events, doing)

    def _make_trigger(self, cursor: CursorWrapper, name: str, table: str, events: str, doing: str) -> None:
        first = "WHEN (pg_trigger_depth() = 0)" if table == self.table else ""
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $do$ BEGIN "
            f"{doing}; RETURN NULL; END $do$"
        )
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {name} AFTER {events} ON {table} FOR EACH ROW {first} EXECUTE FUNCTION {name}()"
        )

    def _make_writer(self, cursor: CursorWrapper, name: str, columns: Mapping[str, str], of: tuple[str, ...]) -> None:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}(which bigint) RETURNS void LANGUAGE plpgsql AS $do$ BEGIN "
            f"PERFORM 1 FROM {self.table} WHERE {self.key} = which FOR NO KEY UPDATE; "
            f"{self._writing(columns, 'which', of)}; END $do$"
        )


def _keys(one: Trigger, rows: Iterable[str]) -> str:
    keys = ", ".join(f"{row}.{one.key}" for row in rows)
    return one.via % keys if one.via else keys


def follow(app: AppConfig, *every: Followed) -> None:
    """Keep `every` one from the migrations of an app on. Called by its `ready`."""

    def stop(using: str, plan: Any = (), **_: Any) -> None:
        for one in every if plan else ():
            one.clear(connections[using])

    def begin(using: str, plan: Any = None, **_: Any) -> None:
        """After the tables were only emptied, which no plan says, the triggers are there still."""
        for one in every:
            one.install(connections[using]) if plan is not None else one.mend(connections[using])

    # Django holds on to what is connected only as long as somebody else does, unless it is told otherwise.
    pre_migrate.connect(stop, sender=app, weak=False)
    post_migrate.connect(begin, sender=app, weak=False)
