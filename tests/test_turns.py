"""What is judged apart from the rest of its sentence; ``|`` stands where it is cut."""

from __future__ import annotations

import time

import pytest

from voc import clauses
from voc.reading import segments


def cut(text: str) -> list[str]:
    (found,) = clauses.cut([text], finer=True)
    return [text[start:end] for start, end in found]


CUT = {
    "semicolons": [
        "Great prices; | terrible service.",
        "The rooms were spotless; | the lift never worked.",
        "Friendly crew; | cold food; | dirty toilets.",
        "Parking was easy; | awful queue.",
        "Slow; | would not order again.",
        "I waited an hour. | Kind nurse; | gloomy room.",
    ],
    "fronted concessions": [
        "Even though the parcel came late, | the support was wonderful.",
        "Although I had paid for a window seat, | they put me in the aisle.",
        "Though small, | the flat was very clean.",
        "Whereas the old app was quick, | this one takes ages.",
        "While the food was great, | the service was slow.",
        "Whilst I like the design, | the battery dies too early.",
        "While there are good shops, | the garage costs a fortune.",
        "While not cheap, | it does what it should.",
        "Despite the long delay, | the crew stayed calm.",
        "In spite of the rain, | we had a lovely day.",
        "Although the soup, bread and salad were good, | the waiter was rude.",
        "Although it was cheap, clean and central, | the street was noisy.",
        "And although the bed was soft, | I slept badly.",
        "It came on time; | although the box was torn, | the lamp was fine.",
    ],
    "concessions behind": [
        "I would stay again | even though the walls are thin.",
        "The view was superb, | while the breakfast was poor.",
    ],
    "appended remarks": [
        "Lovely room, | shame about the noise.",
        "The doctor was kind, | pity that nobody picks up the phone.",
        "Great camera, | it's a shame it breaks so easily.",
        "Great burger - | shame about the chips.",
        "All the orders arrive in time, | only the invoice is always wrong.",
        "I love this bike, | only downside is the saddle.",
        "Everything went well, | except for the payment.",
        "The course was good, | except that the room was freezing.",
        "The staff tried hard, | sadly the manager was not interested.",
        "We booked two rooms, | unfortunately, they gave us one.",
        "The bag was lost, | luckily I had my keys.",
        "Nice hotel, | unfortunately no parking and a noisy bar.",
    ],
    "a quality before a but": [
        "Expensive, | but I would buy it again.",
        "Not cheap | but it works.",
        "Comfortable, | though the portions are tiny.",
        "Great food | but the service was slow.",
        "Good location, | but tiny rooms.",
        "Entertainment poor, | but the crew cheered us up.",
    ],
}
WHOLE = {
    "lists": [
        "We went to Rome; Paris; Berlin.",
        "I packed warm socks; good boots; a small tent.",
        "We spoke to Anna Lopez; Ben Carter; and Carla Dean.",
        "Bring a pen; paper; and a calculator.",
        "Clean; friendly; cheap.",
        "The staff was kind, patient, quick and funny.",
        "They sell shirts, socks, shoes and hats.",
    ],
    "signs": [
        "Breakfast starts at 10;30 and it is good.",
        "The food &amp; the drinks were good.",
        "I like it ;) and I would go again.",
        "See section 4;2 of the terms.",
    ],
    "while of time": [
        "While waiting, I read the whole menu.",
        "While I was there, I bought a coat.",
        "While we were queueing, the till broke.",
        "While I was ill, nobody called me.",
        "While at the gate, we heard the news.",
        "While in the small lounge, I had a coffee.",
        "While we waited for our bags, it began to rain.",
        "While serving warm food, the crew dropped a tray.",
        "I had a coffee, while they repaired the car.",
        "It took a while, I must say.",
    ],
    "only as an adverb": [
        "I only use it at home.",
        "I came back, only to find the shop closed.",
        "They answer, only when it suits them.",
        "It has two wheels, only one of which turns.",
        "The only thing I like, I use daily.",
    ],
    "except where nothing turns": [
        "We are open every day, except on Sundays.",
        "The shop opens daily, except for public holidays.",
    ],
    "a scene": [
        "When I arrived, only one till was open.",
        "But after we had paid, unfortunately the lights went out.",
        "While I was there, sadly the bar was shut.",
    ],
    "breaking off": [
        "They are, sadly, closed.",
        "The manager, unfortunately, was away.",
        "I had to leave early, sadly.",
        "The coach left the next morning, luckily.",
    ],
    "names": [
        "Little But Loud is a nice café.",
        "Cheap but good.",
        "A small but good hotel.",
        "Friendly but slow staff made us wait.",
        "From Bath to Leeds in an old but clean coach.",
        "Good maps, not only for drivers but for walkers.",
        "The table was dirty and even though the waiter saw it he walked on.",
        "It is nothing but trouble with them.",
        "It was not only cheap but it also came early.",
    ],
    "speech": [
        'The sign said "great prices; terrible service" and I laughed.',
        "He called it “nice food; bad wine” and left.",
        "The menu (good soup; bad bread) is short.",
    ],
    "despite and although that concede nothing yet": [
        "Despite that, we stayed.",
        "Although the crew, who were lovely, tried everything.",
        "Even though I paid, and I complained about it.",
        "Although late and cold.",
    ],
    "shame that nobody appended": [
        "It is a shame that they closed.",
        "Shame on you.",
        "What a pity.",
    ],
}  # fmt: skip


def cases(table: dict[str, list[str]]) -> list[object]:
    return [pytest.param(text, id=f"{kind}: {text}") for kind, texts in table.items() for text in texts]


@pytest.mark.parametrize("marked", cases(CUT))
def test_it_is_cut(marked: str) -> None:
    assert cut(marked.replace(" | ", " ")) == marked.split(" | ")


@pytest.mark.parametrize("text", cases(WHOLE))
def test_it_stays_whole(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize("marked", [CUT["semicolons"][0], CUT["fronted concessions"][0]])
def test_quotes_are_not_cut_there(marked: str) -> None:
    text = marked.replace(" | ", " ")
    assert list(segments.cut([text])) == [[(0, len(text))]]


def test_the_parts_hold_every_letter_in_order() -> None:
    text = "\n".join(marked.replace(" | ", " ") for marked in CUT["semicolons"] + CUT["appended remarks"])
    (found,) = clauses.cut([text], finer=True)
    edges = [0, *(edge for pair in found for edge in pair), len(text)]
    assert edges == sorted(edges)
    assert not [text[end:start] for end, start in zip(edges[::2], edges[1::2], strict=True) if text[end:start].strip()]


@pytest.mark.parametrize("piece", ["it is good; ", "; ", ", ", "nice (", "although it is good, ", "   "])
def test_the_time_to_cut_grows_with_the_length_only(piece: str) -> None:
    cut("It is good, but I left.")
    begin = time.process_time()
    cut(piece * 4000)
    assert time.process_time() - begin < 10
