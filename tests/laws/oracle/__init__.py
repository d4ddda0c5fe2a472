"""The rules a second time: read off their page, every day looked at by itself, nothing of the program imported.

Slow and plain on purpose. Where this and the program differ, one of them has misread the page.
"""
