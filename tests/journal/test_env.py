"""The readers of the environment: what they take, and the sentence that stops the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from journal.env import env_choice, env_int


def test_a_number_outside_its_range_stops_the_start_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = []
    for value in ("", "23", "24", "-1", "noon"):
        monkeypatch.setenv("ENFACE_HOUR", value)
        try:
            sentences.append(str(env_int("ENFACE_HOUR", 7, least=0, most=23)))
        except ImproperlyConfigured as error:
            sentences.append(str(error))
    assert sentences == [
        "7",
        "23",
        "ENFACE_HOUR must be a number from 0 to 23, not 24.",
        "ENFACE_HOUR must be a number from 0 to 23, not -1.",
        "ENFACE_HOUR must be a whole number, not 'noon'.",
    ]


def test_a_word_that_is_no_choice_stops_the_start_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = ("starttls", "tls", "none")
    assert env_choice("ENFACE_SECURITY", choices, "starttls") == "starttls"
    monkeypatch.setenv("ENFACE_SECURITY", " TLS ")
    assert env_choice("ENFACE_SECURITY", choices, "starttls") == "tls"
    monkeypatch.setenv("ENFACE_SECURITY", "ssl")
    with pytest.raises(ImproperlyConfigured, match=r"^ENFACE_SECURITY must be one of starttls, tls, none, not 'ssl'.$"):
        env_choice("ENFACE_SECURITY", choices, "starttls")
