#!/usr/bin/env python3
"""Django's commands. Without DATABASE_URL they work on the demo that runs in this tree."""

import os
import sys

from django.core.management import execute_from_command_line

from hatereport.demo.surroundings import NoDatabase, adopt

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatereport.settings")
    try:
        adopt(os.environ, sys.argv[1:])
    except NoDatabase as problem:
        sys.exit(str(problem))
    execute_from_command_line(sys.argv)
