"""Settings from the environment; the product refuses to start with one that is missing or unsafe."""

import re
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.shared.organisation import DEFAULT_PATH
from portal.shared.site_address import THIS_MACHINE

PROJECT_ROOT = Path(__file__).resolve().parents[1]
MIN_KEY_CHARACTERS = 32
DATABASES = ("postgresql+psycopg://", "sqlite:///")


class Settings(BaseSettings):
    """Every setting is described in docs/operations.md."""

    # What was read stays out of the refusal: it may be a password.
    model_config = SettingsConfigDict(
        env_prefix="SAMTALEKLAR_", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    env: Literal["demonstration", "production"] = "demonstration"
    base_url: str = THIS_MACHINE
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=1, ge=1, le=16)
    data: Path = PROJECT_ROOT / "data"
    database_url: str = ""
    keyring: Path | None = None
    keyring_backup_key: SecretStr | None = None
    backup_key: SecretStr | None = None
    operation_token: SecretStr | None = None
    backups: Path | None = None
    administrator: str = ""
    audit_days: int = Field(default=183, ge=31, le=3660)
    organisation: Path = DEFAULT_PATH
    site: Path = PROJECT_ROOT / "build" / "site"
    limits_factor: float = Field(default=1.0, gt=0)
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = True
    mail_from: str = "ingen-svar@samtaleklar.example"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def secure(self) -> bool:
        """Whether the site is served over https: then cookies are `__Host-` and Secure."""
        return urlsplit(self.base_url).scheme == "https"

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'samtaleklar.db'}"

    @property
    def keyring_path(self) -> Path:
        return self.keyring or self.data / "keyring.json"

    @model_validator(mode="after")
    def refuse_what_is_unsafe(self) -> Self:
        findings = (
            *self._unsafe_address(),
            *self._unknown_database(),
            *self._weak_token(),
            *self._unsafe_production(),
        )
        if findings:
            raise ValueError("\n".join(findings))
        return self

    def _unknown_database(self) -> list[str]:
        if not self.database_url or self.database_url.startswith(DATABASES):
            return []
        return [f"SAMTALEKLAR_DATABASE_URL must begin with {' or '.join(DATABASES)}"]

    def _unsafe_address(self) -> list[str]:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            return ["SAMTALEKLAR_BASE_URL must be http(s)://host without a path"]
        if not self.secure and not (is_loopback(parts.hostname) and is_loopback(self.host)):
            return ["over http only a loopback address is served: set SAMTALEKLAR_BASE_URL to https://…"]
        return []

    def _weak_token(self) -> list[str]:
        token = self.operation_token
        if token is None or re.fullmatch(r"[!-~]{24,200}", token.get_secret_value()):
            return []
        return ["SAMTALEKLAR_OPERATION_TOKEN must be 24 to 200 letters, digits and signs without spaces"]

    def _unsafe_production(self) -> list[str]:
        if not self.production:
            return []
        checks = {
            "SAMTALEKLAR_BASE_URL must be https in production": self.secure,
            "SAMTALEKLAR_KEYRING must be set and lie outside SAMTALEKLAR_DATA": self._ring_is_apart(),
            "SAMTALEKLAR_BACKUPS must lie outside SAMTALEKLAR_DATA": self._backups_are_apart(),
            "SAMTALEKLAR_BACKUP_KEY is missing or shorter than 32 characters": self._has_backup_key(),
            "SAMTALEKLAR_SMTP_HOST is missing": bool(self.smtp_host),
            "SAMTALEKLAR_MAIL_FROM still has its default": not self.mail_from.endswith(".example"),
            "SAMTALEKLAR_LIMITS_FACTOR above 1 is refused in production": self.limits_factor <= 1,
        }
        return [finding for finding, fulfilled in checks.items() if not fulfilled]

    def _has_backup_key(self) -> bool:
        return self.backup_key is not None and len(self.backup_key.get_secret_value()) >= MIN_KEY_CHARACTERS

    def _backups_are_apart(self) -> bool:
        return self.backups is None or not self.backups.resolve().is_relative_to(self.data.resolve())

    def _ring_is_apart(self) -> bool:
        return self.keyring is not None and not self.keyring.resolve().is_relative_to(self.data.resolve())


def is_loopback(host: str) -> bool:
    """Whether a name or an address means this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
