"""The generated township: fictional people with believable lives, reproducible from a seed and a day."""
