"""One line of the table: what was done, what was measured, what was demanded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    fault: str
    figure: str
    demand: str
    met: bool | None
    """None: this machine cannot make the fault."""

    def row(self) -> str:
        verdict = {True: "met", False: "MISSED", None: "not possible here"}[self.met]
        return f"| {self.fault} | {self.figure} | {self.demand} | {verdict} |"


HEAD = "| fault | figure | demand | |\n| --- | --- | --- | --- |"
