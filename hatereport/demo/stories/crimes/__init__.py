"""Hate crimes along their chain, a room for each part of it; what most of them begin with is first_hours.py."""

from hatereport.demo.stories.crimes import at_court, ended, investigated, reviewed, setting_out

STORIES = (*setting_out.STORIES, *investigated.STORIES, *reviewed.STORIES, *at_court.STORIES, *ended.STORIES)

__all__ = ["STORIES"]
