"""Jobs, the machine's takes, and the transcript as it stands."""
