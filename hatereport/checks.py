"""Unsafe settings refuse to start, each with an id and a hint."""

from django.core import checks


def refuse_unsafe_settings() -> None:
    """Stop the process when a check of this module finds an error."""
    errors = [message for message in checks.run_checks() if message.level >= checks.ERROR]
    if errors:
        raise SystemExit("\n".join(str(error) for error in errors))
