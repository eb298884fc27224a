from __future__ import annotations

import pytest

from voc.errors import StudyError
from voc.theme_file import ThemeFile


def test_a_study_without_the_file_has_no_themes_of_its_own(tmp_path):
    assert ThemeFile.load(tmp_path).themes == ThemeFile.load(None).themes == ()


def test_it_is_read(tmp_path):
    (tmp_path / "themes.toml").write_text('[[theme]]\nname = " Oars "\nof = ["a", "b"]\n', encoding="utf-8")
    (theme,) = ThemeFile.load(tmp_path).themes
    assert (theme.name, theme.of, theme.kind) == ("Oars", ("a", "b"), "pain")


FAULTS = [
    ('[[theme]]\nname = "A"\nof = []\n', r"\[\[theme\]\] 1, of"),
    ('[[theme]]\nname = ""\nof = ["a"]\n', r"\[\[theme\]\] 1, name"),
    ('[[theme]]\nname = "A"\nof = ["a"]\ncolour = "red"\n', "no such key 'colour'"),
    ('[[theme]]\nname = "A"\nof = ["a"]\nkind = "wish"\n', "kind"),
    ("[[theme]\n", "not TOML"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_fault_is_told_in_one_line_with_the_file(tmp_path, text, message):
    (tmp_path / "themes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match=message) as caught:
        ThemeFile.load(tmp_path)
    assert "themes.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
