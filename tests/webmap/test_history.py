import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def status_on(visit, hai_phong_page):
    page = visit(hai_phong_page)

    def asked(day, *events, call="statusOn", **values):
        history = [{"date": date, "status": status} for date, status in events]
        feature = {"history": history, "values": values}
        with_cells = "{...feature, cell: (name) => feature.values[name] ?? null}"
        return page.evaluate(
            f"([feature, day]) => zoneplan.{call}({with_cells}, day)", [feature, day]
        )

    return asked


def test_a_month_counts_from_its_first_day(status_on):
    events = [("2019-10-09", "approved_investor"), ("2022-07", "construction")]
    assert status_on("2022-06-30", *events) == "approved_investor"
    assert status_on("2022-07-01", *events) == "construction"


def test_a_year_counts_from_its_first_day(status_on):
    assert status_on("2007-12-31", ("2008", "established")) is None
    assert status_on("2008-01-01", ("2008", "established")) == "established"


def test_of_two_events_on_one_day_the_later_row_counts(status_on):
    assert status_on("2022-07-01", ("2022-07-01", "building"), ("2022-07", "operating")) == (
        "operating"
    )


def test_nothing_is_filled_in_backwards(status_on):
    assert status_on("2016-05-11", ("2016-05-12", "construction")) is None


def test_before_its_first_event_a_feature_is_not_known_but_there(status_on):
    assert status_on("2016-05-11", ("2016-05-12", "construction"), call="existsOn")


def test_before_it_was_established_a_feature_of_which_nothing_is_told_is_not_there(status_on):
    assert not status_on("2022-05-26", call="existsOn", established="2022-05-27")
    assert status_on("2022-05-27", call="existsOn", established="2022-05-27")


def test_what_was_proposed_before_it_was_established_is_there(status_on):
    told = {"call": "existsOn", "established": "2024-12-04"}
    assert status_on("2023-09-12", ("2023-09-12", "proposed"), **told)


def test_the_steps_are_the_days_of_the_events_oldest_first(visit, hai_phong_page):
    days = visit(hai_phong_page).evaluate("zoneplan.steps(zoneplan.plan()).map((s) => s.date)")
    assert days == sorted(set(days))
    assert days[:3] == ["2008-01-01", "2016-05-12", "2018-05-13"]
