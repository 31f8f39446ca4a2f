"""The analysis pack: rows of answers under no name, for whoever works them out anew."""
