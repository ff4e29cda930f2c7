"""A step with rows: those with something in them are shown, the next ones open one at a time."""

from typing import ClassVar

from wtforms import HiddenField

from portal.preparation.steps.step import text
from portal.web.forms import PortalForm


class RowsForm(PortalForm):
    """`names` are the cells of a row; `pick` is the value of the button beside a suggestion."""

    most: ClassVar[int]
    names: ClassVar[tuple[str, ...]]
    pick = HiddenField()

    @property
    def shown_rows(self) -> int:
        """Up to the last row with something in it; the first always."""
        filled = [n for n in range(self.most) if any(text(self, f"{name}{n}") for name in self.names)]
        return max(filled, default=0) + 1
