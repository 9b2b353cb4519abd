import pytest

from zoneplan.exchange.legacy_text import decoded, recognised
from zoneplan.language import normalised

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = [normalised(vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
SMALL = "".join(LETTERS)
ZONES = ["Khu công nghiệp Nam Đình Vũ", "Tràng Duệ", "Khu kinh tế ven biển phía Nam Hải Phòng"]
TCVN3_TABLE = dict(
    zip(
        "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐăâêôơưđ",
        "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¡¢£¤¥¦§¨©ª«¬\xad®",
        strict=True,
    )
)
VNI_TABLE = dict(
    zip(
        [normalised(v + t) for v in "aăâeêoôơuư" for t in TONES]
        + ["í", "ì", "ỉ", "ĩ", "ị", "ý", "ỳ", "ỷ", "ỹ", "ỵ", "đ"],
        [
            "a",
            "aø",
            "aù",
            "aû",
            "aõ",
            "aï",
            "aê",
            "aè",
            "aé",
            "aú",
            "aü",
            "aë",
            "aâ",
            "aà",
            "aá",
            "aå",
            "aã",
            "aä",
            "e",
            "eø",
            "eù",
            "eû",
            "eõ",
            "eï",
            "eâ",
            "eà",
            "eá",
            "eå",
            "eã",
            "eä",
            "o",
            "oø",
            "où",
            "oû",
            "oõ",
            "oï",
            "oâ",
            "oà",
            "oá",
            "oå",
            "oã",
            "oä",
            "ô",
            "ôø",
            "ôù",
            "ôû",
            "ôõ",
            "ôï",
            "u",
            "uø",
            "uù",
            "uû",
            "uõ",
            "uï",
            "ö",
            "öø",
            "öù",
            "öû",
            "öõ",
            "öï",
            "í",
            "ì",
            "æ",
            "ó",
            "ò",
            "yù",
            "yø",
            "yû",
            "yõ",
            "î",
            "ñ",
        ],
        strict=True,
    )
)
VNI_TABLE |= {key.upper(): value.upper() for key, value in VNI_TABLE.items()}


def in_tcvn3(text):
    return "".join(TCVN3_TABLE.get(letter, letter) for letter in text)


def in_vni(text):
    return "".join(VNI_TABLE.get(letter, letter) for letter in text)


def test_all_small_letters_and_the_seven_capitals_of_tcvn3_come_back():
    text = SMALL + "ĂÂÊÔƠƯĐ"
    assert decoded(in_tcvn3(text), "tcvn3") == text


def test_the_soft_hyphen_of_tcvn3_is_u_horn():
    assert decoded("Th­¬ng", "tcvn3") == "Thương"


def test_tcvn3_is_the_standards_table():
    upper_half = bytes(range(0xA1, 0xAF)) + bytes(range(0xB5, 0xBA))
    assert decoded(upper_half.decode("latin-1"), "tcvn3") == "ĂÂÊÔƠƯĐăâêôơưđàảãáạ"


@pytest.mark.parametrize("text", [SMALL, SMALL.upper()])
def test_all_letters_of_vni_come_back(text):
    assert decoded(in_vni(text), "vni") == text


@pytest.mark.parametrize(("into", "name"), [(in_tcvn3, "tcvn3"), (in_vni, "vni")])
def test_zone_names_are_recognised_and_come_back(into, name):
    old = [into(zone) for zone in ZONES]
    assert recognised([*old, None, 5]) == name
    assert [decoded(each, name) for each in old] == ZONES


def test_every_name_of_the_shipped_plan_is_recognised_in_its_encoding_alone(hai_phong):
    for stored in hai_phong.layers.values():
        for column in stored.frame.columns.drop("geometry", errors="ignore"):
            texts = [each for each in stored.frame[column] if isinstance(each, str)]
            assert recognised(texts) is None, (column, texts)
    names = hai_phong.frame("industrial_zones")["name_vi"].dropna()
    assert recognised(map(in_tcvn3, names)) == "tcvn3"
    assert recognised(map(in_vni, names)) == "vni"


@pytest.mark.parametrize(
    "texts",
    [
        ["Hòa Bình", "Khánh Hòa"],
        ["Café Müller", "Zürich", "São Paulo", "Málaga"],
        ["Île de Ré", "Noël"],
        ["Né", "Là", "Đá"],
        ["±5 °C", "250 m²", "© 2023", "«»"],
        ["plain", "", None],
        ["南海防"],
    ],
)
def test_rightly_encoded_text_is_left_alone(texts):
    assert recognised(texts) is None
