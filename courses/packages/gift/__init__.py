"""GIFT, the questions-as-text of Moodle. It holds no pictures, hints or marks."""
