"""`python -m hatereport.languages gather|compile|check [language]`: what make words, make install and make lint run."""

import os
import sys

from hatereport.languages import catalogues, checking
from hatereport.languages.gathering import gather
from hatereport.languages.table import TRANSLATED


def main(words: list[str]) -> int:
    match words:
        case ["gather"]:
            sentences = gather()
            catalogues.refresh(sentences)
            print(f"{len(sentences)} sentences in each catalogue")
        case ["compile"]:
            catalogues.compile_all()
        case ["check", *only]:
            return check(only)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def check(only: list[str]) -> int:
    """All languages, or those named by code or folder. 1 if anything is wrong."""
    sentences = gather()
    found = [
        f"locale/{language.folder}: {problem}"
        for language in TRANSLATED
        if not only or {language.code, language.folder} & set(only)
        for problem in checking.problems(language, sentences)
    ]
    print("\n".join(found) or "Every sentence is there in every language.")
    return 1 if found else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatereport.settings")
    sys.exit(main(sys.argv[1:]))
