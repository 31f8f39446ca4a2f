import pytest

from forums import privacy
from tests.accounts.factories import PersonFactory
from tests.forums.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_posts_follow_their_author_into_the_kept_record():
    post = PostFactory()
    keep = PersonFactory()

    privacy.merge(keep=keep, into_keep=post.author)

    post.refresh_from_db()
    assert post.author == keep


def test_erased_words_stay_and_nobody_stands_beside_them():
    post = PostFactory()
    author, words = post.author, post.body

    assert privacy.export_for(author)["posts"][0]["body"] == words
    privacy.erase(author)

    post.refresh_from_db()
    assert (post.body, post.author) == (words, None)
