import json

from django.core.management.base import BaseCommand, CommandError

from evaluation.actions.releasing import make_release
from evaluation.equality import cells_of
from evaluation.models import Plan

NO_GROUPS = {"dimensions": [], "published": [[]], "levels": {}}


class Command(BaseCommand):
    help = "Make the next release of a plan where enough people are new, and print the newest."

    def add_arguments(self, parser):
        parser.add_argument("plan", help="the short name of the plan")
        parser.add_argument("--json", action="store_true", help="for a program to read")

    def handle(self, *args, **options):
        plan = Plan.objects.filter(slug=options["plan"]).first()
        if plan is None:
            raise CommandError(f"There is no plan called {options['plan']}.")
        made = make_release(plan=plan)
        release = made or plan.releases.order_by("-number").first()
        if options["json"]:
            self.stdout.write(json.dumps(as_document(plan, release), allow_nan=False))
        elif made:
            self.stdout.write(f"Release {made.number} of {plan}: {len(made.cells)} figures.")
        else:
            self.stdout.write("Too few people are new: nothing was released.")


def as_document(plan, release):
    """The shape that docs/commands.md describes; without a release there are no cells."""
    return {
        "release": str(release.uuid) if release else None,
        "plan": plan.slug,
        "number": release.number if release else 0,
        "k": release.k if release else plan.k,
        "lattice": release.lattice
        if release
        else {"dimensions": [], "published": [[]], "levels": {}},
        "cells": [*release.cells, *cells_of(release.equality)] if release else [],
    }
