from wagtail.url_routing import RouteResult


class StaysOpen:
    """A page taken offline stays open to whoever learns from it as it was given out."""

    def route(self, request, path_components):
        is_asked_for = not path_components and request.user.is_authenticated
        if is_asked_for and not self.live and self.is_kept_for(request.user.person):
            return RouteResult(self)
        return super().route(request, path_components)
