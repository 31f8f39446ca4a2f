"""The portal's addresses and one more: a view that knows who is asking and draws nothing."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import path

from portal.urls import urlpatterns as portal_addresses


@login_required
def bare(request):
    return render(request, "bare.html")


urlpatterns = [path("bench/bare/", bare), *portal_addresses]
