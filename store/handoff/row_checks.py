"""The checks between the cells of one row; forms make the same ones, so they stand on the desk."""

from store.desk.row_checks import Found, identity_contradictions, is_reported_late, measure_faults

__all__ = ["Found", "identity_contradictions", "is_reported_late", "measure_faults"]
