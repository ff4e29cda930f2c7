"""Every table of the product, for migrations and tests."""

from importlib import import_module
from pathlib import Path

from portal.shared import audit, capability, key_records, leases, outbox, tally
from portal.shared.database import Base
from portal.web import limits

for path in sorted(Path(__file__).parent.glob("*/models.py")):
    import_module(f"portal.{path.parent.name}.models")

metadata = Base.metadata

__all__ = ["audit", "capability", "key_records", "leases", "limits", "metadata", "outbox", "tally"]
