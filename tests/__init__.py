"""The specification, run: mirrors ``store`` and ``tui``; ``laws`` are properties, ``faults`` crashes and full disks."""
