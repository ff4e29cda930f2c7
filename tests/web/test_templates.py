"""Templates are read when a process begins: a new version in the folder does not mix with it."""

from pathlib import Path

import pytest

from portal.web import pages


def test_a_template_that_changes_under_a_running_process_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "openings" / "templates" / "openings" / "one.html"
    template.parent.mkdir(parents=True)
    template.write_text("first", "utf-8")
    monkeypatch.setattr(pages, "PORTAL", tmp_path)
    environment = pages.template_environment.__wrapped__(tmp_path / "site")

    template.write_text("second {{ what_the_first_does_not_know }}", "utf-8")

    assert environment.get_template("openings/one.html").render() == "first"
