"""What must stand before the demonstration starts, in one process: Django starts slowly."""

import sys

import django
from django.core.management import call_command
from django.db import DatabaseError
from django.db.migrations.exceptions import InconsistentMigrationHistory

OLDER = """
The demonstration's database was made by older code, and before the first release there is no way
from there to here. Move the folder `var` away and run the same command again. ({problem})
"""


def main():
    django.setup()
    try:
        call_command("migrate", verbosity=0)
    except (DatabaseError, InconsistentMigrationHistory) as problem:
        sys.exit(OLDER.format(problem=problem))
    call_command("load_demo")
    call_command("draw_style_figures")


if __name__ == "__main__":
    main()
