from portal.settings.base import *
from portal.settings.required import refuse_unsafe

refuse_unsafe(globals())
