"""Chats of WhatsApp: who sent what and when, and what WhatsApp wrote itself."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from importlib import resources

import pandas as pd
import pytest

from voc.readers import Reading, whatsapp

Read = Callable[..., Reading]
WORDS = tomllib.loads((resources.files("voc.reading.talk") / "whatsapp.toml").read_text(encoding="utf-8"))
KINDS = {"media": "media, no words", "deleted": "deleted", "system": "system message"}
ANDROID = "14/04/2026, 08:0{} - {}: {}\n"
IOS = "[14/04/2026, 08:0{}:11] {}: {}\n"
US = "4/14/26, 8:0{}\u202fPM - {}: {}\n"
WEB = "[08:0{}, 14/04/2026] {}: {}\n"
TALK = (
    ("Rae", "How was the ride?"),
    ("{}", "The driver did not stop."),
    ("Rae", "And then?"),
    ("{}", "I walked home."),
)


def chat(shape: str, who: str) -> str:
    return "".join(shape.format(n, name.format(who), text) for n, (name, text) in enumerate(TALK))


def evidence(reading: Reading) -> list[str]:
    return reading.quotes.loc[reading.quotes["excluded"].isna(), "text"].tolist()


@pytest.mark.parametrize("shape", [ANDROID, IOS, US, WEB], ids=["Android", "iOS", "United States", "Web"])
@pytest.mark.parametrize(
    "who",
    ["Mila", "~ Mila", "~\u202fMila", "+44 7700 900123", "\u202a+44 7700 900123\u202c", "+1 (555) 010-2233", "Mila 🚲"],
)
def test_every_sender_is_one_participant(read: Read, shape: str, who: str) -> None:
    reading = read({"chat.txt": chat(shape, who)})
    assert [file.format for file in reading.files] == ["whatsapp"]
    assert evidence(reading) == ["The driver did not stop.", "I walked home."]
    assert len(reading.participants) == 1
    named = set(reading.names["name"])
    assert named == {"Rae", who.strip("\u202a\u202c").removeprefix("~").strip()}


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("14/04/2026, 08:05 - ", "2026-04-14 08:05"),
        ("14.04.26, 08:05 - ", "2026-04-14 08:05"),
        ("4/14/26, 8:05\u202fPM - ", "2026-04-14 20:05"),
        ("14/4/2026, 8:05 p.\u00a0m. - ", "2026-04-14 20:05"),
        ("14/04/2026 08:05 - ", "2026-04-14 08:05"),
        ("14/04/2026 à 08:05 - ", "2026-04-14 08:05"),
        ("[14.4.2026 klo 8.05.07] ", "2026-04-14 08:05:07"),
        ("[14.04.2026 kl. 08.05.07] ", "2026-04-14 08:05:07"),
        ("[14/04/26 08.05.07] ", "2026-04-14 08:05:07"),
        ("2026-04-14, 08:05 - ", "2026-04-14 08:05"),
        ("[14/04/2026, 08:05:07] ", "2026-04-14 08:05:07"),
        ("[4/14/26, 12:05:07\u202fAM] ", "2026-04-14 00:05:07"),
        ("[2026/04/14, 08:05:07] ", "2026-04-14 08:05:07"),
    ],
)
def test_a_quote_has_the_time_of_its_message(read: Read, line: str, when: str) -> None:
    reading = read({"chat.txt": f"{line}Rae: How was it?\n{line}Mila: The driver did not stop.\n"})
    assert set(reading.quotes["timestamp"]) == {pd.Timestamp(when, tz="UTC")}


def test_times_are_missing_where_the_order_of_day_and_month_cannot_be_known(read: Read) -> None:
    text = chat(ANDROID, "Mila").replace("14/04", "03/04")
    assert read({"chat.txt": text}).quotes["timestamp"].isna().all()
    told = read({"chat.txt": text}, source=[{"files": "*", "dates": "month first"}])
    assert told.quotes["timestamp"].dt.month.tolist() == [3] * 4


def test_a_chat_that_was_exported_again_later_is_read_once(read: Read) -> None:
    chat_ = chat(ANDROID, "Mila")
    later = chat_ + ANDROID.format(6, "Rae", "And today?") + ANDROID.format(7, "Mila", "It came on time.")
    reading = read({"may.txt": chat_, "june.txt": later})
    assert sorted(evidence(reading)) == ["I walked home.", "It came on time.", "The driver did not stop."]
    assert [file.note for file in reading.files] == ["", "4 of 4 already read from june.txt: not counted again"]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("shape", [ANDROID, IOS], ids=["Android", "iOS"])
def test_what_whatsapp_writes_is_no_evidence_and_no_question(read: Read, language: str, shape: str) -> None:
    for kind, reason in KINDS.items():
        phrases = [phrase for phrase in WORDS[language][kind] if not phrase.startswith("* ") or kind != "system"]
        own = "".join(shape.format(5, "Rae", f"{phrase.replace('*', 'abc').capitalize()}.") for phrase in phrases)
        reading = read({"chat.txt": chat(shape, "Mila") + own + shape.format(9, "Mila", "Nobody asked me.")})
        assert reading.quotes["excluded"].value_counts()[reason] == len(phrases)
        assert reading.quotes["question"].iloc[-1] == "And then?"
        assert len(reading.participants) == 1


@pytest.mark.parametrize("language", WORDS)
def test_what_happened_to_a_chat_is_nobodys_words(read: Read, language: str) -> None:
    phrases = [phrase for phrase in WORDS[language]["system"] if phrase.startswith("* ")]
    own = "".join(
        f"14/04/2026, 08:05 - {phrase.replace('*', 'Rae Holt', 1).replace('*', 'a: b')}\n" for phrase in phrases
    )
    reading = read({"chat.txt": chat(ANDROID, "Mila") + own})
    assert reading.quotes["excluded"].value_counts()["system message"] == len(phrases)
    assert len(reading.participants) == 1


@pytest.mark.parametrize("language", WORDS)
def test_that_a_message_was_edited_is_no_part_of_it(read: Read, language: str) -> None:
    for mark in WORDS[language]["edited"]:
        for behind in (f" {mark}", f" \u200e{mark}"):
            assert evidence(read({"chat.txt": chat(ANDROID, "Mila").replace("stop.", f"stop.{behind}")})) == [
                "The driver did not stop.",
                "I walked home.",
            ]


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("I left the group early.", "I left the group early."),
        ("She added sugar and left", "She added sugar and left"),
        ("IMG-1.jpg (file attached)\nThis is the stop", "This is the stop"),
        ("This is the stop \u200e<attached: 1-PHOTO.jpg>", "This is the stop"),
        ("The image omitted the price", "The image omitted the price"),
        ("Prices: low < high", "Prices: low < high"),
        ("first\n\nsecond thing", "first\n\nsecond thing"),
        ("See the list\nstops.pdf • 6 pages", "See the list"),
        ("It holds List<String>", "It holds List<String>"),
        ("bus.example (very slow)", "bus.example (very slow)"),
    ],
)
def test_what_people_write_stays_as_it_is(read: Read, said: str, own: str) -> None:
    given = f"14/04/2026, 08:01 - Rae: How was it?\n14/04/2026, 08:02 - Mila: {said}\n"
    source = read({"chat.txt": given}, source=[{"files": "*", "interviewer": "Rae"}]).quotes
    assert " ".join(source.loc[source["participant"].notna(), "text"]).split() == own.split()
    assert source.loc[source["participant"].notna(), "excluded"].isna().all()


def test_a_line_that_begins_with_the_mark_is_whatsapps_in_any_language(read: Read) -> None:
    reading = read({"chat.txt": chat(IOS, "Mila") + IOS.format(7, "Mila", "\u200ekuva jätettiin pois")})
    assert reading.quotes["excluded"].tolist()[-1] == "system message"


@pytest.mark.parametrize(
    ("sender", "event"),
    [
        ("~ Bo", "~ Bo created this group"),
        ("~ Bo", "~ Bo joined using this group's invite link"),
        ("~ Bo", "Rae added ~ Bo"),
        ("Bus club", "You were added"),
        ("Bus club", "Rae added Jo, ~ Bo and 3 others. Tap to see all."),
        ("Bus club", "You created this group"),
        ("~ Bo", "Rae hat ~ Bo hinzugefügt. Tippe, um zu ändern, wer weitere Mitglieder hinzufügen kann."),
        ("+44 7700 900124", "Rae ha aggiunto +44 7700 900124"),
        ("Bus club", "Rae ti ha aggiunto."),
    ],
)
def test_what_happened_to_a_group_is_nobodys_words_though_a_copy_lost_the_marks(
    read: Read, sender: str, event: str
) -> None:
    notice = IOS.format(0, "Bus club", "Messages and calls are end-to-end encrypted.")
    reading = read({"chat.txt": notice + IOS.format(0, sender, event) + chat(IOS, "Mila")})
    assert reading.quotes["excluded"].tolist()[:2] == ["system message", "system message"]
    assert set(reading.names["name"]) == {"Rae", "Mila"}


def test_who_tells_what_another_did_is_no_group(read: Read) -> None:
    notice = IOS.format(0, "Mila", "Messages and calls are end-to-end encrypted.")
    told = IOS.format(9, "Mila", "The driver added a stop and left")
    assert evidence(read({"chat.txt": notice + chat(IOS, "Mila") + told}))[-1] == "The driver added a stop and left"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Will", "Will it come today, the driver just left"),
        ("Jo", "Hi it's Jo, they added a new stop and it made everything slower"),
        ("Sam", "Hello all, Sam Marsh here, I waited an hour and then I left"),
    ],
)
@pytest.mark.parametrize("shape", [ANDROID, IOS], ids=["Android", "iOS"])
def test_who_says_her_own_name_is_heard(read: Read, shape: str, who: str, said: str) -> None:
    reading = read({"chat.txt": chat(shape, who) + shape.format(9, who, said)})
    assert said in evidence(reading), reading.quotes[["text", "excluded"]]


@pytest.mark.parametrize(
    "event", ["Bo left", "Rae removed Bo", "Rae hat Bo entfernt", "~ Bo changed the group description"]
)
def test_what_is_told_of_its_sender_is_whatsapps(read: Read, event: str) -> None:
    reading = read({"chat.txt": chat(IOS, "Bo") + IOS.format(9, "~ Bo", event)})
    assert reading.quotes["excluded"].iloc[-1] == "system message"


@pytest.mark.parametrize(
    "written",
    [
        "<Media tidak disertakan>",
        "<Без медиафайлов>",
        "<bijgevoegd: 00000012-PHOTO-2026-04-14-08-05-00.jpg>",
        "IMG-20260414-WA0007.jpg (bestand bijgevoegd)",
        "stops.pdf • 6 pagine <allegato: 00000013-stops.pdf>",
    ],
)
@pytest.mark.parametrize("shape", [ANDROID, IOS], ids=["Android", "iOS"])
def test_what_stands_for_a_file_is_known_in_any_language(read: Read, written: str, shape: str) -> None:
    quotes = read({"chat.txt": chat(shape, "Mila") + shape.format(9, "Mila", written)}).quotes
    assert quotes["excluded"].iloc[-1] == "media, no words"


def test_a_long_chat_takes_no_long_time() -> None:
    started = time.process_time()
    for _ in range(2_000):
        whatsapp._judged("Mila: " + "a line that goes on about the bus " * 12, None)
    assert time.process_time() - started < 2
