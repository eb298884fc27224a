"""A study with one person in all kinds of sources, beside others."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc.learning import store as learned

GROUP = """\
WEBVTT

1
00:00:01.000 --> 00:00:03.000
<v Jo Interviewer>How was the delivery, Sarah?</v>

2
00:00:03.000 --> 00:00:08.000
<v Sarah Okafor>The courier left my bike in the rain, and the delivery was a day late.</v>

3
00:00:08.000 --> 00:00:12.000
<v Tom Reed>Like Sarah Okafor I waited all day, and the delivery never came.</v>

4
00:00:12.000 --> 00:00:14.000
<v Jo Interviewer>And support, Tom?</v>

5
00:00:14.000 --> 00:00:19.000
<v Tom Reed>I called support twice, and nobody could help me with the bike.</v>

6
00:00:19.000 --> 00:00:22.000
<v Sarah Okafor>They told me to wait until spring, which is absurd.</v>
"""
ALONE = """\
Interviewer: How did you pay, Sarah?

Sarah Okafor: I paid by card at the checkout, and the payment failed twice.

Interviewer: And then?

Sarah Okafor: Then I paid by bank transfer, which took a week.

Interviewer: Thank you.
"""
OTHER = """\
Interviewer: How was support?

Uma Kern: Support was slow, and my friend Sarah Okafor never got an answer about the delivery.

Interviewer: And the checkout?

Uma Kern: The checkout was easy and the payment was quick.
"""
TICKETS = """\
id,subject,description,requester
1,Late,"The delivery is late, ""again"",
and nobody from support answers. Sarah Okafor",Sarah Okafor
2,Help,"I cannot log in and support does not answer my calls.",vic@example.org
3,Late,"My bike came a week late and the courier was rude.",wim@example.org
"""
POSTS = """\
{"content": "<p>the payment page of this shop failed on me again</p>", "account": {"acct": "xeno_rides"}}
{"content": "<p>the courier was kind and the delivery was quick</p>", "account": {"acct": "yara_bikes"}}
"""


def write_study(folder: Path) -> Path:
    """Write the study; its map lies in it."""
    for name, text in {
        "study.toml": 'title = "Bikes"\nmin_participants = 2\nresamples = 200\n\n[[source]]\nfiles = "sources/sarah*"\n'
        'interviewer = "Interviewer"\n\n[[source]]\nfiles = "sources/group.vtt"\nkind = "interview"\n',
        "sources/group.vtt": GROUP,
        "sources/sarah okafor.txt": ALONE,
        "sources/uma.txt": OTHER,
        "sources/tickets.csv": TICKETS,
        "sources/posts.jsonl": POSTS,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return folder


def version(number: int, quote_ids: list[str]) -> learned.Version:
    """A version that was taught by corrections of some quotes."""
    kind = learned.Kind(
        learned_in=number,
        how="step",
        labels=("a", "b"),
        corrections={"a": len(quote_ids)},
        participants=1,
        before={},
        after={},
        scale=1.0,
        bias=(0.0, 0.0),
        weights=((0.0,), (0.0,)),
        quotes=tuple(quote_ids),
    )
    return learned.Version(version=number, made="2026", encoder="x", codebook="y", kinds={"stage": kind})


def write_document(path: Path) -> None:
    """A Word document of two people, which cannot be cut."""
    import docx

    new = docx.Document()
    for who, said in (
        ("Interviewer", "How was it?"),
        ("Sarah Okafor", "The lock of the bike jammed on the first day already."),
        ("Zed Young", "Mine was fine, and the delivery was on time."),
        ("Interviewer", "Anything else?"),
        ("Zed Young", "No, nothing else comes to my mind."),
    ):
        new.add_paragraph(f"{who}: {said}")
    new.save(str(path))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with its map, its database, its key and reviews of everybody's quotes."""
    from voc import reports
    from voc.api import run, save
    from voc.redaction.key import FILE as KEY
    from voc.stored import kept

    folder = write_study(tmp_path_factory.mktemp("forget") / "study")
    write_document(folder / "sources" / "both.docx")
    whole = run([folder], tagger="cues,vader")
    save(whole, folder / "map", reports.choose(["json", "html", "xlsx", "pptx", "qdpx", "md"]))
    shown = whole.redacted()
    assert shown.redaction is not None
    shown.redaction.key.save(folder)
    rows = "".join(f"{i},sentiment,negative,-0.6,,human:ann,,,,0.5\n" for i in whole.reading.quotes["quote_id"])
    header = "quote_id,kind,label,value,confidence,by,start,end,reason,probability\n"
    (folder / "reviews.csv").write_text(header + rows, encoding="utf-8")
    assert kept(folder, whole) is None
    quotes = whole.reading.quotes
    hers = quotes.loc[quotes["source"] == "sources/group.vtt", "quote_id"].iloc[1]
    others = list(quotes.loc[quotes["source"] == "sources/posts.jsonl", "quote_id"])
    for number, ids in ((1, others), (2, [*others, hers]), (3, others)):
        learned.save(folder, version(number, ids))
    assert (folder / KEY).is_file()
    return folder
