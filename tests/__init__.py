"""The specification, run: mirrors ``store`` and ``tui``; ``laws`` are properties, ``faults`` are crashes and full disks."""
