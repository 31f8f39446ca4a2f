import pytest

from resources.content_notes import ContentNote, Detail, Form


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (ContentNote(["Neglect"]), "Mentions neglect, no detail."),
        (
            ContentNote(["Neglect", "Domestic abuse", "Racism"], form=Form.AUDIO, minutes=3),
            "Mentions neglect, domestic abuse and racism, no detail, 3 minutes of audio.",
        ),
        (
            ContentNote(["ACE studies"], detail=Detail.PASSING, form=Form.VIDEO, minutes=1),
            "Mentions ACE studies, in passing, 1 minute of video.",
        ),
        (
            ContentNote(["War"], detail=Detail.FULL, form=Form.PICTURES, minutes=4),
            "Mentions war, described in detail, with pictures.",
        ),
        (ContentNote(["War"], form=Form.AUDIO), "Mentions war, no detail, audio."),
    ],
)
def test_a_content_note_is_one_plain_sentence(note, sentence):
    assert note.sentence == sentence
