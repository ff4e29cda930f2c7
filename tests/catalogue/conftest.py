"""Fixtures of the catalogue."""

from pathlib import Path

import pytest

from tests.catalogue.builders import ContentFolder


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    return ContentFolder(tmp_path)
