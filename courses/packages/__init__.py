"""Learning packages as files: plain Python, functions of bytes and values, no framework."""
