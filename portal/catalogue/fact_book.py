"""The facts as the site was built with them, and where they are used: for the desk, from the build."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from portal.catalogue.fact_uses import Use
from portal.catalogue.facts import Approval, Fact, Registry
from portal.catalogue.site_documents import write_json

FILE = "facts.json"
_FACTS = TypeAdapter(list[Fact])
_APPROVALS = TypeAdapter(list[Approval])
_USES = TypeAdapter(dict[str, tuple[Use, ...]])


@dataclass(frozen=True)
class FactBook:
    registry: Registry
    uses: Mapping[str, tuple[Use, ...]] = field(default_factory=dict)

    @property
    def facts(self) -> Mapping[str, Fact]:
        return self.registry.facts

    def uses_of(self, fact: Fact) -> tuple[Use, ...]:
        return self.uses.get(fact.id, ())

    def is_shown_as_approved(self, text: Fact, today: date) -> bool:
        """Whether the site as it was built shows this very text as approved."""
        return self.registry.approval(text, today) is not None


def source_key(fact: Fact) -> str:
    """A source in an address: readable, and different for every title."""
    title = fact.source.title
    plain = title.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")
    return f"{words}-{hashlib.sha256(title.encode()).hexdigest()[:6]}"


def write_fact_book(folder: Path, registry: Registry, uses: Mapping[str, tuple[Use, ...]]) -> None:
    facts = _FACTS.dump_python(list(registry.facts.values()), mode="json", by_alias=True)
    approvals = _APPROVALS.dump_python(list(registry.approvals.values()), mode="json")
    used = {fact: [asdict(use) for use in uses[fact]] for fact in sorted(uses)}
    write_json(folder / FILE, {"facts": facts, "approvals": approvals, "uses": used})


def read_fact_book(site: Path) -> FactBook:
    """What the build in that folder says; an empty book where there is none."""
    path = site / FILE
    if not path.is_file():
        return FactBook(Registry({}))
    read = json.loads(path.read_text("utf-8"))
    facts = {fact.id: fact for fact in _FACTS.validate_python(read["facts"])}
    given = _APPROVALS.validate_python(read["approvals"])
    registry = Registry(facts, {(one.id, one.text_hash): one for one in given})
    return FactBook(registry, _USES.validate_python(read["uses"]))
