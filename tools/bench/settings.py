from portal.settings.test import *
from portal.settings.test import BASE_DIR, LOGGING, TEMPLATES

ROOT_URLCONF = "tools.bench.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tools/bench/templates")
LOGGING["root"]["level"] = "WARNING"
LOGGING["loggers"] = {}
