"""Invented openings in any number, with the words of the site itself: as varied as what people write."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from portal.openings.labels import LANGUAGES
from portal.openings.public import folded
from portal.openings.publication import SEARCHED
from portal.openings.rules import Kind, Sector, WorkForm
from portal.shared.dates import iso_week
from portal.shared.registers import load_registers
from tools.bench.servers import ROOT

SHOWN_DAYS = 30
_SENTENCE = re.compile(r"[A-ZÆØÅ][^.!?\n{}<>|*_#\[\]]{30,160}[.!?]")
_WORD = re.compile(r"[a-zæøå]{4,9}")


class Writer:
    """Writes one opening after the other, the same ones for the same seed."""

    def __init__(self, today: date, seed: int = 5) -> None:
        self.today, self.draw = today, random.Random(seed)  # noqa: S311  (chance, not secrecy)
        pages = [path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]
        danish = [text for text in pages if " ikke " in text]
        self.sentences = sorted({found for text in danish for found in _SENTENCE.findall(text)})
        self.words = sorted({word for sentence in self.sentences for word in _WORD.findall(sentence)})
        registers = load_registers()
        self.competences = [one.name_da for one in registers.competences]
        self.fields = [field.id for field in registers.fields]
        self.areas = [area.id for area in registers.areas if area.kind in ("region", "landsdel")]

    def rows(self, number: int) -> Iterator[dict[str, Any]]:
        for _ in range(number):
            yield self._row()

    def _row(self) -> dict[str, Any]:
        draw = self.draw
        published = self.today - timedelta(days=draw.randrange(SHOWN_DAYS))
        row = self._texts() | {
            "id": str(UUID(int=draw.getrandbits(128), version=4)),
            "type": draw.choice([*Kind]).value,
            "talent": draw.random() < 0.2,
            "named": False,
            "competences": draw.sample(self.competences, draw.randrange(3, 6)),
            "field": draw.choice(self.fields),
            "area": draw.choice(self.areas),
            "sector": draw.choice([*Sector]).value,
            "hours": draw.choice([None, 12, 20, 25, 30, 37]),
            "start": None,
            "weeks": draw.choice([None, 4, 8, 13, 26]),
            "language": draw.choices([*LANGUAGES], weights=[60, 20, *[4] * (len(LANGUAGES) - 2)])[0],
            "work_form": draw.choice([*WorkForm]).value,
            "published_week": iso_week(published),
            "expires_week": iso_week(published + timedelta(days=SHOWN_DAYS)),
            "expires_on": published + timedelta(days=SHOWN_DAYS),
        }
        row["folded"] = folded(" ".join([*(row[name] for name in SEARCHED), *row["competences"]]))
        return row

    def _texts(self) -> dict[str, Any]:
        english = self._some(2) if self.draw.random() < 0.1 else ""
        return {
            "title": f"{self._compound().capitalize()} og {self._compound()}",
            "tasks": f"{self._some(3)} Det handler om {self._compound()}.",
            "day": self._some(2),
            "learn": f"{self._some(2)} Du lærer om {self._compound()}.",
            "job_goal": self._some(1),
            "mentor": self._compound(),
            "title_en": english[:120],
            "tasks_en": english,
            "day_en": english,
            "learn_en": english,
        }

    def _some(self, number: int) -> str:
        return " ".join(self.draw.choices(self.sentences, k=number))

    def _compound(self) -> str:
        """A word that few or no other openings have: Danish makes them by the minute."""
        return "".join(self.draw.choices(self.words, k=2))
