"""The language of a quote."""

from __future__ import annotations

import pytest

from voc.reading.lang import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The courier never rang and left the parcel in the rain.", "en"),
        ("Der Bote hat nie geklingelt und das Paket im Regen stehen lassen.", "de"),
        ("Le livreur n'a jamais sonné et a laissé le colis sous la pluie.", "fr"),
        ("El mensajero nunca llamó y dejó el paquete bajo la lluvia.", "es"),
        ("O entregador nunca tocou a campainha e deixou a encomenda na chuva.", "pt"),
        ("Het pakket lag buiten in de regen en niemand heeft aangebeld.", "nl"),
        ("配送が遅い。", "ja"),
        ("客服等了三分钟才接电话", "zh"),
        ("배송이 늦었어요", "ko"),
        ("My 東京 trip", None),
        ("Too slow", None),
        ("404", None),
        ("", None),
        ("https://example.org/a/b/c @anna #bike ok", None),
        ("ok lol hm xD brb", None),
    ],
)
def test_long_texts_are_judged_and_short_ones_are_not(text: str, code: str | None) -> None:
    assert language(text) == code
