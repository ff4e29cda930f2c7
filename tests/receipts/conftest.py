"""A site with three modules that receipts are had of, and one that is something else."""

import pytest

from portal.catalogue.modules import RIGHTS_AND_DUTIES, Module, ModulePage, Modules
from portal.receipts.service import Receipts
from portal.shared.clock import FrozenClock
from portal.shared.keyring import KeyRing

ASKING = ("raadighed", "min-plan", "persondata", "praktik")


def module(title: str, folder: str = RIGHTS_AND_DUTIES, version: str = "1") -> Module:
    da = ModulePage(f"/{title}/", title, 5, "", ())
    en = ModulePage(f"/en/{title}/", f"{title} in English", 5, "", ())
    return Module(da, en, folder, "module", version)


def modules(**changed: Module) -> Modules:
    found = {
        "raadighed": module("Rådighed"),
        "min-plan": module("Min Plan"),
        "persondata": module("Persondata"),
        "uden-spoergsmaal": module("Uden spørgsmål"),
        "praktik": module("Praktik", "internships"),
    }
    return Modules(found | changed, {"gammelt-navn": "min-plan"})


@pytest.fixture
def receipts(ring: KeyRing, clock: FrozenClock) -> Receipts:
    return Receipts(ring, clock, modules(), ASKING)


def receipt_of(receipts: Receipts, *module_ids: str) -> str:
    """The text of a receipt of these modules, had today."""
    parts = [part for one in module_ids if (part := receipts.part(one))]
    return receipts.join(parts, []).text
