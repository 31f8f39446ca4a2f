from wagtail import hooks

from courses.views import keep_place_of_reader

# After the CMS has checked that the reader may open the page.
hooks.register("before_serve_page", keep_place_of_reader, order=10)
