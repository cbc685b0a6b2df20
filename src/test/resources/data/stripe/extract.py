#!/usr/bin/env python3
"""Cuts the resources out of Stripe's fixtures3.json, text as it stands but for its indent: extract.py FIXTURES3.JSON"""
import pathlib
import re
import sys

RESOURCES = ["balance_transaction", "charge", "payment_intent", "refund"]

fixtures = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
for name in RESOURCES:
    lines = re.search(rf'^    "{name}": (\{{\n.*?^    \}})', fixtures, re.MULTILINE | re.DOTALL).group(1)
    text = re.sub("^    ", "", lines, flags=re.MULTILINE) + "\n"
    pathlib.Path(__file__).with_name(name + ".json").write_text(text, encoding="utf-8")
