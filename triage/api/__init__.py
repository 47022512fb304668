"""The API: the same cases and the same acts as the desk, for other police systems. Facts and codes, never who is in it.

A thin caller like the pages: scope.py says what is seen, act() what is done. door.py lets in, cases.py shows cases, acts.py
asks and does, shapes.py is what goes in and out of an act. Addresses are in hatereport/api.py.
"""
