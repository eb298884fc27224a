"""Tables of reviews, posts and tickets: what each column becomes, and whose words they are."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Reading, Source, all_readers
from voc.reading.base import Guess, choose, sniff
from voc.reading.scales import Scale
from voc.reading.tables.layout import Layout, plain
from voc.reading.tables.table import Table


def passages(folder: Path, text: str, **roles: str) -> tuple[list[Passage], Source]:
    path = folder / "given.csv"
    path.write_text(text, encoding="utf-8")
    source = Source(path, path.name, roles=roles)  # type: ignore[arg-type]
    return list(choose(source, all_readers())[0].read(source)), source  # type: ignore[arg-type]


def kept(reading: Reading) -> list[str]:
    return reading.quotes.loc[reading.quotes["excluded"].isna(), "text"].tolist()


def best(folder: Path, text: str) -> list[tuple[str, float]]:
    path = folder / "given.csv"
    path.write_text(text, encoding="utf-8")
    return [(reader.name, guess.score) for reader, guess in sniff(Source(path, path.name), all_readers())]


# Header and first row of each kind of table, and the reader that has to take it.
KINDS = {
    "a review and nothing else": ("ID,review\n1,The app crashes all the time\n", "reviews_table"),
    "a text of a verified trip": ("verified,text\nTrip Verified,They lost my bag in Rome\n", "reviews_table"),
    "an app store": ("author,stars,version,body,at\nmo,4,2.1,I like it a lot,2026-05-01\n", "reviews_table"),
    "German": ("Verfasser;Sterne;Rezension;Datum\nmo;4;Gefällt mir sehr gut;1.5.2026\n", "reviews_table"),
    "amazon": ("reviewerID,asin,reviewText,overall,summary\nA1,B2,It broke after a day,1,Broken\n", "reviews_table"),
    "tweets": ("created_at,screen_name,text,retweet\n2026-05-01,mo,The boat was late again,false\n", "reviews_table"),
    "tweets with their ids": (
        "tweet_id,airline,name,retweet_count,text,tweet_created\n57,Line,mo,0,The boat was late again,2015-02-24\n",
        "reviews_table",
    ),
    "posts of Reddit": (
        "title,score,id,comms_num,created,body\nLate again,3,l6u,4,1611862661.0,The boat was late\n", "reviews_table",
    ),
    "groceries": (
        "Id,ProductId,UserId,HelpfulnessNumerator,Score,Time,Summary,Text\n1,B1,A3,1,5,1303862400,Good,I like it all\n",
        "reviews_table",
    ),
    "complaints": (
        "Date received,Product,Issue,Consumer complaint narrative\n2026/5/1,Card,Fee,I was charged\n", "tickets_table",
    ),
    "dialogues": ("instruction,intent,response\nhow do I cancel my order,cancel,Click on cancel\n", "tickets_table"),
    "ServiceNow": (
        "Number,Short description,Description,Caller,State,Close notes\nINC1,Lift,The lift is stuck,Mo,Closed,Reset\n",
        "tickets_table",
    ),
    "messages": ("ticket_id,author,body\n1,mo,It broke again today\n", "tickets_table"),
    "jira": ("Issue key,Summary,Description,Reporter,Status\nA-1,Broken,It broke again,mo,Open\n", "tickets_table"),
    "a survey": ("Respondent ID,Why did you leave us?\n100001,The price went up again\n", "survey_table"),
    "a survey, long": ("participant,question,score,comment\nP1,Was it easy?,3,It is complex to me\n", "survey_table"),
    "a feedback form": ("Date,Score,Comment\n2026-05-01,3,It took too long for me\n", "survey_table"),
    "comments of a forum": ("user,comment,likes\nmo,It took too long for me,3\n", "reviews_table"),
    "a survey with a rating": (
        "Timestamp,How was the review process?,Rating\n2026-05-01,It took too long for me,3\n", "survey_table",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "reader"), KINDS.values(), ids=KINDS)
def test_a_table_is_recognised(tmp_path: Path, text: str, reader: str) -> None:
    ranked = best(tmp_path, text)
    assert ranked[0][0] == reader
    assert len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= 0.05


@pytest.mark.parametrize("header", ["review,rating,author", "id,subject,description,requester"])
def test_figures_under_a_promising_header_are_nobody_s_words(tmp_path: Path, header: str) -> None:
    row = ",".join("7" for _ in header.split(","))
    names = [name for name, _ in best(tmp_path, f"{header}\n{row}\n{row}\n")]
    assert not {"reviews_table", "tickets_table"} & set(names)


def test_header_words_are_compared_as_they_are_said() -> None:
    assert plain("ticket_id") == plain("Ticket-ID") == plain(" Ticket  id") == plain("ticket.id") == "ticket id"
    table = Table(("Topic [list]", "Created at", "Order [txt]"), lambda: iter(()))
    layout = Layout(must=(("created*",),), text=(("x",),))
    assert layout.all(table, ("* [list]", "created at")) == [0, 1]
    assert layout.fits(table) == ("column 'Created at'",)


def test_nothing_that_somebody_wrote_is_left_out(tmp_path: Path) -> None:
    """Two texts that say different things are both read; a snippet of the other, or a cleaned copy, is not."""
    text = "author,text,comment,snippet\nmo,The boat was late and cold,I want my money back,boat was late\n"
    found, _ = passages(tmp_path, text)
    assert [one.text for one in found] == ["The boat was late and cold", "I want my money back"]


def test_a_snippet_that_is_cut_within_a_word_says_nothing_more(tmp_path: Path) -> None:
    found, _ = passages(tmp_path, "author,text,snippet\nmo,The boat was late and cold,The boat was la…\n")
    assert [one.text for one in found] == ["The boat was late and cold"]


def test_a_word_that_another_text_holds_within_a_word_is_no_snippet(tmp_path: Path) -> None:
    found, _ = passages(tmp_path, "author,text,comment\nmo,Art,The pArty upstairs was loud\n")
    assert sorted(one.text for one in found) == ["Art", "The pArty upstairs was loud"]


def test_what_reddit_took_away_or_wrote_itself_is_no_evidence(tmp_path: Path) -> None:
    text = "subreddit,author,body,created_utc\nb,mo,It was late,1611862661\nb,[deleted],[removed],1611862662\n"
    found, _ = passages(tmp_path, text + "b,AutoModerator,Read the rules first,1611862663\n")
    assert [one.excluded for one in found] == [None, "deleted", "automatic message"]
    assert [one.role for one in found] == ["participant", "participant", "agent"]


def test_names_and_profiles_are_no_attributes(tmp_path: Path) -> None:
    rows = "".join(f"{n},7{n},It was late {n} times,rider{n},Berlin\n" for n in range(4))
    found, _ = passages(tmp_path, f"id,author_id,text,author.username,author.location\n{rows}")
    assert {name for one in found for name in one.attributes} == {"author.location"}


def test_pros_and_cons_say_what_they_answer(tmp_path: Path) -> None:
    found, _ = passages(tmp_path, "reviewer,rating,Pros,Cons\nmo,3,Soft and light to wear,The zip broke at once\n")
    assert [(one.question, one.text) for one in found] == [
        ("Pros", "Soft and light to wear"),
        ("Cons", "The zip broke at once"),
    ]


def test_texts_of_a_table_are_read_as_people_see_them(tmp_path: Path) -> None:
    head = "Id,UserId,Score,review_headline,Text,date_of_experience\n"
    text = head + "1,A3,1,Late &amp; cold,The boat was late.<br /><br />&quot;Sorry&quot; said <name>,2026-05-01\n"
    found, _ = passages(tmp_path, text)
    assert [one.text for one in found] == ["Late & cold", 'The boat was late.\n\n"Sorry" said <name>']
    assert str(found[1].timestamp) == "2026-05-01 00:00:00+00:00"
    found, _ = passages(tmp_path, head + "1,A3,1,Late,<name> & I were late,2026-05-01\n")
    assert [one.text for one in found] == ["Late", "<name> & I were late"]


def test_closed_columns_of_a_generic_table_become_attributes_but_ids_do_not(tmp_path: Path) -> None:
    rows = "".join(
        f"{n},It broke after {n} days of use,{n % 5 + 1},p{n % 2},{'NL' if n % 3 else 'BE'}\n" for n in range(30)
    )
    found, source = passages(tmp_path, f"row_id,review,rating,product_id,market\n{rows}")
    assert found[1].attributes == {"rating": "2", "market": "NL"}
    assert source.scales == {"rating": Scale("rating", 1.0, 5.0, reason="figures 1 to 5")}


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        (("good", "bad", "offered"), Scale("csat", levels=("bad", "good"), reason="the words bad and good")),
        (("4", "5/5", "1"), Scale("csat", 1.0, 5.0, reason="figures 1 to 5")),
        (("10", "0", "7"), Scale("csat", 0.0, 10.0, reason="figures 0 to 10")),
        (("Very satisfied", "Neutral"), Scale(
            "csat", levels=("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
            reason="the words neutral and very satisfied",
        )),
        (("-3", "2"), None),
        (("blue", "red"), None),
    ],
)  # fmt: skip
def test_the_scale_of_a_satisfaction_survey(tmp_path: Path, cells: tuple[str, ...], scale: Scale | None) -> None:
    rows = "".join(f"{n},Help,It broke again today,u{n}@x.org,{cell}\n" for n, cell in enumerate(cells))
    found, source = passages(tmp_path, f"id,subject,description,requester,satisfaction score\n{rows}")
    assert source.scales.get("satisfaction score") == scale
    assert not any(one.attributes.get("satisfaction score") == "offered" for one in found)


MESSAGES = {
    "a role": ("role", ("customer", "agent", "bot"), ("participant", "agent", "agent")),
    "a direction": ("direction", ("Inbound", "outbound", "Outbound"), ("participant", "agent", "agent")),
    "a flag": ("incoming", ("true", "false", "1"), ("participant", "agent", "participant")),
    "another flag": ("is_agent", ("no", "yes", "0"), ("participant", "agent", "participant")),
    "a name": ("author", ("Mo", "Sam", "mo@x.org"), ("participant", "agent", "participant")),
}


@pytest.mark.parametrize(("column", "cells", "roles"), MESSAGES.values(), ids=MESSAGES)
def test_who_wrote_a_message(tmp_path: Path, column: str, cells: tuple[str, ...], roles: tuple[str, ...]) -> None:
    text = f"ticket id,requester,requester email,{column},message\n" + "".join(
        f"7,Mo,mo@x.org,{cell},This is message number {n}\n" for n, cell in enumerate(cells)
    )
    found, source = passages(tmp_path, text)
    assert tuple(one.role for one in found) == roles
    assert {one.speaker for one in found if one.role == "participant"} == {"Mo"}
    assert not source.notes


def test_a_participants_file_may_say_who_is_who(tmp_path: Path) -> None:
    text = "ticket id,author,message\n7,Mo,It broke again today\n7,Sam,We will look at it\n"
    found, _ = passages(tmp_path, text, sam="agent")
    assert [one.role for one in found] == ["participant", "agent"]


@pytest.mark.parametrize(
    "head", ["Reply from company", "Response from owner", "Our reply", "replyContent", "Vendor Response"]
)
def test_what_the_company_answered_to_a_review_is_its_own(tmp_path: Path, head: str) -> None:
    found, _ = passages(tmp_path, f'Reviewer,Rating,Review,{head}\nmo,1,"Late again, every day.",Sorry to hear that.\n')
    assert [(one.role, one.text) for one in found if one.text] == [
        ("participant", "Late again, every day."),
        ("agent", "Sorry to hear that."),
    ]


def test_messages_that_nobody_signed_are_told(tmp_path: Path) -> None:
    text = (
        "ticket id,subject,message\n7,Help,It broke again today\n7,Help,We are sorry to hear that\n8,Hi,No heat here\n"
    )
    found, source = passages(tmp_path, text)
    assert [one.speaker for one in found] == ["ticket 7", "ticket 7", "ticket 8"]
    assert source.notes == [
        "further messages of a ticket in 1 rows, and no column says who wrote them: the company's may be among the "
        "customer's; export the author's role, too"
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [("public", "false"), ("private", "true"), ("visibility", "internal"), ("message type", "Private note")],
)
def test_private_notes_are_no_evidence(tmp_path: Path, column: str, cell: str) -> None:
    text = f"ticket id,subject,requester,{column},message\n7,Help,mo@x.org,{cell},He is always like that\n"
    found, _ = passages(tmp_path, text)
    assert [(one.role, one.excluded) for one in found] == [("agent", "private note")]


def test_a_column_of_private_notes_is_no_evidence(tmp_path: Path) -> None:
    text = (
        "ticket id,subject,description,requester,internal notes\n7,Help,It broke again,mo@x.org,Always the same man\n"
    )
    found, _ = passages(tmp_path, text)
    assert [(one.text, one.role, one.excluded) for one in found] == [
        ("It broke again", "participant", None),
        ("Always the same man", "agent", "private note"),
    ]


def test_quoted_replies_and_signatures_in_a_ticket_are_kept_apart(read: Callable[..., Reading]) -> None:
    text = (
        "ticket id,subject,description,requester\n"
        '7,Help,"It broke again.\n\nKind regards\nMo Berg\n\nOn 5 May 2026 at 10:02, Sam wrote:\n> Hi",mo@x.org\n'
    )
    reading = read({"a.csv": text})
    assert kept(reading) == ["It broke again."]
    assert reading.quotes["excluded"].dropna().tolist() == ["signature", "quoted reply"]
    assert not any("Berg" in str(value) for value in reading.quotes["excluded"])


def test_a_longer_export_of_tickets_adds_only_what_is_new(read: Callable[..., Reading]) -> None:
    first = "ticket id,message id,role,message\n7,1,customer,It broke again today\n"
    reading = read({"a.csv": first, "b.csv": first + "7,2,agent,We are sorry\n8,3,customer,No heat in the room\n"})
    assert kept(reading) == ["It broke again today", "No heat in the room"]


REPORT = """\
"Case Number","Contact Name","Subject","Description","Case Owner","Case Origin","Date/Time Opened"
"00001101","Zoe","Bill","The bill came twice in May.","Sam","Web","5/14/2026 9:30 AM"
"00001102","Al","Cut","The power was cut without a word.","Sam","Web","5/15/2026 10:00 AM"

