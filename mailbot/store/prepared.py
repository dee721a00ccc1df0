"""Carries out the statements of every mail: compiled once, then given to the driver itself.

SQLAlchemy writes the SQL and says how the values of each column travel. It is asked that once a statement:
asked each time, it takes longer than the databases take to answer. Only for statements that are built once,
as constants; what is rare, or built for the occasion, goes through `connection.execute`.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.sql import visitors

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]
T = TypeVar("T")
_NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One statement as the driver of one kind of database wants it."""

    text: str
    fixed: Values  # parameters that are part of the statement, as they travel
    wanted: tuple[tuple[str, Convert | None], ...]  # every parameter in its order, and how it travels
    is_positional: bool
    converted: tuple[tuple[int, Convert], ...]  # the cells of a row that have to be converted
    row: Callable[..., Any]

    def parameters(self, values: Values, lists: Sequence[str]) -> Any:
        given = {**self.fixed, **values}
        for name in lists:
            given |= {f"{name}_{n}": one for n, one in enumerate(values[name], 1)}
        if self.is_positional:
            return [convert(given[name]) if convert else given[name] for name, convert in self.wanted]
        return {name: convert(given[name]) if convert else given[name] for name, convert in self.wanted}

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        if not self.converted:
            return [self.row(*cells) for cells in found]
        return [self.row(*self._row(cells)) for cells in found]

    def _row(self, cells: Sequence[Any]) -> list[Any]:
        row = list(cells)
        for place, convert in self.converted:
            row[place] = convert(row[place])
        return row


def rows(connection: Connection, statement: sa.Executable, values: Values = _NOTHING) -> list[Any]:
    """All rows, as named tuples."""
    return _carried_out(
        connection, statement, values, lambda prepared, cursor: prepared.rows(cursor.fetchall())
    )


def first(connection: Connection, statement: sa.Executable, values: Values = _NOTHING) -> Any:
    """The first row; None where there is none."""
    found = rows(connection, statement, values)
    return found[0] if found else None


def value(connection: Connection, statement: sa.Executable, values: Values = _NOTHING) -> Any:
    """The first cell of the first row; None where there is none."""
    found = rows(connection, statement, values)
    return found[0][0] if found else None


def run(connection: Connection, statement: sa.Executable, values: Values) -> int:
    """For what it changes, not for rows: how many it has changed."""
    return _carried_out(connection, statement, values, lambda _, cursor: int(cursor.rowcount))


def _carried_out(
    connection: Connection, statement: sa.Executable, values: Values, result: Callable[[Prepared, Any], T]
) -> T:
    lists, known = _about(statement)
    if lists:
        values = {**values, **{name: _filled_up(values[name]) for name in lists}}
    key = (connection.dialect.name, *values, *(len(values[name]) for name in lists))
    prepared = known.get(key)
    if prepared is None:
        prepared = known[key] = _prepared(connection.dialect, statement, values, lists)
    driver = connection.dialect.loaded_dbapi
    try:
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(prepared.text, prepared.parameters(values, lists))
            return result(prepared, cursor)
    except driver.Error as error:
        raise sa.exc.DBAPIError.instance(
            prepared.text, None, error, driver.Error, hide_parameters=True
        ) from error
    except (TypeError, ValueError) as error:
        raise sa.exc.StatementError(str(error), prepared.text, None, error, hide_parameters=True) from error


def _filled_up(found: Collection[Any]) -> list[Any]:
    """With the last one again, up to 1, 2, 4, 8…: each length is a statement of its own, and all are kept."""
    every = [*found]
    return every + every[-1:] * ((1 << (len(every) - 1).bit_length()) - len(every))


@cache
def _about(statement: sa.Executable) -> tuple[tuple[str, ...], dict[tuple[Any, ...], Prepared]]:
    """The names of the parameters that are lists; and what has been prepared of the statement until now:
    by kind of database, names of the parameters, lengths of the lists.
    """
    found: Iterator[Any] = visitors.iterate(statement)  # type: ignore[arg-type]  # each of ours can be visited
    parameters = (one for one in found if isinstance(one, sa.BindParameter))
    return tuple(dict.fromkeys(one.key for one in parameters if one.expanding and one.required)), {}


def _prepared(dialect: sa.Dialect, statement: Any, values: Values, lists: Sequence[str]) -> Prepared:
    compiled = statement.compile(dialect=dialect, column_keys=[*values])
    state = compiled.construct_expanded_state(values)
    of_lists = {f"{name}_{n}" for name in lists for n in range(1, len(values[name]) + 1)}

    def travels(name: str) -> Any:
        kept = compiled.binds.get(name)  # None: one of a list
        of_type = kept.type.dialect_impl(dialect).bind_processor(dialect) if kept is not None else None
        return state.processors.get(name, of_type)

    order = state.positiontup if state.positiontup is not None else [*state.parameters]
    wanted = {name: travels(name) for name in order}
    given = {*values, *of_lists}
    fixed = {
        name: convert(state.parameters[name]) if convert else state.parameters[name]
        for name, convert in wanted.items()
        if name not in given
    }
    columns = [*getattr(statement, "exported_columns", ())]
    reads = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return Prepared(
        text=state.statement,
        fixed=fixed,
        wanted=tuple((name, wanted[name] if name in given else None) for name in order),
        is_positional=state.positiontup is not None,
        converted=tuple((place, convert) for place, convert in enumerate(reads) if convert),
        row=namedtuple("Row", [column.key for column in columns], rename=True),
    )
