"""The special roads (practice.md 11 to 17): what they set in motion beside the chain, and what they hold back.

The acts on a road are in workflow/special_roads.py, what they ask for in records/roads.py, their panels on the case in
case_page/road_panels.py, thousands of one text in floods/.
"""
