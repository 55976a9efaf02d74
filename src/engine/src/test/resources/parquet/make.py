"""Makes the Parquet files beside this script, and expected.csv, which holds the same rows.

    pip install pyarrow duckdb fastparquet pandas
    python make.py

Made with pyarrow 26.0.1, DuckDB 2.0.0 and fastparquet 2026.9.0. The files differ in writer, encoding, compression, version
of pages and sizes of groups; whatever the writer, the rows are the same as far as the file has their columns.
"""
import csv, datetime as dt, decimal, hashlib, random
import duckdb, fastparquet, numpy as np, pyarrow as pa, pyarrow.parquet as pq

random.seed(7)
ROWS = 100
words = ["red", "green", "a, comma", 'a "quote"', "l\u00e4nge \u2713", "two\nlines", " blank ", "NA", ""]


def maybe(value):
    return None if random.random() < 0.15 else value


rows = []
for i in range(ROWS):
    rows.append({
        "id": i - 3,
        "truth": maybe(random.random() < 0.5),
        "small": maybe(random.randint(-128, 127)),
        "whole": maybe(random.choice([0, 1, -1, 2**31 - 1, -(2**31), random.randint(-9999, 9999)])),
        "large": maybe(random.choice([0, 2**53, -(2**62), random.randint(-10**12, 10**12)])),
        "unsigned": maybe(random.choice([0, 2**32 - 1, 4_000_000_000])),
        "real": maybe(random.choice([0.0, -1.5, 1e-30, 12345.678, random.gauss(0, 100)])),
        "single": maybe(float(np.float32(random.gauss(0, 100)))),
        "half": maybe(float(np.float16(random.gauss(0, 10)))),
        "text": maybe(random.choice(words)),
        "code": maybe("id-%06d" % (i * 7)),
        "day": maybe(dt.date(1960, 1, 1) + dt.timedelta(days=random.randint(0, 40000))),
        "millis": maybe(dt.datetime(1969, 12, 1) + dt.timedelta(milliseconds=random.randint(0, 10**12))),
        "micros": maybe(dt.datetime(1969, 12, 1) + dt.timedelta(milliseconds=random.randint(0, 10**12))),
        "nanos": maybe(dt.datetime(1969, 12, 1) + dt.timedelta(milliseconds=random.randint(0, 10**12))),
        "price": maybe(decimal.Decimal(random.randint(-10**8, 10**8)).scaleb(-2)),
        "amount": maybe(decimal.Decimal(random.randint(-10**15, 10**15)).scaleb(-4)),
        "huge": maybe(decimal.Decimal(random.randint(-10**25, 10**25)).scaleb(-6)),
    })

schema = pa.schema([
    pa.field("id", pa.int32(), nullable=False), ("truth", pa.bool_()), ("small", pa.int8()), ("whole", pa.int32()),
    ("large", pa.int64()), ("unsigned", pa.uint32()), ("real", pa.float64()), ("single", pa.float32()),
    ("half", pa.float16()), ("text", pa.string()), ("code", pa.string()), ("day", pa.date32()),
    ("millis", pa.timestamp("ms")), ("micros", pa.timestamp("us", tz="UTC")), ("nanos", pa.timestamp("ns")),
    ("price", pa.decimal128(9, 2)), ("amount", pa.decimal128(18, 4)), ("huge", pa.decimal128(30, 6)),
])
table = pa.table({f.name: [np.float16(r[f.name]) if f.name == "half" and r[f.name] is not None else r[f.name]
                           for r in rows] for f in schema}, schema=schema)


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="milliseconds")
    return repr(value) if isinstance(value, float) else str(value)


with open("expected.csv", "w", newline="", encoding="utf-8") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(schema.names)
    out.writerows([cell(r[n]) for n in schema.names] for r in rows)

for codec in ["none", "snappy", "gzip", "zstd", "lz4"]:
    for version in ["1.0", "2.0"]:
        pq.write_table(table, f"arrow-{codec}-{version[0]}.parquet", compression=codec, data_page_version=version,
                       use_dictionary=codec in ("snappy", "zstd"), row_group_size=60, data_page_size=300,
                       write_page_checksum=version == "2.0", write_statistics=codec == "gzip")
delta = {"id": "DELTA_BINARY_PACKED", "small": "DELTA_BINARY_PACKED", "whole": "DELTA_BINARY_PACKED",
         "large": "DELTA_BINARY_PACKED", "unsigned": "DELTA_BINARY_PACKED", "text": "DELTA_LENGTH_BYTE_ARRAY",
         "code": "DELTA_BYTE_ARRAY", "real": "BYTE_STREAM_SPLIT", "single": "BYTE_STREAM_SPLIT", "truth": "RLE",
         "day": "DELTA_BINARY_PACKED", "millis": "DELTA_BINARY_PACKED", "huge": "DELTA_BYTE_ARRAY",
         "half": "BYTE_STREAM_SPLIT", "micros": "BYTE_STREAM_SPLIT"}
for version in ["1.0", "2.0"]:
    pq.write_table(table, f"delta-{version[0]}.parquet", compression="snappy", use_dictionary=False,
                   column_encoding=delta, data_page_version=version)
pq.write_table(table, "decimals.parquet", store_decimal_as_integer=True)
pq.write_table(table.select(["id", "nanos"]), "int96.parquet", use_deprecated_int96_timestamps=True)
plain = [n for n in schema.names if n != "half"]
shorter = table.select(plain)
duckdb.sql("COPY shorter TO 'duckdb.parquet' (FORMAT parquet)")
duckdb.sql("COPY shorter TO 'duckdb-2.parquet' (FORMAT parquet, PARQUET_VERSION v2, CODEC zstd)")
pandas = table.select(["id", "large", "real", "text", "day", "nanos"]).to_pandas(date_as_object=False)
fastparquet.write("fastparquet.parquet", pandas, compression="GZIP")

# What is refused.
pq.write_table(pa.table({"id": [1, 2], "list": [[1], [2, 3]]}), "nested.parquet")
pq.write_table(pa.table({"id": [1, 2], "point": [{"x": 1}, {"x": 2}]}), "structure.parquet")
pq.write_table(pa.table({"id": [1, 2]}), "brotli.parquet", compression="brotli")
pq.write_table(pa.table({"id": [1, 2], "time": pa.array([1, 2], pa.time32("ms"))}), "time.parquet")
pq.write_table(pa.table({"id": [1, 2], "raw": pa.array([b"abc", b"def"], pa.binary(3))}), "binary.parquet")
pq.write_table(pa.table({"id": pa.array([], pa.int32())}), "empty.parquet")

# Long texts: matches far back, all modes of the codecs.
vocabulary = ["".join(random.choice("abcdefghij \u00e9") for _ in range(random.randint(2, 12))) for _ in range(900)]
long = ["".join(random.choices(vocabulary, k=random.randint(1, 60))) if i % 7 else "x" * random.randint(0, 3000)
        for i in range(300)]
many = pa.table({"n": list(range(300)), "text": long})
for codec, level in [("zstd", 1), ("zstd", 19), ("lz4", None), ("snappy", None)]:
    pq.write_table(many, f"long-{codec}{level or ''}.parquet", compression=codec, compression_level=level,
                   use_dictionary=False)
print("sha256 of the long texts, a line feed after each:",
      hashlib.sha256("".join(t + "\n" for t in long).encode()).hexdigest())
