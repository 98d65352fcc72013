#!/usr/bin/env python3
"""embed.py OUT.c NAME FILE=PATH...: files as C arrays with a sorted table `embed_NAME` (src/base/embed.h)."""
import sys

out, name, pairs = sys.argv[1], sys.argv[2], sys.argv[3:]
files = sorted((p.split("=", 1) for p in pairs), key=lambda p: p[0].encode())
with open(out, "w", encoding="ascii") as f:
    f.write('#include "base/embed.h"\n\n')
    for i, (_, path) in enumerate(files):
        data = open(path, "rb").read() + b"\0"  # a NUL behind, so that text can be used as a C string
        f.write(f"static const unsigned char file{i}[] = {{\n")
        for at in range(0, len(data), 24):
            f.write(",".join(map(str, data[at:at + 24])) + ",\n")
        f.write("};\n")
    f.write("\nstatic const struct embedded files[] = {\n")
    for i, (key, _) in enumerate(files):
        quoted = key.replace("\\", "\\\\").replace('"', '\\"')
        f.write(f'\t{{ "{quoted}", file{i}, sizeof file{i} - 1 }},\n')
    if not files:
        f.write("\t{ 0 }\n")
    f.write(f"}};\n\nconst struct embedded_table embed_{name} = {{ files, {len(files)} }};\n")
