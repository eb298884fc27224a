"""Checkpoints of transformers by their folder: what they are is decided without torch, what they say with it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voc import tags
from voc.errors import MissingExtra, VocError
from voc.taggers import choose, tag_quotes
from voc.taggers._checkpoint import _labels, load, look
from voc.taggers._checkpoint._kind import KINDS, Checkpoint, inspect

Folder = Callable[..., Path]

GO = ["admiration", "amusement", "anger", "joy", "sadness", "neutral"]


def classifier(*labels: str, **more: Any) -> dict[str, Any]:
    names = {str(number): label for number, label in enumerate(labels)}
    return {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "id2label": names,
        "max_position_embeddings": 512,
    } | more


ENCODER = {"architectures": ["BertModel"], "model_type": "bert", "max_position_embeddings": 512}
MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Makes a folder with a config, empty weights and an empty tokenizer; a file that is ``None`` is left out."""

    def make(config: Mapping[str, Any] | None, name: str = "mine", **files: Any) -> Path:
        home = tmp_path / name
        home.mkdir()
        plain = {"config.json": config, "model.safetensors": "", "tokenizer.json": {}}
        for place, content in (plain | files).items():
            if content is not None:
                path = home / place
                path.parent.mkdir(exist_ok=True)
                path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return home

    return make


