import re

from zoneplan import errors


def test_every_error_has_its_own_documented_exit_code():
    documented = set(re.findall(r"\| (\d+) \|.*`(\w+)`", errors.__doc__))
    family = {
        (str(kind.exit_code), kind.__name__) for kind in errors.ZoneplanError.__subclasses__()
    }
    assert family == documented
    assert len({code for code, _ in family}) == len(family)


def test_an_error_speaks_both_languages():
    fault = errors.PlanError(vi="hỏng", en="damaged")
    assert (fault.say("vi"), fault.say("en"), str(fault)) == ("hỏng", "damaged", "damaged")
