"""Plain Django forms come out in the component base's markup, in every state."""

import datetime as dt
from html.parser import HTMLParser

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from accounts.widgets import DateBoxesField


class Tags(HTMLParser):
    """Every start tag with its attributes, in order: enough to read markup by."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.words = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if data.strip():
            self.words.append(" ".join(data.split()))

    def one(self, **wanted):
        found = self.all(**wanted)
        assert len(found) == 1, found
        return found[0]

    def all(self, **wanted):
        return [
            attrs
            for tag, attrs in self.tags
            if all(
                (tag if key == "tag" else attrs.get(key)) == value for key, value in wanted.items()
            )
        ]


class Everything(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on your badge.")
    email = forms.EmailField(label="E-mail address")
    phrase = forms.CharField(label="Password", widget=forms.PasswordInput)
    about = forms.CharField(
        label="About you", widget=forms.Textarea, max_length=200, required=False
    )
    post = forms.ChoiceField(label="Post", choices=[("a", "Day"), ("b", "Night")])
    reply = forms.ChoiceField(
        label="Reply", choices=[("y", "Yes"), ("n", "Not now")], widget=forms.RadioSelect
    )
    reply.choice_hints = {"n": "We ask again in May."}
    topics = forms.MultipleChoiceField(
        label="Topics", choices=[("1", "Sleep"), ("2", "Play")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="I agree", help_text="You can change this later.")
    born = DateBoxesField(label="Start date")
    by = forms.DateField(label="By", required=False)
    many = forms.IntegerField(label="How many", required=False)
    letter = forms.FileField(label="Letter", required=False)
    note = forms.CharField(label="Note", required=False)
    note.seen_by = "Only you can read this."
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form=None):
    return Tags(str(form or Everything()))


def test_a_text_box_has_a_label_and_its_hint():
    page = drawn()
    assert page.one(tag="label", **{"for": "id_name"})["class"] == "govuk-label"
    box = page.one(id="id_name")
    assert box["class"] == "govuk-input"
    assert box["aria-describedby"] == "id_name_helptext"
    assert page.one(id="id_name_helptext")["class"] == "govuk-hint"


def test_an_address_is_not_corrected_or_capitalised():
    box = drawn().one(id="id_email")
    assert (box["type"], box["spellcheck"], box["autocapitalize"]) == ("email", "false", "none")


def test_a_password_can_be_shown():
    page = drawn()
    assert page.one(id="id_phrase")["type"] == "password"
    assert page.one(tag="button")["aria-controls"] == "id_phrase"
    assert "hidden" in page.one(tag="button"), "useless without a script, so hidden until it runs"
    assert page.one(**{"data-module": "govuk-password-input"})


def test_a_long_text_counts_down():
    page = drawn()
    group = page.one(**{"data-module": "govuk-character-count"})
    assert group["data-maxlength"] == "200"
    assert page.one(id="id_about")["aria-describedby"] == "id_about-info"
    assert page.one(id="id_about-info")


def test_choices_stand_in_a_fieldset_with_their_own_hints():
    page = drawn()
    assert [a["value"] for a in page.all(type="radio")] == ["y", "n"]
    assert page.one(id="id_reply_1")["aria-describedby"] == "id_reply_1_hint"
    assert page.one(id="id_reply_1_hint")["class"] == "govuk-hint govuk-radios__hint"
    assert [a["value"] for a in page.all(type="checkbox", name="topics")] == ["1", "2"]
    assert len(page.all(tag="legend")) == 3


def test_one_tick_box_has_its_label_beside_it():
    page = drawn()
    assert page.one(id="id_agree")["class"] == "govuk-checkboxes__input"
    assert page.one(tag="label", **{"for": "id_agree"})["class"].endswith("govuk-checkboxes__label")


def test_what_was_chosen_stays_chosen():
    page = drawn(Everything({"reply": "n", "topics": ["2"], "agree": "on", "post": "b"}))
    assert "checked" in page.one(id="id_reply_1")
    assert "checked" in page.one(id="id_topics_1")
    assert "checked" not in page.one(id="id_topics_0")
    assert "checked" in page.one(id="id_agree")
    assert "selected" in page.one(tag="option", value="b")


def test_a_near_date_uses_the_browsers_picker_and_keeps_its_value():
    form = Everything(initial={"by": dt.date(2026, 12, 3)})
    box = drawn(form).one(id="id_by")
    assert (box["type"], box["value"]) == ("date", "2026-12-03")


def test_a_date_in_three_boxes_is_read_and_drawn_again():
    form = Everything({"born_day": "7", "born_month": "3", "born_year": "2019"})
    form.is_valid()
    assert form.cleaned_data["born"] == dt.date(2019, 3, 7)
    page = drawn(form)
    assert [page.one(id=f"id_born_{n}")["value"] for n in range(3)] == ["7", "3", "2019"]


def test_a_date_nobody_can_read_comes_back_as_typed():
    form = Everything({"born_day": "31", "born_month": "June", "born_year": "19-ish"})
    page = drawn(form)
    assert [page.one(id=f"id_born_{n}")["value"] for n in range(3)] == ["31", "June", "19-ish"]
    assert "Enter a real date: a day, a month and a year, such as 27 3 2026." in page.words


def test_an_error_stands_beside_its_field_and_says_what_to_do():
    page = drawn(Everything({}))
    assert "Fill in “Your name”." in page.words
    assert "Choose an answer for “Reply”." in page.words
    assert "Choose at least one for “Topics”." in page.words
    assert "Tick “I agree” to go on." in page.words
    box = page.one(id="id_name")
    assert box["class"] == "govuk-input govuk-input--error"
    assert box["aria-invalid"] == "true"
    assert box["aria-describedby"] == "id_name_helptext id_name_error"
    fieldset = next(a for t, a in page.tags if t == "fieldset")
    assert fieldset["aria-describedby"] == "id_reply_error"


def test_only_the_few_are_marked_when_some_are_required():
    assert "About you (optional)" in drawn().words
    assert "Your name" in drawn().words

    class Search(forms.Form):
        q = forms.CharField(label="Find", required=False)

    assert "Find" in drawn(Search()).words


def test_who_will_see_it_belongs_to_the_box():
    page = drawn()
    assert page.one(id="id_note")["aria-describedby"] == "id_note_seen"
    assert page.one(id="id_note_seen")["class"] == "cp-seen"


def test_hidden_fields_have_no_group_around_them():
    assert len(drawn().all(tag="div", **{"class": "govuk-form-group"})) < len(Everything().fields)
    assert drawn().one(id="id_token")["type"] == "hidden"


def test_words_of_people_are_escaped():
    class Asked(forms.Form):
        reply = forms.ChoiceField(
            label="<b>", help_text="<i>", choices=[("<u>", "<s>")], widget=forms.RadioSelect
        )

    page = drawn(Asked({"reply": "<q>"}))
    assert not {"b", "i", "u", "s", "q"} & {tag for tag, attrs in page.tags}


def test_the_summary_links_each_message_to_its_field():
    page = Tags(render_to_string("components/error_summary.html", {"form": Everything({})}))
    assert page.one(href="#id_name")
    assert page.one(href="#id_reply_0")
    assert page.one(href="#id_born_0")


def test_the_summary_holds_what_belongs_to_no_field():
    class Pair(forms.Form):
        def clean(self):
            raise ValidationError("These two cannot both be true.")

    page = Tags(render_to_string("components/error_summary.html", {"form": Pair({})}))
    assert "These two cannot both be true." in page.words


def test_no_summary_without_errors():
    assert not render_to_string("components/error_summary.html", {"form": Everything()}).strip()
    assert not render_to_string("components/error_summary.html", {}).strip()


def test_the_summary_of_a_formset_reads_each_row():
    rows = forms.formset_factory(Everything)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "Kit"}
    )
    page = Tags(render_to_string("components/error_summary.html", {"formset": rows}))
    assert page.one(href="#id_form-0-email")
    assert not page.all(href="#id_form-0-name")


def test_a_widget_drawn_by_itself_keeps_the_plain_markup():
    """The Wagtail admin draws each widget by itself and dresses it in its own classes."""
    assert "govuk" not in str(Everything()["name"])
    assert "govuk" not in str(Everything()["reply"])


def test_a_kept_file_is_named_without_its_folder_and_can_be_taken_away():
    form = Everything(initial={"letter": "secret/folder/letter.pdf"})
    page = drawn(form)
    assert "Now: letter.pdf" in page.words
    assert page.one(name="letter-clear")["type"] == "checkbox"
