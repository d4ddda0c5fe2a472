"""What is printed when the program breaks holds no values."""

from tui.crash import crash_report


def fails(name: str) -> None:
    secret = f"{name} 530829199203040018"
    raise ValueError(secret)


def report_of(name: str) -> str:
    try:
        try:
            fails(name)
        except ValueError as error:
            raise LookupError(name) from error
    except LookupError as error:
        return crash_report(error).plain
    return ""


def test_a_crash_report_names_places_and_no_values() -> None:
    report = report_of("岩三木")
    assert "LookupError" in report
    assert "ValueError" in report
    assert "test_crash.py" in report
    assert "fails" in report
    assert "岩三木" not in report
    assert "5308291992" not in report
    assert "已保存的记录都在" in report
