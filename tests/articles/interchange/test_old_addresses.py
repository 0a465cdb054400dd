"""Old addresses from a file: what is taken, what is refused and why, and that nothing is done by halves."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.interchange.old_addresses import (
    LARGEST,
    Imported,
    RefusedLine,
    import_addresses,
    read_addresses,
    write_addresses,
)
from articles.refusals import Refused
from journal.models import OldAddress, PressStamp

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "/a,/de/17/\n/b?c=1,https://example.org/\n",
        "\ufeffold address,leads to\r\n/a,/de/17/\r\n/b?c=1,https://example.org/\r\n",
        "/a;/de/17/\n\n/b?c=1;https://example.org/;;\n",
        "alt\tneu\n /a \t /de/17/ \nhttps://old.example.org/b?c=1\thttps://example.org/",
        '"/a","/de/17/"\n"/b?c=1","https://example.org/"\n/a,/de/17/\n',
    ],
)
def test_a_file_is_read_as_it_comes(text: str) -> None:
    found = read_addresses(text.encode())
    assert (found.targets, found.refused) == ({"/a": "/de/17/", "/b?c=1": "https://example.org/"}, [])


def test_a_refused_line_is_named_with_its_reason() -> None:
    lines = [
        "/good,/de/17/",
        "articles/17,/de/17/",
        "/admin/x,/de/17/",
        "/evil,//evil.example/",
        "/self,/self/",
        "/three,/de/17/,x",
        "/one",
        "/good,/de/18/",
        "/de/imprint/,/de/17/",
        "/Й,/de/19/",
    ]
    found = read_addresses("\n".join(lines).encode())
    columns = "Two columns are expected: the old address, and where it leads."
    assert found.targets == {"/good": "/de/17/", "/Й": "/de/19/"}
    assert found.refused == [
        RefusedLine(2, "articles/17, /de/17/", "An old address begins with a slash."),
        RefusedLine(3, "/admin/x, /de/17/", "This address belongs to the desk or to files of the site."),
        RefusedLine(
            4,
            "/evil, //evil.example/",
            "This leads nowhere: a path begins with one slash, a whole address with https://.",
        ),
        RefusedLine(5, "/self, /self/", "An address cannot lead to itself."),
        RefusedLine(6, "/three, /de/17/, x", columns),
        RefusedLine(7, "/one", columns),
        RefusedLine(8, "/good, /de/18/", "Line 1 says something else of it."),
        RefusedLine(9, "/de/imprint/, /de/17/", "The site itself has a page at this address."),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("/стары,/de/17/".encode("windows-1251"), "The file is not in UTF-8."),
        (b"", "There is no address in the file."),
        (b"old address,leads to\n", "There is no address in the file."),
        (b"/a," + b"x" * LARGEST, "The file is larger than 5 MB."),
        (b"/a,/b\n/c," + b"x" * 200_000, "Line 2 cannot be read."),
    ],
    ids=["charset", "empty", "heading", "large", "field"],
)
def test_a_file_that_is_no_list_of_addresses_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_addresses(data)
    assert str(refusal.value) == reason


def test_an_import_adds_what_is_new_changes_what_is_known_and_renews_the_stamp_once() -> None:
    OldAddress.objects.bulk_create([OldAddress(path="/a", target="/de/1/"), OldAddress(path="/b", target="/de/2/")])
    targets = {"/a": "/de/1/", "/b": "/de/3/", **{f"/c{number}": "/de/4/" for number in range(1200)}}
    before = PressStamp.objects.values_list("token", flat=True).first()
    with CaptureQueriesContext(connection) as queries:
        assert import_addresses(targets) == Imported(added=1200, changed=1)
    assert sum("INSERT" in query["sql"] and "oldaddress" in query["sql"] for query in queries) <= 6
    assert dict(OldAddress.objects.values_list("path", "target")) == targets
    after = PressStamp.objects.values_list("token", flat=True).first()
    assert after != before
    assert import_addresses(targets) == Imported()
    assert PressStamp.objects.values_list("token", flat=True).first() == after


def test_what_is_written_out_can_be_read_in_again() -> None:
    targets = {"/a?b=c,d": "https://example.org/", '/"q"': "/de/17/", "/Й": "/hy/17/"}
    import_addresses(targets)
    assert read_addresses(write_addresses().encode()).targets == targets


def test_the_command_imports_all_lines_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "old.csv"
    file.write_text("/a,/de/17/\nb,/de/18/\n")
    with pytest.raises(CommandError, match="Nothing has been imported"):
        call_command("import_addresses", file)
    assert (OldAddress.objects.count(), "line 2: b, /de/18/: An old address" in capsys.readouterr().err) == (0, True)
    call_command("import_addresses", file, leave_out_refused=True)
    assert capsys.readouterr().out == "old addresses: 1 new, 0 changed, 1 left out\n"
    for missing in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CommandError):
            call_command("import_addresses", missing)
