"""Writes into cells of a workbook as a clerk with Excel does: OUT IN SHEET REF=VALUE ... A VALUE that is a number becomes
one; anything else text; nothing empties the cell. Only the standard library."""
import re
import sys
import zipfile
from xml.sax.saxutils import escape

out, source, sheet, *cells = sys.argv[1:]
given = zipfile.ZipFile(source)
names = re.findall(r'<sheet name="([^"]*)"', given.read("xl/workbook.xml").decode())
part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
page = given.read(part).decode()


def written(ref, style, value):
    head = f'<c r="{ref}"{style}'
    if value == "":
        return head + "/>"
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f"{head}><v>{value}</v></c>"
    return f'{head} t="inlineStr"><is><t>{escape(value)}</t></is></c>'


for cell in cells:
    ref, value = cell.split("=", 1)
    found = re.search(rf'<c r="{ref}"([^>]*?)(/>|>.*?</c>)', page, re.S)
    if not found:
        sys.exit(f"{sheet} has no cell {ref}")
    style = re.search(r' s="\d+"', found.group(1))
    page = page[: found.start()] + written(ref, style.group(0) if style else "", value) + page[found.end():]
parts = [(e, page.encode() if e.filename == part else given.read(e.filename)) for e in given.infolist()]
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:  # OUT may be IN
    for entry, content in parts:
        made.writestr(entry, content)
