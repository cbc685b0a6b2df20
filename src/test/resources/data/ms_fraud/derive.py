#!/usr/bin/env python3
"""Derives this folder's .ndjson files from their four originals; README.md says what is derived and how.

    ./derive.py Fraud_Transactions.csv codes-all.csv eurofxref-hist.zip mcc_codes.csv

Needs nothing but Python 3.9. The same originals give the same bytes. Ends with the counts that the integration test
asserts, computed here from the originals alone.
"""
import csv
import io
import json
import re
import sys
import zipfile
from collections import Counter
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


def transactions(path):
    """The rows, each with its moment; stops at the first that does not parse."""
    with open(path, newline="", encoding="ascii") as file:
        for row in csv.DictReader(file):
            moment = datetime.strptime(row["transactionDate"] + row["transactionTime"].zfill(6), "%Y%m%d%H%M%S")
            if not NUMBER.fullmatch(row["transactionAmount"]):
                sys.exit(f"the amount of {row['transactionID']} is no JSON number")
            yield row, moment


def currencies(path):
    """Alphabetic code to row, of the codes in use: those without a withdrawal date."""
    rows = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = row["AlphabeticCode"]
            if code and not row["WithdrawalDate"]:
                units = int(row["MinorUnit"]) if row["MinorUnit"].isdigit() else None
                rows[code] = {
                    "code": code,
                    "name": row["Currency"],
                    "numeric": row["NumericCode"],
                    "minor_unit": units,
                    "minor_factor": None if units is None else 10**units,
                }
    return dict(sorted(rows.items()))


def ecb_rates(path, wanted):
    """("CAD", "2013-04-02") to the ECB's figure, units of the currency for one euro, as its own text."""
    rates = {key: "1" for key in wanted if key[0] == "EUR"}
    with zipfile.ZipFile(path) as archive:
        with io.TextIOWrapper(archive.open("eurofxref-hist.csv"), encoding="ascii", newline="") as file:
            for row in csv.DictReader(file):
                for currency, figure in row.items():
                    if (currency, row["Date"]) in wanted and figure != "N/A":
                        rates[currency, row["Date"]] = figure
    return dict(sorted(rates.items()))


def categories(path):
    """Merchant category code to its description, in the order of the codes."""
    with open(path, newline="", encoding="utf-8") as file:
        return dict(sorted((row["mcc"], row["edited_description"]) for row in csv.DictReader(file)))


def category_of(row, codes):
    """The code that is made up for a transaction: that of its account's number among 1,000, "0000" past the last code."""
    place = int(row["accountID"].lstrip("A")) % 1000
    return codes[place] if place < len(codes) else "0000"


def write(name, lines):
    with open(HERE / name, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)


def transaction_line(row, moment, category):
    hour = row["localHour"]
    fields = [
        (name, value if name == "transactionAmount" else json.dumps(value))
        for name, value in row.items()
        if name != "localHour"
    ]
    fields.insert(6, ("localHour", "null" if hour == "NA" else str(int(hour))))
    fields.append(("transactionTimestamp", json.dumps(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))))
    fields.append(("transactionDay", json.dumps(moment.strftime("%Y-%m-%d"))))
    fields.append(("merchantCategory", json.dumps(category)))
    return "{" + ",".join(f'"{name}":{value}' for name, value in fields) + "}"


def rate_line(key, figure):
    eur_per_unit = (1 / Decimal(figure)).quantize(Decimal("1e-10"), ROUND_HALF_EVEN)
    return (
        f'{{"key":"{key[0]}|{key[1]}","currency":"{key[0]}","day":"{key[1]}",'
        f'"eur_per_unit":{eur_per_unit:f},"per_eur":{figure}}}'
    )


def main(transactions_csv, currencies_csv, rates_zip, categories_csv):
    rows = list(transactions(transactions_csv))
    known = currencies(currencies_csv)
    pairs = {(row["transactionCurrencyCode"], moment.strftime("%Y-%m-%d")) for row, moment in rows}
    rates = ecb_rates(rates_zip, pairs)
    described = categories(categories_csv)
    codes = list(described)

    write(
        "transactions.ndjson",
        [transaction_line(row, moment, category_of(row, codes)) for row, moment in rows],
    )
    write(
        "mcc.ndjson",
        [json.dumps({"mcc": c, "description": d}, ensure_ascii=False, separators=(",", ":")) for c, d in described.items()],
    )
    write("currencies.ndjson", [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in known.values()])
    write("ecb_rates.ndjson", [rate_line(key, figure) for key, figure in rates.items()])

    unknown, inexact, landed, without_rate = Counter(), Counter(), 0, Counter()
    minor_sum, euro_sum = 0, Decimal(0)
    descriptions = Counter()
    for row, moment in rows:
        currency, amount = row["transactionCurrencyCode"], Decimal(row["transactionAmount"])
        if currency not in known:
            unknown[currency] += 1
            continue
        minor = amount * known[currency]["minor_factor"]
        if minor != minor.to_integral_value():
            inexact[currency] += 1
            continue
        landed += 1
        minor_sum += int(minor)
        descriptions[described.get(category_of(row, codes))] += 1
        figure = rates.get((currency, moment.strftime("%Y-%m-%d")))
        if figure is None:
            without_rate[moment.strftime("%a") in ("Sat", "Sun")] += 1
        else:
            eur_per_unit = (1 / Decimal(figure)).quantize(Decimal("1e-10"), ROUND_HALF_EVEN)
            euro_sum += (amount * eur_per_unit).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    print(f"rows                           {len(rows)}")
    print(f"ids                            {len({row['transactionID'] for row, _ in rows})}")
    print(f"currencies, rates              {len(known)}, {len(rates)}")
    print(f"currency not in use            {sum(unknown.values())} {dict(unknown)}")
    print(f"inexact in the minor unit      {sum(inexact.values())} {dict(inexact)}")
    print(f"to land                        {landed}")
    print(f"  of them without an ECB rate  {sum(without_rate.values())} ({without_rate[True]} on weekends)")
    print(f"  sum of amount_minor          {minor_sum}")
    print(f"  sum of amount_eur            {euro_sum}")
    print(f"  without a description        {descriptions[None]}")
    print(f"  distinct descriptions        {len(descriptions) - (None in descriptions)}")
    print(f"  characters of descriptions   {sum(len(d) * n for d, n in descriptions.items() if d)}")
    print(f"  distinct days, hours         {len({m.date() for _, m in rows})}, {len({(m.date(), m.hour) for _, m in rows})}")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
