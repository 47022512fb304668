"""A force by screens: joining, places, teams, people, signed rules. For its administrator and the platform's; no case is
read here. What is said under /admin/ is for the platform; these pages are the way for a force.
"""
