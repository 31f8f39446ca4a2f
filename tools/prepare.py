"""What must stand before the demonstration starts, in one process: Django starts slowly."""

import django
from django.core.management import call_command


def main():
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo")
    call_command("draw_style_figures")


if __name__ == "__main__":
    main()
