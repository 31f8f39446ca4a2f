"""Facilitator kits for tests: a case of three stages in a plan of eight steps."""

import factory
from factory.django import DjangoModelFactory

from courses.models import SessionKit

PLAN = [
    ("Arrive", 10, None),
    ("Check-in", 10, None),
    ("First", 20, 1),
    ("Second", 20, 2),
    ("Break", 10, None),
    ("Third", 20, 3),
    ("Our services", 20, None),
    ("Close", 10, None),
]


def step(title, minutes, stage=None):
    told = f"<p>What to do in {title}.</p>"
    value = {"title": title, "minutes": minutes, "what_to_do": told, "stage": stage}
    return {"type": "step", "value": value}


def case(*, stages=3, child="<p>I hear you before I see you.</p>"):
    told = [
        {
            "heading": f"Stage {number}",
            "text": f"<p>What is known in stage {number}.</p>",
            "questions": [f"What do we notice in stage {number}?"],
        }
        for number in range(1, stages + 1)
    ]
    value = {"heading": "Amira", "origin": "Made up.", "stages": told, "child": child}
    return {"type": "case_study", "value": value}


class SessionKitFactory(DjangoModelFactory):
    class Meta:
        model = SessionKit

    title = factory.Sequence(lambda number: f"Kit {number}")
    mentions = "It mentions birth, with no detail."
    plan = factory.LazyFunction(lambda: [step(*row) for row in PLAN])
    case = factory.LazyFunction(lambda: [case()])
    agreement = "You may leave the room.\nWe listen to the end.\n"
    care = "Slow down.\nOffer a choice.\n"
