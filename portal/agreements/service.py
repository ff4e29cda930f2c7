"""Reading typed codes and opening their sheets, one by one, so that a wrong one holds up no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from portal.agreements.code_rules import in_groups, split_codes
from portal.preparation import desk_service
from portal.preparation.desk_service import OpenedSheet
from portal.preparation.service import WrongCodeError
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.codes import BadCodeError, Code, CodeKind, CodeProblem, read_code
from portal.shared.database import Database
from portal.shared.errors import TooManyTries
from portal.shared.keyring import KeyRing


class CodeFault(StrEnum):
    """Why a typed code opened nothing."""

    LENGTH = "length"
    SYMBOL = "symbol"
    CHECK = "check"
    OWNER = "owner"
    WRONG = "wrong"
    LOCKED = "locked"
    WAIT = "wait"


@dataclass(frozen=True)
class TypedCode:
    """One of the codes, in the order they were typed; `number` begins at one."""

    number: int
    symbols: str = field(repr=False)
    code: Code | None = None
    fault: CodeFault | None = None


@dataclass(frozen=True)
class Outcome:
    opened: Sequence[OpenedSheet]
    faulty: Sequence[TypedCode]

    @property
    def to_type_again(self) -> str:
        """What stays in the field: never an owner code, which is nobody else's."""
        return "\n".join(
            in_groups(typed.symbols) for typed in self.faulty if typed.fault is not CodeFault.OWNER
        )


def read_codes(typed: str) -> list[TypedCode]:
    """Every code with its check symbol checked: a slip of the ear costs no try and opens nothing."""
    return [_read(number, symbols) for number, symbols in enumerate(split_codes(typed), start=1)]


def open_codes(
    database: Database,
    actor: Actor,
    codes: Sequence[TypedCode],
    *,
    ring: KeyRing,
    clock: Clock,
    count_try: Callable[[], None],
    give_back_try: Callable[[], None],
) -> Outcome:
    """Opens every code that can be one; `count_try` raises TooManyTries when this consultant has to wait."""
    opened: list[OpenedSheet] = []
    faulty: list[TypedCode] = []
    waiting = False
    for typed in codes:
        if typed.code is None:
            faulty.append(typed)
            continue
        try:
            count_try()
        except TooManyTries:
            waiting = True
        fault = CodeFault.WAIT if waiting else None
        if fault is None:
            result = _open(database, actor, typed.code, ring=ring, clock=clock)
            if isinstance(result, OpenedSheet):
                give_back_try()
                opened.append(result)
                continue
            fault = result
        faulty.append(replace(typed, fault=fault))
    return Outcome(opened, sorted(faulty, key=lambda typed: typed.number))


def _open(
    database: Database, actor: Actor, code: Code, *, ring: KeyRing, clock: Clock
) -> OpenedSheet | CodeFault:
    try:
        return desk_service.open_with_conversation_code(database, actor, code, ring=ring, clock=clock)
    except WrongCodeError:
        return CodeFault.WRONG
    except TooManyTries:
        return CodeFault.LOCKED


def _read(number: int, symbols: str) -> TypedCode:
    try:
        code = read_code(symbols)
    except BadCodeError as error:
        return TypedCode(number, symbols, fault=_fault(error.problem, symbols))
    if code.kind is CodeKind.OWNER:
        return TypedCode(number, symbols, fault=CodeFault.OWNER)
    return TypedCode(number, symbols, code=code)


def _fault(problem: CodeProblem, symbols: str) -> CodeFault:
    if problem is CodeProblem.SYMBOL:
        return CodeFault.SYMBOL
    if problem is CodeProblem.CHECK:
        # A misheard owner code is still an owner code: its length says so.
        return CodeFault.OWNER if len(symbols) > 15 else CodeFault.CHECK
    return CodeFault.LENGTH
