"""Hate incidents along their chain, a room for each part of it."""

from hatereport.demo.stories.incidents import ended, inspected, local_team, raised

STORIES = (*local_team.STORIES, *inspected.STORIES, *ended.STORIES, *raised.STORIES)

__all__ = ["STORIES"]
