import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import spreadsheets
from accounts.spreadsheets import SpreadsheetError, read_table, safe_cell, write_table

COLUMNS = {"name": ("full name",), "e-mail": ("email", "e-mail address"), "organisation": ()}
TEXT = "name,e-mail,organisation\nZoë Ní Bhriain,zoe@example.org,Wenlow School\n"


def read(content, required=("name",)):
    if isinstance(content, str):
        content = content.encode()
    return read_table(content, columns=COLUMNS, required=required)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_reads_every_encoding_and_delimiter(encoding, delimiter):
    table = read(TEXT.replace(",", delimiter).encode(encoding))

    assert table.columns == ("name", "e-mail", "organisation")
    assert table.rows[0].cells["name"] == "Zoë Ní Bhriain"
    assert table.rows[0].number == 2


@pytest.mark.parametrize("heading", ["Full Name", " NAME ", "full-name", "Full_Name"])
def test_headings_need_not_match_to_the_letter(heading):
    assert read(f"{heading}\nSam Carter\n").columns == ("name",)


def test_a_line_that_names_the_delimiter_is_obeyed_and_counted():
    table = read("sep=;\r\nname;organisation\r\nSam Carter;Wenlow School\r\n")
    assert [row.number for row in table.rows] == [3]


def test_columns_nobody_asked_for_are_dropped_and_named():
    table = read("name,Date of birth\nSam Carter,1980-01-01\n")
    assert table.left_out == ("Date of birth",)
    assert dict(table.rows[0].cells) == {"name": "Sam Carter"}


def test_empty_rows_are_passed_over_but_counted():
    table = read("name,e-mail\n\n,,\nSam Carter,\n")
    assert [row.number for row in table.rows] == [4]


def test_a_cell_on_several_lines_is_one_row():
    table = read('name\n"Sam\nCarter"\nPriya Nair\n')
    assert [(row.number, row.cells["name"]) for row in table.rows] == [
        (2, "Sam Carter"),
        (3, "Priya Nair"),
    ]


def test_a_row_longer_than_its_headings_is_marked():
    assert read("name\nSam Carter,Teacher\n").rows[0].is_too_long
    assert not read("name\nSam Carter,,\n").rows[0].is_too_long


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"name\n", "no rows"),
        (b"name,name\nSam,Sam\n", "Two columns"),
        (b"forename\nSam\n", "needs the heading “name”"),
        (b'name\n"Sam Carter\n', "quotation mark"),
        (b"PK\x03\x04 workbook", "Save as"),
        (b"\xd0\xcf\x11\xe0 old workbook", "Save as"),
        (b"name\nSam\x00Carter\n", "cannot read the letters"),
        (b"name\nSam \x81\n", "cannot read the letters"),
        (b"name\n" + b"x" * spreadsheets.MAX_BYTES, "larger than 2 MB"),
        (b"name\n" + b"x\n" * (spreadsheets.MAX_ROWS + 1), "more than 5,000 rows"),
    ],
)
def test_says_why_a_file_cannot_be_used(content, why):
    with pytest.raises(SpreadsheetError, match=why):
        read(content)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    with contextlib.suppress(SpreadsheetError):
        assert read(b"name,e-mail\n" + content).rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_written_cell_never_begins_a_formula(start):
    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_whatever_we_write_no_cell_can_run(rows):
    written = write_table(["name", "note"], rows)

    assert written.startswith("\N{BOM}")
    assert all(not spreadsheets.is_formula(safe_cell(cell)) for row in rows for cell in row)


def test_what_we_write_we_can_read():
    written = write_table(["name", "organisation"], [["Zoë, of Wenlow", 'The "Hub"']])
    assert read(codecs.BOM_UTF8 + written[1:].encode()).rows[0].cells == {
        "name": "Zoë, of Wenlow",
        "organisation": 'The "Hub"',
    }
