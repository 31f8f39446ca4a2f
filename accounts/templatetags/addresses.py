"""Whom no letter reaches, for pages about people."""

from django import template

from accounts.models import AddressTrouble

register = template.Library()


@register.simple_tag
def troubled_addresses(people):
    """By address in small letters: one question for a whole page."""
    return {trouble.address: trouble for trouble in AddressTrouble.objects.of(people)}


@register.simple_tag
def trouble_of(person):
    return AddressTrouble.objects.of([person]).first()


@register.filter
def reaches_no_letter(person, troubled):
    return person.email.lower() in troubled
