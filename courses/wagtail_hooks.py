from wagtail import hooks

from courses.cms import refuse_to_delete_begun, refuse_to_delete_begun_in_bulk
from courses.views import keep_place_of_reader

# After the CMS has checked that the reader may open the page.
hooks.register("before_serve_page", keep_place_of_reader, order=10)
hooks.register("before_delete_page", refuse_to_delete_begun)
hooks.register("before_bulk_action", refuse_to_delete_begun_in_bulk)
