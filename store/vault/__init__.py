"""The encrypted file: key slots, opening and locking, migrations, units of work and journal, backup and restore."""
