from datetime import date

import pandas as pd

from zoneplan.timeline import names_on, status_on


def events(*rows):
    return pd.DataFrame(rows, columns=["layer", "code", "date", "status"], dtype=object)


def test_the_newest_event_by_the_day_counts():
    history = events(
        ("b", "1", "2016-05-12", "construction"), ("b", "1", "2018-05-13", "operating")
    )
    assert status_on(history, date(2018, 5, 12)).loc[("b", "1"), "status"] == "construction"
    assert status_on(history, date(2018, 5, 13)).loc[("b", "1"), "status"] == "operating"


def test_an_event_of_month_precision_counts_from_its_first_day():
    history = events(("b", "1", "2022-07-01", "construction"))
    assert len(status_on(history, date(2022, 6, 30))) == 0
    assert len(status_on(history, date(2022, 7, 1))) == 1


def test_of_two_events_on_one_day_the_later_row_counts():
    history = events(
        ("b", "1", "2022-01-01", "submitted"), ("b", "1", "2022-01-01", "in_principle")
    )
    assert status_on(history, date(2023, 1, 1))["status"].tolist() == ["in_principle"]


def test_a_feature_without_event_has_no_status():
    assert status_on(events(), date(2023, 1, 1)).empty


def test_a_name_follows_its_date():
    names = pd.DataFrame(
        [("NHP", "2023-09-12", "A"), ("NHP", "2024-12-04", "B")],
        columns=["code", "from", "name_vi"],
    )
    assert names_on(names, date(2023, 12, 18)).loc["NHP", "name_vi"] == "A"
    assert names_on(names, date(2024, 12, 4)).loc["NHP", "name_vi"] == "B"
    assert names_on(names, date(2020, 1, 1)).empty
