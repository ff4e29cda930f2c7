"""Reads one company and one public text from plain values, as `leaks check` gets them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.openings.detector.findings import Company

_TEXTS = (
    "cvr", "pnumber", "domain", "address", "contact_name", "phone", "email", "municipality", "branch",
    "size_class",
)  # fmt: skip


class RecordError(ValueError):
    """The record is not what it should be; the message names the key."""


@dataclass(frozen=True)
class Record:
    id: object
    company: Company | None
    public: Mapping[str, str]


def read_record(value: object) -> Record:
    if not isinstance(value, Mapping):
        raise RecordError("not an object")
    if "id" not in value:
        raise RecordError("id is missing")
    public = value.get("public")
    if not isinstance(public, Mapping):
        raise RecordError("public is missing or not an object")
    return Record(value["id"], read_company(value.get("company")), dict(_public(public)))


def _public(public: Mapping[object, object]) -> Iterable[tuple[str, str]]:
    for field, text in public.items():
        if text is None:
            text = ""
        if not isinstance(text, str):
            raise RecordError(f"public.{field} is not a text")
        yield str(field), text


def read_company(value: object) -> Company | None:
    """None stays None; former names and a parent join the aliases, and what is not known is left out."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise RecordError("company is not an object")
    aliases = [name for key in ("aliases", "former_names", "parent") for name in _list(value, key)]
    return Company(
        name=_text(value, "name"),
        aliases=tuple(aliases),
        brands=tuple(_list(value, "brands")),
        **{key: _text(value, key) for key in _TEXTS},
    )


def _text(value: Mapping[object, object], key: str) -> str:
    found = value.get(key)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if found is not None and not isinstance(found, str):
        raise RecordError(f"company.{key} is not a text")
    return found or ""


def _list(value: Mapping[object, object], key: str) -> list[str]:
    found = value.get(key)
    if found is None:
        return []
    if isinstance(found, str):
        return [found]
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise RecordError(f"company.{key} is not a list of texts")
    return found
