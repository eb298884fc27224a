from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc import api
from voc.reading.lang import unlabelled, with_codes
from voc.taggers import all_taggers, spanish, tag_quotes
from voc.taggers._spanish_words import entries, plain, tokens

CASES = [
    ("El personal es muy amable.", "positive", "amable"),
    ("El baño estaba sucio", "negative", "sucio"),
    ("No me gusta", "negative", "gusta"),
    ("PÉSIMO", "negative", "PÉSIMO"),
    ("pesimo", "negative", "pesimo"),
    ("lentísimos", "negative", "lentísimos"),
    ("Poco intuitivo", "negative", "intuitivo"),
    ("No tuve ningún problema", "positive", "ningún problema"),
    ("Sin problemas", "positive", "Sin problemas"),
    ("No creo que sea bueno", "negative", "bueno"),
    ("Es bonito, pero no funciona", "negative", "no funciona"),
    ("No me funciona", "negative", "No me funciona"),
    ("Aunque es caro, me encanta", "positive", "encanta"),
    ("No solo es barato", "positive", "barato"),
    ("Resolvieron mis problemas", "positive", "Resolvieron mis problemas"),
    ("Merece la pena", "positive", "Merece la pena"),
    ("😡", "negative", "😡"),
    ("Llegamos el viernes", None, None),
    ("Buenos días", None, None),
    ("", None, None),
]


def rows(run_tagger, *texts, lang="es"):
    return run_tagger("spanish", *({"text": text, "lang": lang} for text in texts))


@pytest.mark.parametrize(("text", "label", "word"), CASES, ids=[text[:24] or "empty" for text, *_ in CASES])
def test_label_and_the_word_that_weighs_most(run_tagger, text, label, word):
    stage, tag = rows(run_tagger, text)
    assert (tag.kind, tag.label, tag.by) == ("sentiment", label, "cue:valence-es@1")
    if word is None:
        assert (tag.value, tag.confidence, tag.start) == (None, None, None)
        assert tag.reason == "language es: no word of the list of rated words"
    else:
        assert text[tag.start : tag.end] == tag.reason == word
    assert (stage.kind, stage.label) == ("stage", None)
    assert stage.reason == "language es: stages and touchpoints are read in English only"


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("Es bueno", "Es muy bueno"),
        ("Es bueno", "Es buenísimo"),
        ("Es un poco lento", "Es lento"),
        ("Es genial", "¡Es genial!"),
        ("No es malo", "Es bueno"),
    ],
)
def test_degree(weaker, stronger):
    assert 0 < abs(spanish.valence(weaker)) < abs(spanish.valence(stronger))


@given(st.text(max_size=80))
def test_any_text_has_a_valence_and_spans_inside_it(text):
    assert len(plain(text)) == len(text)
    assert -1 <= spanish.valence(text) <= 1
    assert 0 <= spanish.confidence(spanish.valence(text)) <= 1
    assert all(0 <= hit.start < hit.end <= len(text) for hit in spanish.find(text))
    assert all(text[token.start : token.end] for token in tokens(text))


def test_every_entry_of_the_list_can_be_found():
    assert len(entries().words) > 5000
    assert set(entries().rules) == {"negation", "stop", "more", "less"}
    known = [*entries().words.values(), *(value for found in entries().phrases.values() for _, value in found)]
    assert all(-4 < value < 4 and math.isfinite(value) for value in known)


def test_other_languages_are_said_to_be_unread(run_tagger):
    stage, sentiment = rows(run_tagger, "Das Hotel war schlecht.", lang="de")
    assert (stage.label, sentiment.label) == (None, None)
    assert sentiment.reason == "language de: not read"


@pytest.mark.parametrize("tagger", ["cues", "cues,vader"])
def test_a_study_in_two_languages(quotes_of, cued, tagger):
    english = [{"text": "The courier was great.", "lang": "en"}, "It was the van."]
    both = quotes_of(*english, {"text": "El mensajero fue muy amable.", "lang": "es"})
    tags = tag_quotes(both, cued, tagger=tagger)
    alone = tag_quotes(quotes_of(*english), cued, tagger=tagger)
    # English is read as if nothing else stood beside it.
    assert tags[tags["quote_id"] != "q02"].reset_index(drop=True).equals(alone)
    (sentiment,) = tags[(tags["quote_id"] == "q02") & (tags["kind"] == "sentiment")].itertuples()
    assert (sentiment.label, sentiment.by) == ("positive", spanish.BY)
    assert set(tags[tags["quote_id"] == "q02"]["kind"]) == {"stage", "sentiment"}


@pytest.mark.parametrize("tagger", ["cues", "accurate"])
def test_a_study_in_spanish_alone(quotes_of, cued, tagger):
    tags = tag_quotes(quotes_of({"text": "El mensajero fue muy amable.", "lang": "es"}), cued, tagger=tagger)
    assert sorted(tags["kind"]) == ["sentiment", "stage"]


def test_a_plain_table_says_its_languages_in_any_words(quotes_of, cued):
    given_words = ["Spanish", "es-MX", "ES", "und", "German"]
    table = quotes_of(*({"text": "El hotel es bonito.", "lang": word} for word in given_words))
    assert with_codes(table)["lang"].astype(object).where(lambda found: found.notna(), None).tolist() == [
        "es",
        "es",
        "es",
        None,
        "de",
    ]
    tags = api.tag(table, cued, tagger="cues")
    assert (tags["by"] == spanish.BY).sum() == 3


def test_rows_that_look_spanish_are_told_of_and_not_guessed(quotes_of, cued):
    table = quotes_of("El servicio al cliente fue muy malo y nadie me contestó nunca", "It was a nice day, really.")
    assert unlabelled(table) == (
        "read as English, though they look otherwise: 1 es of 2 rows; say it in a column named lang"
    )
    assert unlabelled(quotes_of("It was a nice day, really.", "corto")) is None
    assert spanish.BY not in set(tag_quotes(table, cued, tagger="cues")["by"])


def test_whoever_takes_the_english_leaves_the_spanish(run_tagger):
    from voc.taggers._choice import _before

    every = list(all_taggers().values())
    kept = _before([all_taggers()["stage"], all_taggers()["vader"]], every)
    assert "spanish" in [one.name for one in kept]
    assert "sentiment" not in [one.name for one in kept]


def test_a_comma_ends_what_a_negation_reaches():
    assert "," in entries().rules["stop"]
    assert spanish.valence("No, es muy bueno") > 0 > spanish.valence("No es muy bueno")
