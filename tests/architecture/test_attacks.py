"""Every way to a company that docs/anonymity.md lists is answered by a test that is there, or by a reason."""

import re

from portal.settings import PROJECT_ROOT

ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def rows() -> dict[int, str]:
    found = ROW.findall((PROJECT_ROOT / "docs" / "anonymity.md").read_text("utf-8"))
    assert len(found) == len({number for number, _way, _answer in found})
    return {int(number): answer for number, _way, answer in found}


def test_all_fifty_two_ways_have_an_answer() -> None:
    answers = rows()
    assert sorted(answers) == list(range(1, 53))
    silent = [
        number for number, answer in answers.items() if not NAMED.search(answer) and len(answer.split()) < 6
    ]
    assert silent == []


def test_every_test_that_answers_a_way_is_there() -> None:
    missing = []
    for number, answer in rows().items():
        for file, name in NAMED.findall(answer):
            path = PROJECT_ROOT / "tests" / file
            if not path.is_file() or f"def {name}(" not in path.read_text("utf-8"):
                missing.append(f"{number}: {file}::{name}")
    assert missing == []
