"""A plan with everything in it: a scale three times, a reaction form and two months on."""

from evaluation.models import Wave
from tests.evaluation.factories import (
    OccasionFactory,
    document,
    file_of,
    likert,
    participants,
    sent,
    three_statements,
    version_of,
)

YES_NO = {
    "slug": "yes-no",
    "label": "Yes or no",
    "options": [{"code": 1, "label": "Yes"}, {"code": 0, "label": "No"}],
}
DONE = {
    "slug": "done",
    "label": "Done",
    "options": [{"code": 1, "label": "Offered a choice"}, {"code": 2, "label": "Changed a space"}],
}
WANTS = {
    "slug": "wants",
    "label": "Wants",
    "options": [{"code": 1, "label": "A refresher"}, {"code": 2, "label": "A resource"}],
}


def reaction():
    asked = [
        likert("clear", kirkpatrick=1),
        {"code": "recommend", "type": "number", "text": "Recommend it?", "lowest": 0, "highest": 10,
         "kirkpatrick": 1},
        {"code": "accessible", "type": "yes_no", "text": "Was it accessible?",
         "response_set": "yes-no", "kirkpatrick": 1},
    ]  # fmt: skip
    return file_of(asked, slug="reaction", sets=(document([])["response_sets"][0], YES_NO))


def two_months():
    asked = [
        {"code": "did", "type": "multiple", "text": "I have", "response_set": "done",
         "kirkpatrick": 3},
        likert("helped_sessions"),
        {"code": "wants", "type": "single", "text": "What would you like?",
         "response_set": "wants"},
    ]  # fmt: skip
    return file_of(asked, slug="two-months", sets=(document([])["response_sets"][0], DONE, WANTS))


def whole_plan(**fields):
    scale, form, later = map(version_of, (three_statements(), reaction(), two_months()))
    asks = {Wave.PRE: [scale], Wave.POST: [scale, form], Wave.FOLLOW_UP: [scale, later]}
    occasion = OccasionFactory(plan__asks=asks, **fields)
    return occasion, scale, form, later


def cohort(plan, count, *, stay, only_before=0, left_out=0, **groups):
    """Half rise from 2 to 4 and stand at 3 later, half stay; `stay` of them answer later."""
    occasion, scale, form, later = plan
    people = participants(occasion.plan, count + only_before, groups=groups)
    matched, alone = people[:count], people[count:]
    before = {one: _three(2 if n % 2 else 3) for n, one in enumerate(matched)}
    before |= {one: _three(n % 3 + 1) for n, one in enumerate(alone)}
    sent(occasion, Wave.PRE, scale, before)
    sent(
        occasion,
        Wave.POST,
        scale,
        {one: _three(4 if n % 2 else 3) for n, one in enumerate(matched)},
    )
    said = {
        one: {"clear": 4 + n % 2, "recommend": 7 + n % 3, "accessible": n % 2}
        for n, one in enumerate(matched[left_out:])
    }
    sent(occasion, Wave.POST, form, said)
    stayed = dict(enumerate(matched[:stay]))
    sent(
        occasion,
        Wave.FOLLOW_UP,
        scale,
        {one: _three(3) if n % 4 else _three(4) for n, one in stayed.items()},
    )
    sent(
        occasion,
        Wave.FOLLOW_UP,
        later,
        {
            one: {"did": [1] if n % 2 else [], "helped_sessions": 3 + n % 3, "wants": 1 + n % 2}
            for n, one in stayed.items()
        },
    )
    return people


def _three(level):
    """The same level on all, of which the last says the opposite; the second is a bit off."""
    return {"K1": level, "C1": min(level + 1, 5) if level % 2 else level, "A2": 6 - level}