"Grand Totals (2 records)"

"Open cases of May"
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
"Confidential Information - Do Not Distribute"
"Generated By:  Sam  5/16/2026 8:00 AM"
"Grid Example Ltd"
"""


def test_the_fine_print_of_a_report_is_no_case(tmp_path: Path) -> None:
    found, source = passages(tmp_path, REPORT)
    assert [(one.text, one.key, one.speaker) for one in found] == [
        ("The bill came twice in May.", "00001101", "Zoe"),
        ("The power was cut without a word.", "00001102", "Al"),
    ]
    assert [str(one.timestamp) for one in found] == ["2026-05-14 09:30:00+00:00", "2026-05-15 10:00:00+00:00"]
    assert [note for note in source.notes if "left out" in note]


def test_a_review_that_stands_alone_in_its_row_is_no_fine_print(tmp_path: Path) -> None:
    found, _ = passages(
        tmp_path, "review,rating,author,date\nIt broke after a day,,,\nI like it very much,5,mo,2026-05-01\n"
    )
    assert [one.text for one in found] == ["It broke after a day", "I like it very much"]


def test_ids_of_fifteen_and_eighteen_signs_are_one_person(read: Callable[..., Reading]) -> None:
    text = (
        "CaseNumber,ContactId,Subject,Description,Origin,CreatedDate\n"
        "1,0035g00000XyZabAAC,Meter,The display has been dark since Tuesday,Web,2026-05-02T08:12:00.000Z\n"
        "2,0035g00000XyZab,Meter,Nobody came to look at the meter,Web,2026-05-03T08:12:00.000Z\n"
    )
    reading = read({"a.csv": text})
    assert reading.files[0].format == "salesforce_case"
    assert reading.quotes["participant"].tolist() == ["P001", "P001"]


@pytest.mark.parametrize(
    "link",
    [
        "https://play.google.com/apps/publish?account=1#ReviewDetailsPlace:p=org.x&reviewid=gp:AOqp1",
        "https://play.google.com/console/developers/1/app/2/user-feedback/review-details?reviewId=gp%3AAOqp1&corpus=PUBLIC",
        "https://example/#ReviewPlace:id=gp:AOqp1",
    ],
)
def test_a_google_review_is_known_by_the_id_in_its_link(tmp_path: Path, link: str) -> None:
    text = "Package Name,Star Rating,Review Text,Review Submit Millis Since Epoch,Review Link\n"
    found, _ = passages(
        tmp_path, f"{text}org.x,2,It broke after the update,1777832530000,{link}\norg.x,5,,1777832530000,\n"
    )
    assert [(one.text, one.key, one.speaker) for one in found] == [
        ("It broke after the update", "gp:AOqp1", "gp:AOqp1"),
        ("", None, "row 3"),
    ]
    assert [one.attributes for one in found] == [{"Star Rating": "2"}, {"Star Rating": "5"}]


def test_news_and_reposts_make_no_participants_words(read: Callable[..., Reading]) -> None:
    text = (
        "Query Id,Query Name,Date,Title,Snippet,Page Type,Thread Entry Type,Domain,Author\n"
        "1,N,2026-05-02,,The boat was cold and late,twitter,post,x.com,mo\n"
        "1,N,2026-05-02,,The boat was cold and late,twitter,share,x.com,al\n"
        "1,N,2026-05-02,Two ships,The operator ordered two ships,news,post,n.org,Jo Writer\n"
    )
    reading = read({"a.csv": text})
    assert reading.files[0].format == "brandwatch"
    assert kept(reading) == ["The boat was cold and late"]
    assert reading.quotes["excluded"].dropna().tolist() == ["repost", "news item"]
    assert reading.quotes["role"].tolist() == ["participant", "participant", "agent"]


def test_unknown_is_no_attribute(tmp_path: Path) -> None:
    found, _ = passages(tmp_path, "author,rating,review,country\nmo,4,I like it very much,Unknown\n")
    assert found[0].attributes == {"rating": "4"}


def test_a_row_without_words_is_counted(read: Callable[..., Reading]) -> None:
    reading = read({"a.csv": "author,review,rating\nmo,It broke after a day,1\nal,,5\n,,\n,,\n"})
    assert (reading.files[0].passages, reading.files[0].blank) == (1, 1)
    assert sorted(pd.Series(reading.participants["rating"])) == ["1", "5"]


def test_the_preview_names_one_column_where_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "given.csv"
    path.write_text("author,review,date,time,rating\nmo,It broke after a day,2026-05-01,10:00,1\n", encoding="utf-8")
    source = Source(path, path.name)
    reader, guess = choose(source, all_readers())
    assert isinstance(guess, Guess)
    assert [name for name, what in reader.preview(source) if what == "timestamp"] == ["date"]


@pytest.mark.parametrize("name", ["trustpilot", "freshdesk", "reviews_table", "transcript_table"])
def test_a_format_that_the_study_names_wrongly_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "given.csv"
    path.write_text("colour,size\nred,7\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"^given\.csv: no column of "):
        list(all_readers()[name].read(Source(path, path.name)))


HEADERS = {
    "google_play": "Package Name,Star Rating,Review Title,Review Text,Developer Reply Text,Review Link",
    "trustpilot": "Review Id,Review Title,Review Content,Review Stars,Review Username,Company Reply",
    "brandwatch": "Query Id,Title,Snippet,Full Text,Page Type,Thread Entry Type,Domain,Author,Date",
    "meltwater": "Date,Headline,Opening Text,Hit Sentence,Source,Influencer,Reach,Input Name",
    "sprout": "Timestamp (ET),Network,Direction,From,Message",
    "zendesk_view": "Summation column,Id,Requester,Subject,Via,Satisfaction Score,Topic [list]",
    "freshdesk": "Ticket ID,Subject,Description,Source,Created time,Closed time,Agent interactions,Email",
    "salesforce_case": "CaseNumber,ContactId,Subject,Description,Origin,CreatedDate",
    "hubspot": "Ticket ID,Ticket name,Ticket description,Pipeline,Create date",
    "reviews_table": "review,text,comment,title,author,rating,date,reply,pros,cons,market",
    "tickets_table": "ticket id,message id,subject,description,message,author,role,requester,private note,csat,public",
    "transcript_table": "call id,speaker,start,text,date",
}
CELLS = st.one_of(
    st.sampled_from([
        "", "It broke again today", "Agent: hi\nCustomer: it broke", "> quoted\nmine\n\nRegards\nAna", "true", "false",
        "5", "Agent", "customer", "2026-05-02", "3/4/2026", "share", "news", "Grand Totals (3 records)", "=1+1",
        "On 5 May 2026 at 10:02, Sam <s@x.org> wrote:\n> hi", "https://x/?reviewId=%ff%zz", "Unknown", "RT @x: hello",
    ]),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12),
)  # fmt: skip


@settings(deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("name", HEADERS)
def test_whatever_stands_in_the_cells_is_read_exactly(tmp_path: Path, name: str, data: st.DataObject) -> None:
    header = HEADERS[name].split(",")
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=6))
    path = tmp_path / "given.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    source = Source(path, path.name)
    reader = all_readers()[name]
    try:
        reader.sniff(source)
        found = [one for one in reader.read(source) if isinstance(one, Passage)]
    except ReadError:  # nothing is filled below the header
        return
    assert reader.preview(source)
    assert len({one.locator for one in found}) == len(found)
    cells = [cell for _, row in source.table.rows() for cell in row]
    assert all(any(one.text in cell for cell in cells) for one in found)
    assert all(one.text == one.text.strip() for one in found)
    assert found == list(reader.read(Source(path, path.name)))


def test_a_repost_in_a_table_of_tweets_is_no_evidence(read: Callable[..., Reading]) -> None:
    rows = ("57,The boat was late again today,2015-02-24", "58,RT @line: A big bad thing,2015-02-25")
    text = "\n".join(["tweet_id,text,tweet_created", *rows, ""])
    quotes = read({"a.csv": text}).quotes
    assert quotes["excluded"].tolist()[1] == "repost"
    assert quotes["timestamp"].notna().all()


def test_what_a_machine_signs_is_no_evidence(read: Callable[..., Reading]) -> None:
    text = "title,user,body,comments\nIt broke,mo,The map is empty now,2\nBump,dependabot[bot],This updates it,0\n"
    quotes = read({"a.csv": text}).quotes
    assert quotes.loc[quotes["excluded"].isna(), "text"].tolist() == ["It broke", "The map is empty now"]
    assert set(quotes["role"].iloc[2:]) == {"agent"}
    assert "2" not in set(quotes["text"])
