"""A force by screens: the questions of its pages, their addresses, and its own word on an outcome code.

The pages are in views/force/; joining, areas and teams are acts in partners/, a force's own budgets in clocks/profiles.py,
what it has signed for incidents that are no crime in law/regimes.py, and who leaves in leaving/.
"""
