"""Crashes, full disks and failing disks, made for real: nothing that was called saved is lost, nothing half is kept."""
