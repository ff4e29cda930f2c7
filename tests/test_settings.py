"""The settings refuse what is missing or unsafe."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from portal.settings import PROJECT_ROOT, Settings

PRODUCTION = {
    "env": "production",
    "base_url": "https://klar.eksempelby.example",
    "keyring": Path("/etc/samtaleklar/keyring.json"),
    "data": Path("/var/lib/samtaleklar"),
    "backup_key": "x" * 32,
    "smtp_host": "mail.eksempelby.example",
    "mail_from": "ingen-svar@eksempelby.dk",
}


def test_a_demonstration_starts_without_any_setting() -> None:
    assert Settings().production is False


def test_production_with_everything_starts() -> None:
    assert Settings(**PRODUCTION).secure  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["keyring", "backup_key", "smtp_host", "mail_from"])
def test_production_refuses_a_missing_setting(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing.upper()):
        Settings(**{key: value for key, value in PRODUCTION.items() if key != missing})  # type: ignore[arg-type]


def test_production_refuses_a_key_ring_among_the_data() -> None:
    with pytest.raises(ValidationError, match="KEYRING"):
        Settings(**PRODUCTION | {"keyring": Path("/var/lib/samtaleklar/keyring.json")})  # type: ignore[arg-type]


def test_production_refuses_http_and_raised_limits() -> None:
    with pytest.raises(ValidationError, match="https"):
        Settings(**PRODUCTION | {"base_url": "http://127.0.0.1:8000"})  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="LIMITS_FACTOR"):
        Settings(**PRODUCTION | {"limits_factor": 2})  # type: ignore[arg-type]


def test_over_http_only_loopback_is_served() -> None:
    with pytest.raises(ValidationError, match="loopback"):
        Settings(base_url="http://10.0.0.5:8000")
    with pytest.raises(ValidationError, match="loopback"):
        Settings(host="0.0.0.0")  # noqa: S104  (refused, which is the point)


def test_a_refusal_to_start_tells_no_secret() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(base_url="http://10.0.0.5", smtp_password="kanarie-kodeord", backup_key="kanarie-nøgle")  # type: ignore[arg-type]
    assert "kanarie" not in str(refused.value)


def test_every_setting_is_described() -> None:
    guide = (PROJECT_ROOT / "docs" / "operations.md").read_text("utf-8")
    missing = [name for name in Settings.model_fields if f"SAMTALEKLAR_{name.upper()}" not in guide]
    assert missing == []
