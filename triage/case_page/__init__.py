"""A case as it is read: everything its page shows, brought by one query and put into words. Nothing here changes a case."""
