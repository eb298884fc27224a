"""Saved chats of Zoom meetings: who wrote, in each shape and language that Zoom gives them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.errors import ReadError
from voc.readers import Reading

Read = Callable[..., Reading]
TALK = (
    ("Una Bell", "How do you pay?"),
    ("Vic Ó", "With coins: the machine takes nothing else."),
    ("Una Bell", "And then?"),
)


def chat(shape: str) -> str:
    return "".join(shape.format(name, text) for name, text in TALK)


@pytest.mark.parametrize(
    "shape",
    [
        "10:01:12 From {} to Everyone:\n\t{}\n",
        "10:01:12 From {} To Everyone:\n\t{}\n",
        "10:01:12\t From  {}  to  Everyone : {}\n",
        "10:01:12 From {} to Una Bell(Direct Message) : {}\n",
        "10:01:12\t From  {} : {}\n",
        "10:01:12 Von {} an Alle:\n\t{}\n",
        "10:01:12 De  {}  a  Todos:\n\t{}\n",
        "10:01:12 De {} para Todos:\n\t{}\n",
        "10:01:12 De {} à Tout le monde:\n\t{}\n",
        "10:01:12 Da {} a Tutti:\n\t{}\n",
        "10:01:12 От {} кому Все:\n\t{}\n",
        "10:01:12 Від {} до Всі:\n\t{}\n",
        "\n10:01:12  {} 對 所有人:\n\t{}\n",
        "00:01:12\t{}:\t{}\n",
    ],
)
def test_each_message_is_its_writers(read: Read, shape: str) -> None:
    reading = read({"a.txt": chat(shape)})
    assert [file.format for file in reading.files] == ["zoom_chat"]
    assert reading.quotes["text"].tolist() == [text for _, text in TALK]
    assert set(reading.names["name"]) == {"Una Bell", "Vic Ó"}


def test_times_before_words_are_no_chat(read: Read) -> None:
    text = "00:01:12 From what I saw: it was late.\n00:02:13 De acuerdo: it was late twice.\n"
    with pytest.raises(ReadError, match="no structure of a known format"):
        read({"a.txt": text})


@pytest.mark.parametrize("before", ["Replying to", "Antwort auf", "Ответ на", "Відповідь на"])
def test_the_words_that_a_message_replies_to_are_anothers(read: Read, before: str) -> None:
    text = chat("10:01:12 From {} to Everyone:\n\t{}\n")
    text += f'10:03:12 From Vic Ó to Everyone:\n\t{before} "And then?"\n\n\tI went home.\n'
    assert read({"a.txt": text}).quotes["text"].iloc[-1] == "I went home."
