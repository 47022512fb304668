"""Child processes that never outlive their parent, not even one that is killed with kill -9.

The kernel sends the signal (PR_SET_PDEATHSIG). It does so when the *thread* that started the child
ends, so children are started from the main thread.
"""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1

# Loaded here and not in the child: between fork and exec a child should do as little as it can.
_libc = ctypes.CDLL(None, use_errno=True)


def start_child(
    command: Sequence[str | Path],
    *,
    on_parent_death: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
    output: IO[Any] | int | None = None,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start a process that gets `on_parent_death` when this one is gone, and no Ctrl-C meant for us.

    Further options are those of subprocess.Popen.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        env=None if environment is None else dict(environment),
        stdin=options.pop("stdin", subprocess.DEVNULL),
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        preexec_fn=_tie_to_parent(os.getpid(), on_parent_death),
        **options,
    )


def die_with_parent(signal_number: signal.Signals = signal.SIGTERM) -> None:
    """Let this process get the signal when its parent is gone."""
    _libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def _tie_to_parent(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    def tie() -> None:
        # Popen has changed the user by now: a change of user would wipe the setting.
        die_with_parent(death_signal)
        if os.getppid() != parent:  # it died between the fork and this line
            os._exit(1)

    return tie
