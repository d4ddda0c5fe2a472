"""The terminal application: a thin front end over ``store``."""
