"""How quick the house is, measured from outside: `make bench`, or `python -m tests.bench`.

One JSON object a line. stand.py starts the house (engines with fsync on, gunicorn with two workers, one Celery worker with
one child, beat), client.py is a person with a browser, filing.py and desk.py measure, primitives.py counts inside.
Everything, the client too, shares the machine.
"""
