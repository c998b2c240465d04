"""make DIR: files as a clerk has them. check DIR: what Hiraku and LibreOffice made of them."""

import sys
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

HEADS = ["名称", "所在地_連結表記", "緯度", "経度", "設置位置", "電話番号", "設置日"]
ROWS = [
    ["市役所", "神奈川県伊勢原市田中348", 35.4, 139.31, "1階ロビー", "0463-94-4711", "令和4年4月1日"],
    ["図書館", "神奈川県伊勢原市田中76-1", "北の方", 139.31, "入口", "代表へ", "平成のころ"],
    [None, "神奈川県伊勢原市田中1", 35.41, 139.3, "2階", "0463-94-4712", "2024-04-01"],
]
FINDINGS = "Hiraku確認結果"


def make(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "AED設置箇所"
    sheet.append(HEADS)
    for row in ROWS:
        sheet.append(row)
    thin = Side(style="thin", color="FF00FF00")
    for cell in sheet[1]:
        cell.font = Font(bold=True, name="游ゴシック")
        cell.fill = PatternFill("solid", fgColor="FFDDDDDD")
    for row in sheet["A2:G4"]:
        for cell in row:
            cell.border = Border(left=thin, bottom=thin)
    sheet["C2"].number_format = "0.000"
    sheet["C3"].alignment = Alignment(horizontal="right")
    sheet["C3"].comment = Comment("前からのメモ", "担当")
    sheet["B1"].comment = Comment("見出しのメモ", "担当")
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["B"].width = 40
    sheet.conditional_formatting.add("C2:C4", CellIsRule(operator="lessThan", formula=["20"], font=Font(color="FFFF0000")))
    check = DataValidation(type="list", formula1='"入口,2階"')
    check.add("E2:E4")
    sheet.add_data_validation(check)
    other = book.create_sheet("集計 & <控え>")
    other["A1"] = "=COUNTA(AED設置箇所!A2:A4)"
    other["A2"] = "=1+1"
    book.defined_names.add(openpyxl.workbook.defined_name.DefinedName("範囲", attr_text="AED設置箇所!$A$1:$G$4"))
    book.save(folder / "clerk.xlsx")
    lines = [",".join(HEADS), *(",".join("" if one is None else str(one) for one in row) for row in ROWS)]
    (folder / "table.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def kept(before: Path, after: Path) -> int:
    """Everything but the ground of marked cells and their comments is as it was; gives how many are marked."""
    one, other = openpyxl.load_workbook(before), openpyxl.load_workbook(after)
    assert other.sheetnames == [*one.sheetnames, FINDINGS], other.sheetnames
    assert list(other.defined_names) == list(one.defined_names)
    marked = 0
    for sheet in one:
        same = other[sheet.title]
        assert same.freeze_panes == sheet.freeze_panes
        assert same.column_dimensions["B"].width == sheet.column_dimensions["B"].width
        assert len(same.conditional_formatting) == len(sheet.conditional_formatting)
        assert len(same.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        for row in same.iter_rows():
            for cell in row:
                was = sheet[cell.coordinate]
                assert cell.value == was.value, cell.coordinate
                assert cell.number_format == was.number_format, cell.coordinate
                # styles of two workbooks are never equal to openpyxl, but they say the same
                for look in ("font", "border", "alignment", "protection"):
                    assert repr(getattr(cell, look)) == repr(getattr(was, look)), (cell.coordinate, look)
                if was.comment is not None:
                    assert was.comment.text.strip() in cell.comment.text, cell.coordinate
                if repr(cell.fill) == repr(was.fill):
                    continue
                marked += 1
                assert cell.fill.fill_type == "solid", cell.coordinate
                assert "確認結果の番号" in cell.comment.text, cell.coordinate
    return marked


def findings(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)[FINDINGS]
    rows = [row for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    assert rows and [row[0].value for row in rows] == sorted(row[0].value for row in rows)
    names = openpyxl.load_workbook(path).sheetnames
    for row in rows:
        link = row[3].hyperlink
        if link is None:
            continue
        place, cell = link.location.rsplit("!", 1)
        assert place.strip("'") in names and cell == row[3].value, link.location
    assert any(row[3].hyperlink is not None for row in rows)


def values(path: Path, computed: bool) -> dict:
    book = openpyxl.load_workbook(path, data_only=computed)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book if sheet.title != FINDINGS}


def check(folder: Path) -> None:
    for name in ("clerk", "saved"):
        marked = folder / f"{name}.checked.xlsx"
        assert kept(folder / f"{name}.xlsx", marked) > 2, name
        findings(marked)
        # LibreOffice computes formulas when it reads them: of both it must read the same
        again = folder / "again"
        assert values(again / f"{name}.checked.xlsx", True) == values(again / f"{name}.xlsx", True), name
        comments = [
            cell.comment.text
            for sheet in openpyxl.load_workbook(again / f"{name}.checked.xlsx")
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment is not None
        ]
        assert sum("確認結果の番号" in text for text in comments) > 2, name
        assert any("前からのメモ" in text and "確認結果の番号" in text for text in comments), name
    findings(folder / "table.checked.xlsx")
    copy = openpyxl.load_workbook(folder / "table.checked.xlsx")
    assert copy.sheetnames == [FINDINGS, "データ"], copy.sheetnames
    rows = [["" if cell.value is None else cell.value for cell in row] for row in copy["データ"].iter_rows()]
    assert rows == [["" if one is None else str(one) for one in row] for row in [HEADS, *ROWS]], rows
    assert sum(cell.comment is not None for row in copy["データ"].iter_rows() for cell in row) > 1
    template = openpyxl.load_workbook(folder / "template.xlsx")
    assert sum(len(sheet.data_validations.dataValidation) for sheet in template) > 2
    assert openpyxl.load_workbook(folder / "again" / "template.xlsx").sheetnames == template.sheetnames


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](Path(sys.argv[2]))
