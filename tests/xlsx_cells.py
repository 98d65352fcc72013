"""What another program finds in a workbook: one line a thing. Reads the XML itself (ECMA-376), with nothing but the
standard library, so that it shares no error with the writer. FILE on the command line, lines on stdout."""
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def text_of(node):
    return "".join(t.text or "" for t in node.iter(M + "t"))


def number_formats(styles):
    own = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(M + "numFmt")}
    cells = []
    for xf in styles.find(M + "cellXfs"):
        protection = xf.find(M + "protection")
        open_ = protection is not None and protection.get("locked") == "0"
        id_ = xf.get("numFmtId")
        cells.append((own.get(id_, {"0": "", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "49": "@"}.get(id_, id_)), open_))
    return cells


def show_sheet(name, sheet, strings, styles):
    for column in sheet.iter(M + "col"):
        print(f"{name} column {column.get('min')} width {float(column.get('width')):.0f}"
              + (" hidden" if column.get("hidden") == "1" else ""))
    for pane in sheet.iter(M + "pane"):
        print(f"{name} frozen {pane.get('ySplit', '0')} rows {pane.get('xSplit', '0')} columns")
    if sheet.find(M + "sheetProtection") is not None:
        print(f"{name} protected")
    for cell in sheet.iter(M + "c"):
        value = cell.find(M + "v")
        format_, open_ = styles[int(cell.get("s", "0"))]
        kind = {"s": "text", "str": "formula", None: "number"}[cell.get("t")] if value is not None else "empty"
        if cell.find(M + "f") is not None:
            kind = "formula"
        shown = "" if value is None else strings[int(value.text)] if kind == "text" else value.text
        print(f"{name} {cell.get('r')} {kind} [{shown}] {format_ or '-'}" + (" open" if open_ else ""))
    for merged in sheet.iter(M + "mergeCell"):
        print(f"{name} merged {merged.get('ref')}")
    for rule in sheet.iter(M + "dataValidation"):
        parts = [rule.get("type", "any"), rule.get("sqref")]
        parts += [f"{f.tag[len(M):]}={f.text}" for f in rule]
        parts += [f"{k}={rule.get(k)}" for k in ("errorStyle", "promptTitle", "prompt", "error") if rule.get(k)]
        print(f"{name} rule " + " ".join(parts))


def main():
    book = zipfile.ZipFile(sys.argv[1])
    if book.testzip():
        sys.exit("damaged: " + book.testzip())
    for info in book.infolist():
        print(f"file {info.filename} {info.date_time[0]}-{info.date_time[1]:02}-{info.date_time[2]:02}")
    core = book.read("docProps/core.xml").decode()
    print("created " + re.search(r"<dcterms:created[^>]*>([^<]*)<", core)[1])
    print("title " + (re.search(r"<dc:title>([^<]*)<", core) or ["", ""])[1])
    if "docProps/custom.xml" in book.namelist():
        for name, value in re.findall(r'name="([^"]*)"><vt:lpwstr>([^<]*)<', book.read("docProps/custom.xml").decode()):
            print(f"property {name} = {value}")
    strings = []
    if "xl/sharedStrings.xml" in book.namelist():
        strings = [text_of(si) for si in ET.fromstring(book.read("xl/sharedStrings.xml"))]
    styles = number_formats(ET.fromstring(book.read("xl/styles.xml")))
    targets = {r.get("Id"): r.get("Target") for r in ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(M + "sheet"):
        name = sheet.get("name")
        print(f"sheet {name} {sheet.get('state', 'visible')}")
        show_sheet(name, ET.fromstring(book.read("xl/" + targets[sheet.get(R + "id")])), strings, styles)
    for name in book.namelist():
        if name.startswith("xl/comments"):
            for note in ET.fromstring(book.read(name)).iter(M + "comment"):
                print(f"comment {note.get('ref')} [{text_of(note)}]")


main()
