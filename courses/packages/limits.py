"""How much of a file we read: enough for any bank written by people, not enough to harm."""

MOST_BYTES = 20 * 1024 * 1024
MOST_MEDIA_BYTES = 5 * 1024 * 1024
MOST_LINES = 400_000
MOST_QUESTIONS = 5_000
MOST_ENTRIES = 2 * MOST_QUESTIONS
"""Questions and categories."""
MOST_CHARACTERS = 1_000_000
"""Of one question, as written."""
MOST_ANSWERS = 500
MOST_ELEMENTS = 5_000
"""Of XML, in one question."""
MOST_TAGS = 100
LONGEST_CATEGORY = 500
LONGEST_TAG_OF_XML = 1024 * 1024
DEEPEST = 20
MOST_ERRORS = 50
