"""E-mails: whose words are whose. What is cut stays exact, and what is doubtful stays the writer's own."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voc.quotes import Passage
from voc.reading.tables.mail import AUTOMATIC, DISCLAIMER, HEADER, QUOTED, SIGNATURE, parts, split

ADDRESS = "Care <care@boats.example>"
OWN = "It broke again."

# What stands below her words, and what it is.
BELOW = {
    "gmail": (f"On Tue, 5 May 2026 at 10:02, {ADDRESS} wrote:\n> Dear Anna,\n> please wait.", QUOTED),
    "gmail, broken": ("On Tue, 5 May 2026 at 10:02, Northline Care\n<care@boats.example> wrote:\n\n> Hi", QUOTED),
    "no marks": (f"On Tue, May 5, 2026 at 10:02 AM {ADDRESS} wrote:\n\nDear Anna,\nplease wait.", QUOTED),
    "german": (f"Am 05.05.2026 um 10:02 schrieb {ADDRESS}:\n> Bitte warten.", QUOTED),
    "german, gmx": ("Care schrieb am 05.05.2026 10:02:\n> Bitte warten.", QUOTED),
    "french": (f"Le mar. 5 mai 2026 à 10:02, {ADDRESS} a écrit :\n> Bonjour", QUOTED),
    "spanish": ("El mar, 5 may 2026 a las 10:02, Care (<care@boats.example>) escribió:\n> Hola", QUOTED),
    "italian": (f"Il giorno mar 5 mag 2026 alle ore 10:02 {ADDRESS} ha scritto:\n> Ciao", QUOTED),
    "dutch": (f"Op di 5 mei 2026 om 10:02 schreef {ADDRESS}:\n> Hallo", QUOTED),
    "old gmail": ("2026-05-05 10:02 GMT+02:00 Care <care@boats.example>:\n> Hallo", QUOTED),
    "outlook": ("From: Care\nSent: Tuesday, May 5, 2026 10:02 AM\nTo: Anna\nSubject: RE: order\n\nDear Anna", QUOTED),
    "outlook, bold": ("*From:* Care\n*Sent:* Tuesday\n*To:* Anna\n*Subject:* RE: order\n\nDear Anna", QUOTED),
    "outlook, german": (
        "____________________\nVon: Care\nGesendet: Dienstag, 5. Mai 2026 10:02\nAn: Anna\nBetreff: AW: x\n\nHallo",
        QUOTED,
    ),
    "outlook, french": ("De : Care\nEnvoyé : mardi 5 mai 2026 10:02\nÀ : Anna\nObjet : RE: x\n\nBonjour", QUOTED),
    "original message": ("-----Original Message-----\nDear Anna, please wait.", QUOTED),
    "original message, german": ("-----Ursprüngliche Nachricht-----\nHallo Anna", QUOTED),
    "forwarded": ("---------- Forwarded message ---------\nFrom: Care\nYour receipt", QUOTED),
    "only marks": ("> Did you restart it?\n> We need to know.", QUOTED),
    "help desk": ("##- Please type your reply above this line -##\n\nYour request has been updated.", QUOTED),
    "dashes": ("-- \nAnna\nNorthline", SIGNATURE),
    "dashes, trimmed": ("--\nAnna\nNorthline", SIGNATURE),
    "regards": ("Kind regards,\nAnna Smith\n+44 20 7946 0000\nwww.example.org", SIGNATURE),
    "regards on one line": ("Kind regards Anna Smith", SIGNATURE),
    "thanks and a name": ("Thanks!\nAnna", SIGNATURE),
    "german closing": ("Mit freundlichen Grüßen\n\nAnna Schmidt\nMusterweg 3\n10115 Berlin", SIGNATURE),
    "french closing": ("Cordialement,\nAnne", SIGNATURE),
    "spanish closing": ("Un saludo,\nAna", SIGNATURE),
    "iphone": ("Sent from my iPhone", SIGNATURE),
    "outlook for ios": ("Get Outlook for iOS", SIGNATURE),
    "iphone, german": ("Von meinem iPhone gesendet", SIGNATURE),
    "iphone, french": ("Envoyé de mon iPhone", SIGNATURE),
    "gmx": ("Gesendet mit der GMX Mail App", SIGNATURE),
    "disclaimer": ("This email and any files are confidential and intended solely for the addressee.", DISCLAIMER),
    "disclaimer, german": ("Diese E-Mail enthält vertrauliche Informationen.", DISCLAIMER),
}  # fmt: skip

# What only looks like it.
ALL_OWN = {
    "said in passing": "On Monday the courier wrote: not at home.\nI was at home.",
    "a note on the door": "On Monday the courier wrote:\nnot at home.\nI was at home.",
    "a journey": "From: Leeds\nTo: York\nDate: 5 May\nThe train never came.",
    "a list": "What broke:\n- first the door\n- then the light\n-- and the lock",
    "a comparison": "It took\n> 5 minutes\nto load",
    "a face": ">:( it closes every time\n>_< I am tired of it",
    "a divider": "It broke.\n--\n" + "I waited for weeks and nobody called me back about it.\n" * 12,
    "thanks in between": "Thanks\nfor nothing, it took you three weeks to answer me at all\nand the part was wrong",
    "regards in a sentence": "The seat was broken.\nRegards to the crew, though, who did what they could.\nThe end.",
    "best as a heading": "Best\nThe colour and the price\nWorst\nThe zip broke after two days of use",
    "a place": "Sent from my home address to the shop, and it was lost.\nWhy?",
    "confidential": "You said my data is confidential.\nWhy did you send it to my neighbour?",
    "one line": "It broke again and I want my money back.",
    "": "",
}  # fmt: skip


@pytest.mark.parametrize(("below", "reason"), BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_not_her_own_is_told(below: str, reason: str, end: str) -> None:
    text = f"{OWN}\n\n{below}\n".replace("\n", end)
    found = parts(text)
    assert [part.excluded for part in found] == [None, reason]
    assert found[0].text.strip() == OWN
    assert "".join(part.text for part in found) == text


@pytest.mark.parametrize("text", ALL_OWN.values(), ids=ALL_OWN)
def test_what_is_doubtful_is_her_own(text: str) -> None:
    assert all(part.excluded is None for part in parts(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> Is it on?\nYes, it is.\n> Which colour?\nRed.", [QUOTED, None, QUOTED, None]),
        (f"{OWN}\n\nRegards,\nAnna\n\nPS: the bag is torn, too.", [None, SIGNATURE, None]),
        (f"{OWN}\n\nRegards\nAnna\n\nThis message is confidential.\n\n> old", [None, SIGNATURE, DISCLAIMER, QUOTED]),
        (f"{OWN}\nSent from my iPhone\n\nOn 5 May 2026 at 10:02, A wrote:\n> old", [None, SIGNATURE, QUOTED]),
        ("From: Anna <a@x.org>\nSent: 5 May 2026\nTo: Care\nSubject: Box\n\nThe box was torn.", [HEADER, None]),
        ("Automatic reply: away\nI am back on Monday.", [AUTOMATIC]),
        ("Out of office: I am away until Monday.", [AUTOMATIC]),
        ("Where is it? Kind regards, Anna Smith", [None, SIGNATURE]),
        ("Wo ist es? Von meinem iPhone gesendet", [None, SIGNATURE]),
    ],
)  # fmt: skip
def test_parts_of_a_message(text: str, expected: list[str | None]) -> None:
    assert [part.excluded for part in parts(text)] == expected


def test_each_part_has_its_place_and_only_hers_is_hers() -> None:
    text = "> Is it on?\nYes.\n> Which colour?\nRed.\n\nRegards\nAnna"
    made = list(split(Passage(text, "row 4, column 'Body'", speaker="anna@x.org", key="7")))
    assert [(one.text, one.locator, one.role, one.speaker, one.excluded) for one in made] == [
        ("> Is it on?", "row 4, column 'Body', quoted reply", "agent", None, QUOTED),
        ("Yes.", "row 4, column 'Body'", "participant", "anna@x.org", None),
        ("> Which colour?", "row 4, column 'Body', quoted reply 2", "agent", None, QUOTED),
        ("Red.", "row 4, column 'Body', part 2", "participant", "anna@x.org", None),
        ("Regards\nAnna", "row 4, column 'Body', signature", "participant", "anna@x.org", SIGNATURE),
    ]


def test_a_message_that_is_no_evidence_stays_so() -> None:
    made = split(Passage(f"{OWN}\n\nRegards\nAnna", "row 4", excluded="deleted"))
    assert [one.excluded for one in made] == ["deleted", "deleted"]


LINES = st.lists(
    st.sampled_from([line for below, _ in BELOW.values() for line in below.split("\n")] + [OWN, "", " ", "PS: more"])
    | st.text(max_size=20),
    max_size=25,
)


@settings(deadline=None, max_examples=300, derandomize=True, database=None)
@example(["> ", "On x wrote:", "From: a", "--"], "\r")
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_letter_is_lost_or_doubled(lines: list[str], end: str) -> None:
    text = end.join(lines)
    assert "".join(part.text for part in parts(text)) == text
    made = list(split(Passage(text, "row 1")))
    assert len({one.locator for one in made}) == len(made)
    assert sum(len("".join(one.text.split())) for one in made) == len("".join(text.split()))
    assert all(one.text in text for one in made)


def test_a_long_message_takes_no_time_squared() -> None:
    parts("On Monday, 5 May 2026 at 10:02 he wrote:\n" * 20_000)
    parts("Kind regards\n" * 20_000)
    parts("From: a\n" * 20_000)
    parts("> " * 200_000 + "\nx")
