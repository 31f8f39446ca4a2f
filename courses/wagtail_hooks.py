from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from accounts.permissions import has_right_everywhere
from accounts.rights import Right
from courses.blocks import category_chooser
from courses.cms import banks, giving_out, questions, starting
from courses.cms.keeping import (
    refuse_in_bulk,
    refuse_to_delete_begun,
    refuse_to_move_begun,
)
from courses.cms.kits import SessionKitViewSet
from courses.cms.viewsets import ExternalCourseViewSet, RequirementViewSet, StagedPathwayViewSet
from courses.heard import heard_paths
from courses.impact import plan_change
from courses.models import CoursePage, LessonPage, ModulePage, ProgrammeIndexPage
from courses.permissions import can_give_out, can_keep_questions, can_start_course
from courses.shapes import facts_of
from courses.views.lessons import keep_place_of_reader

register_snippet(ExternalCourseViewSet)
register_snippet(RequirementViewSet)
register_snippet(StagedPathwayViewSet)
register_snippet(SessionKitViewSet)


class StartMenuItem(MenuItem):
    def is_shown(self, request):
        return can_start_course(request.user)


class QuestionsMenuItem(MenuItem):
    def is_shown(self, request):
        return can_keep_questions(request.user)


# After the CMS has checked that the reader may open the page.
hooks.register("before_serve_page", keep_place_of_reader, order=10)
hooks.register("before_delete_page", refuse_to_delete_begun)
hooks.register("before_move_page", refuse_to_move_begun)
hooks.register("before_bulk_action", refuse_in_bulk)


@hooks.register("register_admin_urls")
def giving_out_urls():
    return [
        path("courses/<int:pk>/give-out/", giving_out.give_out, name="give_out"),
        path("lessons/<int:pk>/withdraw/", giving_out.withdraw, name="withdraw_lesson"),
        path("lessons/<int:pk>/bring-back/", giving_out.bring_back, name="bring_back_lesson"),
    ]


@hooks.register("register_admin_urls")
def starting_urls():
    return [
        path("courses/start/", starting.start, name="start_new_course"),
        path("courses/<int:pk>/whole/", starting.whole, name="whole_course"),
        path("courses/<int:pk>/send/", starting.send, name="send_whole_course"),
        path("courses/<int:pk>/approve/", starting.approve, name="approve_whole_course"),
    ]


@hooks.register("register_admin_urls")
def question_urls():
    return [
        path("questions/", questions.index, name="questions"),
        path("questions/import/", banks.bring_in, name="import_questions"),
        path("questions/<int:pk>/", questions.category, name="question_category"),
        path("questions/<int:pk>/add/<slug:kind>/", questions.add, name="add_question"),
        path("questions/<int:pk>/export/<slug:name>/", banks.send_out, name="export_questions"),
        path("question/<int:pk>/", questions.edit, name="edit_question"),
        path("question/<int:pk>/correct/", questions.correct, name="correct_question"),
        path("question/<int:pk>/arrange/", questions.arrange, name="arrange_question"),
    ]


@hooks.register("register_admin_viewset")
def category_chooser_viewset():
    return category_chooser


@hooks.register("register_admin_menu_item")
def start_menu_item():
    url = reverse("start_new_course")
    return StartMenuItem(_("Start a course"), url, icon_name="plus", order=304)


@hooks.register("register_admin_menu_item")
def questions_menu_item():
    return QuestionsMenuItem(_("Questions"), reverse("questions"), icon_name="help", order=305)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def giving_out_buttons(page, user, next_url=None, **_context):
    if not isinstance(page, CoursePage | ModulePage | LessonPage) or not can_give_out(user, page):
        return
    if isinstance(page, CoursePage):
        url = reverse("give_out", args=[page.pk])
        yield Button(_("Give out"), url, icon_name="upload", priority=35)
        if has_right_everywhere(user.person, Right.RUN_SESSIONS):
            url = reverse("courses:learners", args=[page.pk])
            yield Button(_("Who takes it"), url, icon_name="group", priority=37)
        for url, _course in heard_paths(user, page) if page.evaluation_plan_id else ():
            yield Button(_("What people wrote"), url, icon_name="comment", priority=38)
    if isinstance(page, LessonPage):
        url = reverse("withdraw_lesson", args=[page.pk])
        yield Button(_("Withdraw"), url, icon_name="warning", priority=36)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def starting_buttons(page, user, next_url=None, **_context):
    allowed = page.permissions_for_user(user)
    if isinstance(page, ProgrammeIndexPage) and allowed.can_add_subpage():
        url = f"{reverse('start_new_course')}?below={page.pk}"
        yield Button(_("Start from a template"), url, icon_name="plus", priority=15)
    if isinstance(page, CoursePage | ModulePage | LessonPage) and allowed.can_edit():
        course = CoursePage.objects.ancestor_of(page, inclusive=True).only("pk").get()
        url = reverse("whole_course", args=[course.pk])
        yield Button(_("The whole course"), url, icon_name="list-ul", priority=34)


@hooks.register("after_publish_page")
def ask_which_kind_of_change(request, page):
    """Published is not yet given out: what learners have changes on the next page."""
    course = course_with_news(page)
    if course and can_give_out(request.user, course):
        return redirect("give_out", course.pk)
    return None


def course_with_news(page):
    """Of a lesson or a module, its course; a course where its papers would say something else."""
    if isinstance(page, LessonPage):
        return page.course
    if isinstance(page, ModulePage):
        course = CoursePage.objects.ancestor_of(page).get()
        return course if course.current_release and plan_change(course).found else None
    if isinstance(page, CoursePage) and page.current_release:
        return page if page.current_release.facts != facts_of(page) else None
    return None
