"""Two REFI-QDA projects: as ATLAS.ti exports them, and as MAXQDA does."""

from __future__ import annotations

from pathlib import Path

from made._refi import (
    archive,
    at,
    case,
    cases,
    code,
    codes,
    coding,
    guid,
    project,
    selection,
    sources,
    tag,
    text_source,
    users,
    variables,
)

TALK = (
    "Interview 4, Mrs Okafor\n\n"
    "Interviewer: How did the parcel reach you?\n"
    "Adaeze: It came two days late. 📦 The courier left it in the rain,\n"
    "so the box was soaked.\n\n"
    "Interviewer: Did you tell them?\n"
    "Adaeze: I wrote to the chat. A bot answered with a link, and nobody called me back.\n"
    "Adaeze: Support was kind in the end.\n"
)
DIARY = "The café’s locker is round the corner; I love it.\nNo queue, no signature.\n"
CALL = "Speaker 1: What went wrong?\nSpeaker 2: The tracking page showed the wrong town.\n"
LATE = "It came two days late."
BOT = "A bot answered with a link, and nobody called me back."


def make(folder: Path) -> None:
    (folder / "parcels.qdpx").write_bytes(archive(_atlas(), _texts(), file="Parcels 2026.qde"))
    (folder / "survey.qdpx").write_bytes(archive(_maxqda(), {"sources/A1.txt": ANSWERS.replace("\n", "\r\n")}))


def _texts() -> dict[str, str]:
    return {"Sources/T4.txt": "\ufeff" + TALK.replace("\n", "\r\n"), "Sources/C1.txt": CALL}


def _atlas() -> str:
    """ATLAS.ti: a byte-order mark and Windows line ends in the text, neither of which its offsets count."""
    talk = text_source(
        "Interview 4.docx",
        selection(TALK, LATE, ["Delivery", "Pain points"], "Ida", name=LATE),
        selection(TALK, f"{LATE} 📦 The courier left it in the rain,\nso the box was soaked.", ["Courier"], "Jon"),
        selection(TALK, BOT, ["Feelings::angry"], "Jon", memo="the same as in talk 2"),
        selection(TALK, "Did you tell them?\nAdaeze: I wrote to the chat.", ["Support"], "Ida"),
        selection(TALK, "Support was kind in the end.", [], "Ida", memo="ask why"),
        at(9_000, 9_010, ["Courier"], "Jon"),
        path="T4.txt",
    )
    lost = "They never showed me where it was."
    gone = text_source("Interview 5.docx", at(40, 40 + len(lost), ["Tracking"], name=lost), path="T5.txt")
    diary = text_source("Diary.txt", selection(DIARY, "No queue", ["Positive"]), content=DIARY)
    call = _recording()
    box = tag("PictureSource", guid=guid("box"), name="box.jpg", path="internal://box.jpg")
    book = codes(
        code(
            "Stages",
            code("Delivery", code("Courier"), code("Tracking"), about="Until it is in the hand."),
            code("Support"),
        ),
        code("Pain points"),
        code("Positive"),
        code("Feelings::angry"),
    )
    leeds = tag("Set", tag("MemberSource", targetGUID=guid("Diary.txt")), guid=guid("leeds"), name="city: Leeds")
    return project(
        users("Ida", "Jon", "ATLAS.ti"),
        book,
        variables("Orders", "NPS"),
        cases(case("Adaeze Okafor", ["Interview 4.docx"], Orders="9", NPS="3")),
        sources(talk, gone, diary, call, box),
        tag("Sets", leeds),
        origin="ATLAS.ti 26.1.2",
    )


def _recording() -> str:
    """A recording with a transcript: what was coded in it lies between points in time; the sound was coded, too."""
    start, end = CALL.index("The tracking"), len(CALL)
    points = [tag("SyncPoint", guid=guid(f"point {place}"), position=place, timeStamp=0) for place in (start, end)]
    marked = tag(
        "TranscriptSelection",
        coding("Tracking", "Ida"),
        guid=guid("marked"),
        fromSyncPoint=guid(f"point {start}"),
        toSyncPoint=guid(f"point {end}"),
    )
    transcript = tag(
        "Transcript", *points, marked, guid=guid("transcript"), name="Call", plainTextPath="internal://C1.txt"
    )
    heard = tag("AudioSelection", coding("Tracking", "Ida"), guid=guid("heard"), begin=0, end=9)
    return tag("AudioSource", transcript, heard, guid=guid("call"), name="Call.mp3", path="relative:///Call.mp3")


ANSWERS = "What was good?\nThe locker. 😊 It is open at night.\nWhat was bad?\nThe app logged me out twice.\n"


def _maxqda() -> str:
    """MAXQDA: Windows line ends that count as two signs, and selections named by numbers that say nothing."""

    def marked(words: str, name: str) -> str:
        start = ANSWERS.index(words)
        start, end = (place + ANSWERS.count("\n", 0, place) for place in (start, start + len(words)))
        return at(start, end, [name], "Kim", name=f"{start},{end}")

    answers = text_source(
        "Respondent 7",
        marked("It is open at night.", "Opening hours"),
        marked("The app logged me out twice.", "App"),
        marked("logged me out", "Login"),
        path="A1.txt",
    )
    return project(
        users("Kim"),
        codes(code("Opening hours"), code("App", code("Login"))),
        sources(answers),
        cases(case(None, ["Respondent 7"], Orders="2")),
        variables("Orders"),
        origin="MAXQDA 24 (Release 24.7.0)",
    )
