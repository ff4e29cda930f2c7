"""YAML that remembers the line of each key, so that an error can name it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

Place = tuple[str | int, ...]


class YamlError(ValueError):
    """The text is not YAML of the expected shape; the message is Danish."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class Entry:
    """A mapping with the line it begins on and the line of each key; `places` has the nested ones too."""

    line: int
    values: dict[str, object]
    lines: dict[str, int]
    places: dict[Place, int] = field(default_factory=dict)

    def line_of(self, key: object) -> int:
        return self.lines.get(str(key), self.line)

    def line_at(self, place: Sequence[str | int]) -> int:
        """The line of a nested value, or of the nearest one around it."""
        found = (self.places.get(tuple(place[:depth])) for depth in range(len(place), 0, -1))
        return next((line for line in found if line is not None), self.line)


def read_entry(text: str, *, first_line: int = 1) -> Entry:
    """One mapping, for example front matter; raises YamlError."""
    node = _compose(text, first_line)
    if node is None:
        return Entry(first_line, {}, {})
    return _entry(node, first_line)


def read_entries(text: str) -> list[Entry]:
    """A list of mappings, for example a register; raises YamlError."""
    node = _compose(text, 1)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise YamlError(1, "filen skal være en liste, hvor hver post begynder med en bindestreg")
    return [_entry(item, 1) for item in node.value]


def _compose(text: str, first_line: int) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise YamlError(line + first_line, f"kan ikke læses som YAML: {error.problem}") from error
    return node


def _entry(node: yaml.Node, first_line: int) -> Entry:
    line = node.start_mark.line + first_line
    if not isinstance(node, yaml.MappingNode):
        raise YamlError(line, "her skal stå nøgler med værdier, for eksempel `title: At stå til rådighed`")
    lines: dict[str, int] = {}
    for key, _ in node.value:
        key_line = key.start_mark.line + first_line
        if key.value in lines:
            raise YamlError(key_line, f"`{key.value}` står der to gange: slet den ene")
        lines[key.value] = key_line
    loader = yaml.SafeLoader("")
    try:
        # A key is the word as it stands: YAML would read `on` as true.
        values = {key.value: loader.construct_object(value, deep=True) for key, value in node.value}
    except (yaml.MarkedYAMLError, ValueError) as error:
        raise YamlError(line, f"kan ikke læses som YAML: {error}") from error
    return Entry(line, values, lines, dict(_places(node, (), first_line)))


def _places(node: yaml.Node, place: Place, first_line: int) -> Iterator[tuple[Place, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, key.value), key.start_mark.line + first_line
            yield from _places(value, (*place, key.value), first_line)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*place, number), value.start_mark.line + first_line
            yield from _places(value, (*place, number), first_line)
