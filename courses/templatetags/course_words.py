from django import template

from courses.hours import split_in_words

register = template.Library()
register.simple_tag(split_in_words, name="hours")