KNOWN = [
    (classifier("negative", "neutral", "positive"), "sentiment"),
    (classifier("NEGATIVE", "POSITIVE"), "sentiment"),
    (classifier("POS", "NEU", "NEG"), "sentiment"),
    (classifier(*(f"{n} star{'s' * (n > 1)}" for n in range(1, 6))), "sentiment"),
    (classifier("Very Negative", "Negative", "Neutral", "Positive", "Very Positive"), "sentiment"),
    (classifier(*GO, problem_type="multi_label_classification"), "emotion"),
    (classifier("sadness", "joy", "love", "anger", "fear", "surprise"), "emotion"),
    (classifier("others", "joy", "sadness"), "emotion"),
    (classifier("frustrated", "pleased", "confused"), "emotion"),
    (classifier("anger", "anticipation", "disgust", "fear", "joy", "pessimism", "trust"), "emotion"),
    (classifier("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), "nli"),
    (classifier("entailment", "not_entailment"), "nli"),
    (classifier("contradiction", "neutral", "entailment", is_encoder_decoder=True), "nli"),
    (ENCODER, "vectors"),
    ({"architectures": ["MPNetModel"], "model_type": "mpnet"}, "vectors"),
    ({"architectures": ["XLMRobertaModel"], "model_type": "xlm-roberta"}, "vectors"),
]


@pytest.mark.parametrize(("config", "kind"), KNOWN, ids=[f"{kind}-{n}" for n, (_, kind) in enumerate(KNOWN)])
def test_what_a_config_says_it_is(folder: Folder, config: Mapping[str, Any], kind: str) -> None:
    found = inspect(str(folder(config)))
    assert found.kind == kind
    assert found.labels == tuple(config.get("id2label", {}).values())
    assert found.is_multi == ("problem_type" in config)


REFUSED = [
    ({"config.json": None}, "no config.json"),
    ({"config.json": "{"}, "config.json: not as transformers writes it: Invalid JSON"),
    ({"config.json": "[]"}, "config.json: not as transformers writes it: Input should be an object"),
    ({"config.json": ENCODER | {"id2label": ["joy"]}}, "config.json: not as transformers writes it: id2label"),
    ({"modules.json": {}}, "modules.json: not as transformers writes it"),
    ({"config.json": classifier("LABEL_0", "LABEL_1", "LABEL_2")}, "its labels have no names (LABEL_0, LABEL_1"),
    ({"config.json": {"architectures": ["BertForSequenceClassification"]}}, "write them into id2label"),
    ({"config.json": classifier("spam", "ham")}, "BertForSequenceClassification with the labels spam, ham; accepted"),
    ({"config.json": classifier("neutral", "positive")}, "with the labels neutral, positive"),
    ({"config.json": classifier("joy", "spam", "ham", "eggs")}, "with the labels joy, spam"),
    ({"config.json": classifier("a", "b", auto_map={"AutoModel": "x.y"})}, "code of its own"),
    ({"config.json": {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2"}}, "GPT2LMHeadModel is nothing"),
    ({"config.json": {"architectures": ["GPT2Model"], "model_type": "gpt2"}}, "GPT2Model is nothing"),
    ({"config.json": {"architectures": ["BertForMaskedLM"], "model_type": "bert"}}, "BertForMaskedLM is nothing"),
    ({"config.json": {"architectures": ["T5Model"], "is_encoder_decoder": True}}, "sentence encoders (BertModel"),
    ({"config.json": {"model_type": "bert"}}, "no architecture is nothing"),
    ({"tokenizer.json": None}, "no tokenizer beside the weights"),
    ({"model.safetensors": None}, "no model.safetensors"),
    ({"model.safetensors": None, "pytorch_model.bin": ""}, "pytorch_model.bin is a pickle"),
    ({"model.safetensors": None, "pytorch_model-00001-of-00002.bin": ""}, "save_pretrained"),
    (
        {
            "model.safetensors": None,
            "model.safetensors.index.json": {"weight_map": {"a": "model-00001-of-00002.safetensors"}},
        },
        "the weights lack model-00001-of-00002.safetensors",
    ),
    ({"adapter_config.json": {}}, "it is an adapter"),
    ({"modules.json": [*MODULES, {"path": "3", "type": "x.Dense"}]}, "pass through Dense"),
    ({"modules.json": MODULES, "1_Pooling/config.json": {"pooling_mode": "lasttoken"}}, "pooled by lasttoken"),
    (
        {"1_Pooling/config.json": {"pooling_mode_cls_token": True, "pooling_mode_max_tokens": True}},
        "pooled by cls, max",
    ),
]


@pytest.mark.parametrize(("files", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_one_line_says_why_a_folder_is_refused(folder: Folder, files: Mapping[str, Any], said: str) -> None:
    home = folder(ENCODER, **files)
    with pytest.raises(VocError) as told:
        choose(f"cues,{home}")
    assert said in str(told.value)
    assert str(home) in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("pooling", "first"),
    [
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False, "word_embedding_dimension": 16}, False),
        ({"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}, True),
        ({"pooling_mode": "cls"}, True),
        ({"pooling_mode": "mean"}, False),
    ],
)
def test_how_vectors_are_pooled(folder: Folder, pooling: Mapping[str, Any], first: bool) -> None:
    config = {"architectures": ["BertForMaskedLM"], "model_type": "bert"}
    home = folder(config, **{"modules.json": MODULES, "1_Pooling/config.json": pooling})
    assert inspect(str(home)).takes_first is first


@pytest.mark.parametrize(
    ("config", "files", "limit"),
    [
        (ENCODER, {}, 512),
        (ENCODER | {"max_position_embeddings": 8192}, {}, 512),
        (ENCODER, {"tokenizer_config.json": {"model_max_length": 128}}, 128),
        (ENCODER, {"tokenizer_config.json": {"model_max_length": 1000000000000000019884624838656}}, 512),
        (ENCODER, {"sentence_bert_config.json": {"max_seq_length": 256}}, 256),
        ({"architectures": ["RobertaModel"], "model_type": "roberta", "max_position_embeddings": 130}, {}, 128),
    ],
)
def test_how_many_tokens_are_read_at_once(
    folder: Folder, config: Mapping[str, Any], files: Mapping[str, Any], limit: int
) -> None:
    assert inspect(str(folder(config, **files))).limit == limit


def test_the_name_of_a_snapshot_in_the_cache_is_the_models(tmp_path: Path) -> None:
    home = tmp_path / "models--acme--tone" / "snapshots" / "0123abcd"
    found = Checkpoint(home, home, "vectors", (), 512)
    assert found.name == "acme_tone"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (KNOWN[0][0], KNOWN[1][0], "sentiment"),
        (KNOWN[5][0], KNOWN[6][0], "emotion"),
        (KNOWN[10][0], ENCODER, "stage"),
    ],
)
def test_two_for_the_same_kind_are_both_named(
    folder: Folder, one: Mapping[str, Any], other: Mapping[str, Any], kind: str
) -> None:
    first, second = folder(one, "first"), folder(other, "second")
    with pytest.raises(VocError, match=f"first and .*second both give the {kind}"):
        choose(f"cues,{first},{second}")


def test_vader_and_a_checkpoint_for_sentiment_are_two(folder: Folder) -> None:
    with pytest.raises(VocError, match=r"vader and .*mine both give the sentiment"):
        choose(f"cues,vader,{folder(KNOWN[0][0])}")


def test_different_kinds_go_together(folder: Folder) -> None:
    folders = [str(folder(config, name)) for config, name in ((KNOWN[0][0], "a"), (KNOWN[5][0], "b"), (ENCODER, "c"))]
    assert [one.kind for one in look(folders, {})] == ["sentiment", "emotion", "vectors"]


def test_looking_imports_neither_torch_nor_transformers(folder: Folder) -> None:
    code = (
        "import sys; from voc.taggers._checkpoint import look; look(sys.argv[1:], {});"
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder(ENCODER))], check=True)


@pytest.mark.parametrize("installed", [{}, {"torch": "2.5.1", "transformers": "5.1.0"}, {"torch": "2.13.0+cpu"}])
def test_a_missing_or_old_extra_is_one_line_with_the_command(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, installed: Mapping[str, str]
) -> None:
    from importlib.metadata import PackageNotFoundError

    from voc.taggers._checkpoint import _loading

    def version(name: str) -> str:
        if name not in installed:
            raise PackageNotFoundError(name)
        return installed[name]

    monkeypatch.setattr(_loading, "version", version)
    with pytest.raises(MissingExtra) as told:
        choose(f"cues,{folder(ENCODER)}")
    assert 'pip install "voc[torch]"' in str(told.value)
    assert "\n" not in str(told.value)


def test_a_name_that_is_no_folder_lists_the_names() -> None:
    with pytest.raises(VocError, match=r"no tagger 'acurate'.*did you mean 'accurate'"):
        choose("acurate")


def test_every_kind_of_checkpoint_gives_kinds_of_tag() -> None:
    assert set(KINDS) == {kind for _, kind in KNOWN}


# From here on with torch: tiny networks of random weights, made here.

# fmt: off
WORDS = ["the", "a", "it", "was", "not", "and", "but", "courier", "came", "late", "lovely", "bad", "good", "this", "."]
# fmt: on
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
has_torch = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))
with_torch = pytest.mark.skipif(not has_torch, reason="needs voc[torch]")
TEXTS = ["The courier came late.", "", "A lovely room, but the bed was bad. " * 12, "😀", "The courier came late."]


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a real checkpoint with random weights; no name may be looked up from here on."""
    import torch
    import transformers

    def no_network(*args: Any, **more: Any) -> None:
        raise AssertionError(f"the network was asked for: {args}")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)

    def make(labels: Sequence[str] = (), name: str = "tiny", *, seed: int = 0, **more: Any) -> Path:
        home = tmp_path / name
        home.mkdir()
        torch.manual_seed(seed)
        names = {"id2label": dict(enumerate(labels)), "num_labels": len(labels)} if labels else {}
        config = transformers.BertConfig(
            vocab_size=len(PIECES), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
            max_position_embeddings=64, initializer_range=1.0, **names, **more,
        )  # fmt: skip
        network = (transformers.BertForSequenceClassification if labels else transformers.BertModel)(config)
        network.save_pretrained(home)
        (home / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
        transformers.BertTokenizer(str(home / "vocab.txt"), model_max_length=64).save_pretrained(home)
        return home

    return make


@with_torch
def test_sentiment_is_the_checkpoints_own_arithmetic(trained, quotes_of, cued) -> None:
    import torch
    import transformers

    home = trained(["1 star", "2 stars", "3 stars", "4 stars", "5 stars"])
    table = tag_quotes(quotes_of(*TEXTS), cued, tagger=f"cues,{home}")
    found = table[table["kind"] == "sentiment"]
    digest = hashlib.sha256((home / "model.safetensors").read_bytes()).hexdigest()[:8]
    assert set(found["by"]) == {f"model:tiny@{digest}"}
    assert found["quote_id"].tolist() == [f"q{n:02d}" for n in range(len(TEXTS))]
    tokenizer = transformers.AutoTokenizer.from_pretrained(home)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(home).eval()
    with torch.inference_mode():
        chances = model(**tokenizer(TEXTS[0], return_tensors="pt")).logits.softmax(-1)[0].numpy()
    sides = [chances[:2].sum(), chances[2], chances[3:].sum()]
    best = int(np.argmax(sides))
    value = float(chances @ np.array([-1, -0.5, 0, 0.5, 1]))
    row = found.iloc[0]
    assert row["label"] == tags.SENTIMENTS[best]
    assert row["confidence"] == pytest.approx(sides[best], abs=1e-5)
    assert row["value"] == pytest.approx(0 if (best - 1) * value < 0 else value, abs=1e-5)
    assert row["value"] == found.iloc[4]["value"]


@with_torch
def test_a_long_text_is_read_to_its_end_in_windows(trained) -> None:
    from voc.taggers._checkpoint._loading import load as network_of

    network = network_of(inspect(str(trained(["negative", "positive"]))))
    long = "the courier came late . " * 40
    both = network.logits([long, long + "lovely bad good"])
    assert not np.allclose(both[0], both[1])
    batches = list(network.run([long], None, lambda done, total: None))
    assert sum(len(batch.rows) for batch in batches) > 3
    assert max(batch.mask.shape[1] for batch in batches) <= 64


@with_torch
@pytest.mark.parametrize("problem", ["multi_label_classification", "single_label_classification"])
def test_emotions(trained, quotes_of, cued, problem) -> None:
    home = trained(["joy", "anger", "pessimism", "neutral"], problem_type=problem, seed=3)
    texts = [f"{one} {other}" for one in WORDS[:12] for other in WORDS[:12]]
    table = tag_quotes(quotes_of(*texts), cued, tagger=f"cues,{home}")
    found = table[table["kind"] == "emotion"]
    assert set(found["label"]) <= {"joy", "anger", "pessimism"}
    assert found["confidence"].between(0.5, 1).all()
    assert (found["value"].isna() == (found["label"] == "pessimism")).all()
    assert found["quote_id"].duplicated().any() == (problem == "multi_label_classification")


@with_torch
def test_nli_gives_stage_touchpoint_and_what_was_asked(trained, quotes_of, hotel) -> None:
    home = trained(["contradiction", "entailment", "neutral"], seed=1)
    rows = [{"text": text, "question": "How was the bed?"} for text in TEXTS]
    seen: list[tuple[str, int, int]] = []
    table = tag_quotes(
        quotes_of(*rows),
        hotel,
        tagger=f"cues,{home}",
        progress=lambda name, done, total: seen.append((name, done, total)),
    )
    assert len(table[table["kind"] == "stage"]) == len(TEXTS)
    judged = table[table["kind"].isin(["stage", "touchpoint", "asked"])]
    assert judged["by"].str.fullmatch(rf"model:tiny@[0-9a-f]{{8}}\+{hotel.digest}").all()
    told = [(name, done, total) for name, done, total in seen if "pairs" in name]
    assert told
    assert all(done <= total for _, done, total in told)
    assert "5 x 4 pairs by tiny" in told[0][0]


@with_torch
def test_what_is_entailed_is_the_stage_and_nothing_entailed_is_none(trained, quotes_of, hotel, monkeypatch) -> None:
    from voc.taggers._checkpoint._network import Network

    def logits(self, texts, hypotheses, *, progress):
        pairs = zip(texts, hypotheses, strict=True)
        fits = ["bed" in text and hypothesis.startswith("This is about Stay:") for text, hypothesis in pairs]
        return np.array([[0, 9, 0] if fit else [9, 0, 0] for fit in fits], dtype=np.float32)

    monkeypatch.setattr(Network, "logits", logits)
    home = trained(["contradiction", "entailment", "neutral"])
    table = tag_quotes(quotes_of("A bad bed.", "Something else."), hotel, tagger=f"cues,{home}")
    stage = table[table["kind"] == "stage"]
    assert stage["label"].fillna("none").tolist() == ["stay", "none"]
    assert stage["confidence"].iloc[0] > 0.9
    assert stage["reason"].iloc[0] == "entailed by the whole quote"


@with_torch
@pytest.mark.parametrize("mode", ["cls", "mean"])
def test_vectors_are_pooled_as_the_folder_says(trained, mode) -> None:
    import torch
    import transformers

    from voc.taggers._checkpoint._loading import load as network_of
    from voc.taggers._checkpoint._vectors import Borrowed

    home = trained()
    (home / "1_Pooling").mkdir()
    (home / "1_Pooling/config.json").write_text(json.dumps({"pooling_mode": mode}), encoding="utf-8")
    borrowed = Borrowed(network_of(inspect(str(home))), None)
    tokenizer = transformers.AutoTokenizer.from_pretrained(home)
    model = transformers.AutoModel.from_pretrained(home).eval()
    with torch.inference_mode():
        hidden = model(**tokenizer(TEXTS[0], return_tensors="pt")).last_hidden_state[0].numpy()
    raw = hidden[0] if mode == "cls" else hidden.mean(axis=0)
    expected = raw / np.linalg.norm(raw) - borrowed.centre
    read = borrowed.encode([TEXTS[2], TEXTS[0], ""])
    assert read.vectors[1] == pytest.approx(expected / np.linalg.norm(expected), abs=1e-4)
    assert np.linalg.norm(read.vectors, axis=1) == pytest.approx(1, abs=1e-4)
    assert np.isnan(read.valence).all()
    places = borrowed.carrying([TEXTS[0], "", "..."], read.vectors)
    assert places[1:] == [None, None]
    assert places[0] is not None
    assert TEXTS[0][slice(*places[0])].strip(" .")


@with_torch
def test_a_sentence_encoder_reads_stage_and_touchpoint_and_leaves_the_rest(trained, quotes_of, cued) -> None:
    home = trained()
    table = tag_quotes(quotes_of(*TEXTS), cued, tagger=f"cues,{home}")
    stages = table[table["kind"] == "stage"]
    assert stages["by"].str.startswith("model:tiny@").all()
    assert len(stages) == len(TEXTS)
    assert table[table["kind"] == "sentiment"]["by"].str.startswith("model:vader").all()
    assert table[table["kind"] == "touchpoint"]["value"].isna().all()
    tags.check(table)


@with_torch
def test_a_head_that_was_never_trained_is_refused(trained) -> None:
    home = trained()
    config = json.loads((home / "config.json").read_text(encoding="utf-8"))
    config |= {"architectures": ["BertForSequenceClassification"], "id2label": {"0": "negative", "1": "positive"}}
    (home / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(VocError, match=r"the weights lack classifier\.bias, so its outputs would be chance"):
        choose(f"cues,{home}")


@with_torch
@pytest.mark.parametrize("damage", ["weights", "labels"])
def test_what_transformers_cannot_load_is_one_line(trained, damage) -> None:
    home = trained(["negative", "positive"])
    if damage == "weights":
        (home / "model.safetensors").write_bytes(b"\0" * 100)
    else:
        config = json.loads((home / "config.json").read_text(encoding="utf-8"))
        config["id2label"] = {"0": "negative", "1": "neutral", "2": "positive"}
        (home / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(VocError, match="transformers cannot load it") as told:
        load(inspect(str(home)))
    assert "\n" not in str(told.value)


@with_torch
def test_weights_that_are_not_numbers_are_told(trained) -> None:
    from safetensors.torch import load_file, save_file

    home = trained(["negative", "positive"])
    weights = load_file(home / "model.safetensors")
    weights["classifier.bias"][:] = float("nan")
    save_file(weights, home / "model.safetensors", {"format": "pt"})
    from voc.taggers._checkpoint._loading import load as network_of

    with pytest.raises(VocError, match="not numbers"):
        network_of(inspect(str(home))).logits(["a"])


@with_torch
def test_nothing_is_printed_while_a_checkpoint_loads(trained) -> None:
    code = "import sys; from voc.taggers import choose; print(len(choose('cues,' + sys.argv[1]).taggers))"
    done = subprocess.run([sys.executable, "-c", code, str(trained())], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_labels_of_both_signs_make_a_scale() -> None:
    assert _labels.valences(["neutral", "positive"]) is None
    assert _labels.valences([]) is None
