import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("leaked", ["password123!", "Manchester", "1q2w3e4r5t", "LIVERPOOL1"])
def test_a_leaked_password_is_refused(leaked):
    with pytest.raises(ValidationError) as refused:
        validate_password(leaked)
    assert [error.code for error in refused.value.error_list] == ["password_breached"]


def test_a_short_password_is_refused_for_its_length_alone():
    with pytest.raises(ValidationError) as refused:
        validate_password("tea")
    assert [error.code for error in refused.value.error_list] == ["password_too_short"]


@pytest.mark.parametrize("fine", ["harbour lights at dusk", "aaaabbbbccccdddde", "ffff gggg hh"])
def test_no_rule_asks_for_digits_capitals_or_signs(fine):
    validate_password(fine)
