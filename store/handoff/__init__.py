"""Ledgers in and out: bytes, rows, fields, verdicts, one unit of work; and export."""
