from django.core.management.base import BaseCommand

from evaluation.charts import Point, change_over_time, to_svg
from portal.styleguide.figures import keep_panels
from portal.styleguide.specimens import CHANGE

SPREAD = 0.13


class Command(BaseCommand):
    help = "Draw the charts of the style page and keep them. Pages never draw."

    def handle(self, *args, **options):
        panels = [(part, self.draw(part, means)) for part, means in CHANGE]
        keep_panels(panels)
        self.stdout.write(f"{len(panels)} charts drawn.")

    def draw(self, part, means):
        waves = zip(("Before", "After", "2 months"), means, strict=True)
        points = [Point(wave, mean, mean - SPREAD, mean + SPREAD) for wave, mean in waves]
        before, after, later = means
        return to_svg(
            change_over_time(points, lowest=2, highest=4),
            title=part,
            description=f"{before} before, {after} after, {later} at two months",
        )
