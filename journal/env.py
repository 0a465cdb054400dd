"""Typed readers of the environment. A value that cannot be read stops the start with a sentence saying why."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def env_str(name: str, default: str = "") -> str:
    """Return the variable, stripped, or `default` where it is absent or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool) -> bool:
    """Return a yes or no (1/0, true/false, yes/no, on/off). ImproperlyConfigured for anything else."""
    if name not in os.environ:
        return default
    value = os.environ[name].strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def env_int(name: str, default: int, *, least: int | None = None, most: int | None = None) -> int:
    """Return a whole number between `least` and `most`. ImproperlyConfigured for anything else."""
    value = env_str(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if (least is not None and number < least) or (most is not None and number > most):
        raise ImproperlyConfigured(f"{name} must be a number from {least} to {most}, not {number}.")
    return number


def env_choice(name: str, choices: tuple[str, ...], default: str) -> str:
    """Return one of the words of `choices`. ImproperlyConfigured for anything else."""
    value = env_str(name, default).lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def env_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return the parts of a comma-separated list, stripped, empty ones left out."""
    parts = [part.strip() for part in os.environ.get(name, "").split(",")]
    return [part for part in parts if part] or list(default)


def env_secret(name: str, path: Path) -> str:
    """Return the variable, or the secret kept in the file `path`, made on first use and readable by its owner only."""
    value = env_str(name)
    if value:
        return value
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(50)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same start was faster
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secret)
    return secret
