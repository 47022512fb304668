"""python manage.py load_cases --cases N: very many invented cases, to measure with. Only in the demo."""

import secrets
import time
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from triage.invented.loading import BATCH, load_batch
from triage.invented.surroundings import NobodyToActFor, surroundings

#: Two: one composes while the other waits for the database.
PROCESSES = 2


class Command(BaseCommand):
    help = "Load N invented cases, sealed, over every force on board: for measuring, in the demo only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, required=True)

    def handle(self, *_args: Any, cases: int, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented cases are loaded in the demo only: set DEMO=1.")
        try:
            surroundings()
        except NobodyToActFor as error:
            raise CommandError(str(error)) from error
        began = time.monotonic()
        sizes = [min(BATCH, cases - start) for start in range(0, cases, BATCH)]
        loaded = 0
        connections.close_all()  # a connection must not be shared by two processes
        with ProcessPoolExecutor(PROCESSES, get_context("fork"), _connect_anew) as pool:
            for size in pool.map(_load, sizes):
                loaded += size
                if loaded % (10 * BATCH) == 0:
                    self.stdout.write(f"   {loaded:,} cases in {time.monotonic() - began:.0f} s")
                    self.stdout.flush()
        took = time.monotonic() - began
        self.stdout.write(f"   {loaded:,} cases in {took:.0f} s: {loaded / took:.0f} a second")


def _connect_anew() -> None:
    """A forked process inherits open connections; it must neither use its parent's nor close them for it."""
    for alias in connections:
        with suppress(AttributeError):  # none was opened under this name
            del connections[alias]


def _load(size: int) -> int:
    load_batch(size, secrets.randbits(64), surroundings())
    return size
