"""The demo: everything that runs in production, on embedded engines, with invented people and stories."""
