"""The ledger: everything that works without a screen."""
