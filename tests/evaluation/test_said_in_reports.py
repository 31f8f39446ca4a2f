"""What a release says beside the matched change, and the part of the report that says it."""
