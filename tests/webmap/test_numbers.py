import pytest

pytestmark = pytest.mark.browser


def test_numbers_are_written_as_the_languages_write_them(visit, hai_phong_page):
    page = visit(hai_phong_page)
    differing = """(lang) => {
      document.documentElement.lang = lang;
      const numbers = Array.from({ length: 4000 }, (_, i) => ((i % 2 ? -1 : 1) * (i / 7) ** 3) / 3);
      return [0, 1, 2, 5].flatMap((decimals) => numbers.filter((value) => {
        const own = new Intl.NumberFormat({ vi: "vi-VN", en: "en-GB" }[lang],
          { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
        const rounded = Number(value.toFixed(decimals)) + 0;
        return zoneplan.number(value, decimals) !== own.format(rounded).replace("-", "−");
      }));
    }"""
    assert page.evaluate(differing, "vi") == page.evaluate(differing, "en") == []
