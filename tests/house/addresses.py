"""Every address of the house, written out with a sample for whatever it holds; new ones are found by themselves."""

import uuid
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

from hatereport.headers import area_of

#: A section that may be added, and a word for all else.
SLUG = "suspect"


def every_address(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    """One address for each pattern of the urlconf; the back office's own are left out but for its door."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.app_name == "admin":
            yield before + str(pattern.pattern)
        elif isinstance(pattern, URLResolver):
            yield from every_address(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield from _written(pattern, before)


def _written(pattern: URLPattern, before: str) -> Iterator[str]:
    if not isinstance(pattern.pattern, RoutePattern):
        if pattern.name == "account_reset_password_from_key":
            yield before + "password/reset/key/1-x/"
            return
        raise AssertionError(f"{pattern.pattern} is an expression: say here what an address of it looks like.")
    address = before + str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter)
        sample = (
            str(uuid.UUID(int=1)) if kind is UUIDConverter else "1" if isinstance(converter, IntConverter) else SLUG
        )
        start, _is, rest = address.partition("<" + next(part for part in _kinds(address, name)) + ">")
        address = start + sample + rest
    yield address


def _kinds(address: str, name: str) -> Iterator[str]:
    """How the address writes this argument: `name` or `kind:name`."""
    for part in address.split("<")[1:]:
        written = part.partition(">")[0]
        if written == name or written.endswith(f":{name}"):
            yield written


def public_addresses(under: str = "/") -> list[str]:
    """Those a member of the public may open, without the way out."""
    return [address for address in every_address() if area_of(address).name == "public" and address.startswith(under)]
