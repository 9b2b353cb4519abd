"""An officer explains a difference of areas and signs the explanation."""

from datetime import date

import pytest

from zoneplan import analysis, store
from zoneplan.change import Reason
from zoneplan.errors import EditError
from zoneplan.workflows.history import undo
from zoneplan.workflows.sign_off import Signature, sign_off

TODAY = date(2026, 11, 24)
REASON = Reason(action="explain", by="lan")


def signed(folder, said, on, code="NDV2", by="Trần Văn B"):
    return sign_off(folder, code, said, Signature(by=by, on=on), today=TODAY, reason=REASON)


def beside(folder, as_of=TODAY):
    table = analysis.area_table(store.read_plan(folder, as_of=as_of)).set_index("code")
    row = table.loc["NDV2", ["explanation", "signed_by", "signed_on"]]
    return tuple(row.where(row.notna(), None))


def test_the_newest_explanation_by_the_day_stands_beside_the_feature(copied_plan):
    signed(copied_plan, "sơ bộ", date(2025, 3, 1))
    signed(copied_plan, "đo lại", date(2026, 3, 1))
    assert beside(copied_plan) == ("đo lại", "Trần Văn B", "2026-03-01")
    assert beside(copied_plan, date(2025, 12, 31))[0] == "sơ bộ"
    assert beside(copied_plan, date(2024, 12, 31)) == (None, None, None)


def test_taking_one_back_leaves_those_before(copied_plan):
    signed(copied_plan, "sơ bộ", date(2025, 3, 1))
    number = signed(copied_plan, "đo lại", date(2026, 3, 1))
    undo(copied_plan, str(number), reason=Reason(action="undo", by="lan"), today=TODAY)
    assert beside(copied_plan)[0] == "sơ bộ"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"code": "NIX"}, "No layer holds a feature NIX"),
        ({"said": " "}, "may be empty"),
        ({"by": ""}, "may be empty"),
        ({"on": date(2026, 11, 25)}, "lies ahead"),
    ],
)
def test_what_nobody_could_sign_is_refused(copied_plan, more, told):
    with pytest.raises(EditError) as refused:
        signed(copied_plan, **({"said": "đo lại", "on": TODAY} | more))
    assert told in refused.value.text.en
