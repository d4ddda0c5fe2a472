"""`import` and `export`: ledgers in and out."""

COMMANDS = ()
