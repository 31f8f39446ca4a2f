from tests.courses.factories import course
from tests.urls_matrix import SIGNED_IN, Row

ROWS = [
    Row("courses:pause", SIGNED_IN, args=lambda _: (course(lessons=1).lessons[0].pk, 1)),
]
