"""Many clients in one run: found, shared out among processes, remembered for the next run."""
