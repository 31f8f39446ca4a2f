import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from tests.resources.blocks import STREAM, described, every_block, table
from tests.resources.factories import (
    MediaFactory,
    PictureFactory,
    SupportContactFactory,
    page_under,
    site_root,
)

pytestmark = pytest.mark.django_db

SHOWN = {
    "text": "<b>helps</b>",
    "heading": '<h2 id="what-helps">What helps</h2>',
    "details": "Why is that?",
    "link_list": 'href="https://example.org/"',
    "table": '<th scope="row" class="govuk-table__header">2014</th>',
    "key_fact": "How strong is this evidence?",
    "quote": "A parent in Wenlow",
    "panel": "Set the number aside.",
    "dos": "Promise secrecy",
    "picture": 'alt="A wall by the sea"',
    "recording": "Read it instead",
    "download": "Download “Run sheet”",
    "support": "Close to home?",
    "pause": "A good place to stop.",
}


def test_every_block_has_a_case_here():
    assert set(every_block()) == set(STREAM.child_blocks) == set(SHOWN)


def test_every_block_is_drawn(client):
    SupportContactFactory(name="Staff line", in_support_box=True)
    page = page_under(site_root(), body=list(every_block().items()))

    shown = client.get(page.url).content.decode()

    for words in SHOWN.values():
        assert words in shown
    assert "Staff line" in shown
    assert " style=" not in shown
    assert "<script>" not in shown


def test_nothing_of_a_recording_is_loaded_before_it_is_asked_for(client):
    page = page_under(site_root(), body=[("recording", every_block()["recording"])])

    shown = client.get(page.url).content.decode()

    assert shown.index("Read it instead") < shown.index("<audio")
    assert 'preload="none"' in shown
    assert "autoplay" not in shown


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("heading", "text"),
        ("details", "summary"),
        ("table", "caption"),
        ("key_fact", "claim"),
        ("key_fact", "citation"),
        ("quote", "who"),
        ("panel", "heading"),
        ("recording", "about"),
        ("recording", "recording"),
        ("download", "document"),
    ],
)
def test_what_a_block_cannot_do_without_is_required(kind, field):
    block = STREAM.child_blocks[kind]
    value = block.normalize({**every_block()[kind], field: None})

    with pytest.raises(ValidationError) as refused:
        block.clean(value)

    assert field in refused.value.block_errors


def test_a_quotation_needs_consent():
    block = STREAM.child_blocks["quote"]
    value = block.normalize({**every_block()["quote"], "has_consent": False})

    with pytest.raises(ValidationError):
        block.clean(value)


def test_a_picture_needs_words_or_is_said_to_be_decoration():
    block = STREAM.child_blocks["picture"]
    picture = PictureFactory()
    picture.contextual_alt_text, picture.decorative = "", False

    with pytest.raises(ValidationError):
        block.clean(block.normalize({"picture": picture, "caption": ""}))

    picture.decorative = True
    block.clean(block.normalize({"picture": picture, "caption": ""}))


@pytest.mark.parametrize(("page", "url"), [(None, ""), ("page", "https://example.org/")])
def test_a_link_leads_to_one_place(page, url):
    block = STREAM.child_blocks["link_list"].child_blocks["links"].child_block
    target = site_root() if page else None

    with pytest.raises(ValidationError):
        block.clean(block.normalize({"text": "Go", "page": target, "url": url, "about": ""}))


def test_a_table_needs_a_heading_for_every_column():
    block = STREAM.child_blocks["table"]
    rows = table()
    rows.columns[1]["heading"] = " "

    with pytest.raises(ValidationError):
        block.clean(block.normalize({"caption": "Who", "rows_have_headings": True, "table": rows}))


def test_a_video_is_played_with_its_captions():
    film = MediaFactory(kind="video", captions="captions/a.vtt", poster=PictureFactory())
    film.file.name = "media/a.mp4"

    shown = render_to_string("components/player.html", {"recording": film})

    assert f'<track kind="captions" src="{film.captions_url}"' in shown
    assert 'type="video/mp4"' in shown
    assert f'poster="/pictures/{film.poster.uuid}/' in shown


def test_more_pictures_do_not_mean_more_queries_each(client, django_assert_max_num_queries):
    home = site_root()

    def queries(count):
        body = [
            ("picture", {"picture": described(PictureFactory()), "caption": ""})
            for _ in range(count)
        ]
        page = page_under(home, title=f"With {count}", body=body)
        client.get(page.url)
        with django_assert_max_num_queries(100) as counted:
            client.get(page.url)
        return len(counted)

    assert queries(1) == queries(6)


def test_approving_text_that_nobody_typed_does_not_count_as_changing_it():
    block = STREAM.child_blocks["text"]
    kept = block.get_prep_value(block.to_python("<p>Rest <strong>helps</strong>.</p>"))
    widget = block.field.widget

    sent_back = widget.value_from_datadict({"text": widget.format_value(kept)}, {}, "text")

    assert sent_back == kept
    assert "<b>helps</b>" in kept
