"""The command line: a thin front end over the same use cases as the screens."""
