"""The stories of the demo, as data. Everyone in them is invented; what happened to them has happened to many.

arriving.py is what lies before the control room at this moment, flood.py many of one text among it; incidents/ and
crimes/ what is further along, roads.py what takes a special road. How they are told is hatereport/demo/telling.py.
"""

from hatereport.demo.stories import arriving, crimes, flood, incidents, roads

STORIES = (*incidents.STORIES, *crimes.STORIES, *roads.STORIES, *arriving.STORIES, *flood.STORIES)

__all__ = ["STORIES"]
