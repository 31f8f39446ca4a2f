"""Moodle XML, which carries whole questions: pictures, hints, marks and settings too."""
