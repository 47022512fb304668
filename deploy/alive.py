"""Is the web process alive? Asked inside its container, in the name and scheme it answers to. Exit code 0 for yes."""

import os
import sys
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
port = os.environ.get("PORT", "8000")
question = urllib.request.Request(
    f"http://127.0.0.1:{port}/livez", headers={"Host": host, "X-Forwarded-Proto": "https"}
)
with urllib.request.urlopen(question, timeout=3) as answer:  # noqa: S310
    sys.exit(answer.status != 200)
