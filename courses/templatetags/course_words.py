from django import template

from courses.hours import in_words

register = template.Library()
register.filter("in_words", in_words)
