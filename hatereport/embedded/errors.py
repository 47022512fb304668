"""What can go wrong with the embedded engines; each message tells a person what to do."""


class EngineFailed(Exception):
    """A server did not start or did not answer; the message quotes the end of its log."""


class FolderInUse(Exception):
    """Another launcher holds this folder; two servers on one set of files would destroy it."""
