"""Pages of this app, a file for each group: help for everybody, the own account, passkeys, terminals."""
