"""Rules on texts."""

import unicodedata

import pytest

TEXT = "Khu công nghiệp Đình Vũ, phường Đông Hải"


def name_of(plan_with, square, text):
    return plan_with({"geometry": square(), "name_vi": text})


@pytest.mark.parametrize(
    "text",
    [
        TEXT.encode().decode("latin-1"),
        "Đình".encode().decode("latin-1"),
        "đất".encode().decode("cp1252", "replace"),
        "Khu c«ng nghiÖp",
        "§×nh Vò",
        "Khu coâng nghieäp",
        "Khu c\ufffdng nghi\ufffdp",
        "Khu caûng",
        "Ñình Vuõ",
        "Caùt Haûi",
        "Nguyeãn",
        "Khu công nghi?p Nam C?u Ki?n",
    ],
)
def test_garbled_text_is_found(plan_with, findings, square, text):
    assert findings(name_of(plan_with, square, text), "text-garbled")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        "“PHƯỜNG, XÃ” – 100 m², 45°, ½ lô",
        "Müller & Søn, Société Générale, «Công ty»",
        "hoà, Huê, thuỷ, khoẻ, hoá, toà án",
        "DEEP C® 3 · 20°35′50″",
        "có đúng không? Xem https://example.org/van-ban?so=35&nam=2022",
        "São Leão, où, Vũ, hoãn, quãng, Tõnu",
    ],
)
def test_sound_text_is_left_alone(plan_with, findings, square, text):
    plan = name_of(plan_with, square, text)
    rules = ["text-garbled", "text-not-nfc", "text-unseen-characters"]
    assert [rule for rule in rules if findings(plan, rule)] == []


def test_decomposed_letters_are_found(plan_with, findings, square):
    plan = name_of(plan_with, square, unicodedata.normalize("NFD", TEXT))
    assert findings(plan, "text-not-nfc")


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\x85", "\u200b", "\u202e", "\ufeff", "\u00ad"])
def test_unseen_marks_are_found_and_not_printed(plan_with, findings, square, mark):
    (found,) = findings(name_of(plan_with, square, f"KCN {mark}1"), "text-unseen-characters")
    assert mark not in found.place.message.en


def test_many_rows_make_one_finding_by_column(plan_with, findings, square):
    rows = [
        {"code": f"C{at}", "name_vi": "Khu c«ng nghiÖp", "geometry": square(600_000 + 200 * at)}
        for at in range(8)
    ]
    (found,) = findings(plan_with(*rows), "text-garbled")
    assert "C0, C1, C2, C3, C4, … (8)" in found.place.message.en


def test_registers_are_read_too(plan_with, with_rows, findings, square):
    source = {"id": "s", "title": "B¸o c¸o"}
    plan = with_rows(plan_with({"geometry": square()}), "sources", source)
    assert [f.place.layer for f in findings(plan, "text-garbled")] == ["sources"]
