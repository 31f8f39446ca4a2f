"""What is done behind pages: in which queue, for how long at the most, and how often."""

from kombu import Queue

# By urgency: what a person waits for never stands behind a list of ten thousand people.
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [Queue("mail"), Queue("default"), Queue("heavy")]
CELERY_TASK_ROUTES = {
    "accounts.tasks.imports.*": {"queue": "heavy"},
    "courses.tasks.look_after_places": {"queue": "default"},
    "evaluation.tasks.*": {"queue": "heavy"},
    "courses.tasks.*": {"queue": "heavy"},
    "accounts.tasks.mail.*": {"queue": "mail"},
    "evaluation.packs.tasks.*": {"queue": "heavy"},
    "notifications.tasks.*": {"queue": "mail"},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
# Just above the hard limit, so that no living task is given away. Recovery never waits for it:
# what must happen is a row with a lease.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 360}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/London"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# An app whose tasks fill a package names its modules here; a single `tasks.py` is found by itself.
CELERY_IMPORTS = [
    "accounts.tasks.imports",
    "accounts.tasks.mail",
    "accounts.tasks.roles",
    "accounts.tasks.sessions",
    "evaluation.packs.tasks",
]
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "portal.tasks.beat_heart", "schedule": 30},
    "forget-task-days": {
        "task": "portal.tasks.forget_old_task_days",
        "schedule": 24 * 60 * 60,
    },
    "follow-roles": {"task": "accounts.tasks.roles.follow_roles", "schedule": 60 * 60},
    "clear-sessions": {"task": "accounts.tasks.sessions.clear_sessions", "schedule": 24 * 60 * 60},
    "sweep-imports": {"task": "accounts.tasks.imports.sweep_imports", "schedule": 60},
    "sweep-access-mail": {"task": "accounts.tasks.mail.sweep_access_mail", "schedule": 60},
    "publish-scheduled": {"task": "resources.tasks.publish_what_is_scheduled", "schedule": 60},
    "sweep-messages": {"task": "notifications.tasks.sweep_messages", "schedule": 60},
    "end-sunsets": {"task": "courses.tasks.end_past_sunsets", "schedule": 60 * 60},
    "tell-of-changes": {"task": "courses.tasks.tell_people_of_changes", "schedule": 60},
    "tell-of-additions": {"task": "courses.tasks.tell_people_of_additions", "schedule": 60},
    "look-after-places": {"task": "courses.tasks.look_after_places", "schedule": 60},
    "offer-check-ins": {"task": "courses.tasks.offer_due_check_ins", "schedule": 10 * 60},
    "offer-missed-sessions": {
        "task": "courses.tasks.offer_missed_sessions",
        "schedule": 60 * 60,
    },
    "look-after-questions": {
        "task": "evaluation.tasks.look_after_questions",
        "schedule": 10 * 60,
    },
    "ask-after-learning": {"task": "courses.tasks.ask_after_learning", "schedule": 10 * 60},
    "tell-what-is-asked": {"task": "courses.tasks.tell_what_is_asked", "schedule": 60},
    "sweep-preparations": {"task": "evaluation.tasks.sweep_preparations", "schedule": 60},
    "forget-what-was-brought": {
        "task": "evaluation.tasks.forget_what_was_brought",
        "schedule": 10 * 60,
    },
    "sweep-exports": {"task": "evaluation.packs.tasks.sweep_exports", "schedule": 60},
}
