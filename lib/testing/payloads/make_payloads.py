"""Makes payloads.json: payloads written by other implementations than those that the vault reads them with.

Run by hand, when a format is added:

  python3 -m venv /tmp/v && /tmp/v/bin/pip install msgpack cbor2 protobuf grpcio-tools fastavro zstandard cramjam
  /tmp/v/bin/python lib/testing/payloads/make_payloads.py

zlib is CPython's, zstandard is libzstd, cramjam is the snap crate of Rust, protobuf is Google's, and msgpack, cbor2
and fastavro are the Python libraries of those names.
"""

import base64
import datetime
import gzip
import io
import json
import pathlib
import struct
import zlib

import cbor2
import cramjam
import fastavro
import msgpack
import zstandard

HERE = pathlib.Path(__file__).parent

ORDER = json.dumps(
    {"id": "o-2203", "region": "eu", "total": 129.9, "note": "Zażółć 荷物", "boxes": [1, 2, 3]},
    ensure_ascii=False,
)
# Long enough for several blocks of each format. The test makes the same text.
LINES = "".join(f"{n % 97} {n * n % 31}\n" for n in range(40_000))


def packed():
    for name, text in (("order", ORDER), ("lines", LINES)):
        data = text.encode()
        raw = zlib.compressobj(9, zlib.DEFLATED, -15)
        made = {
            "gzip": gzip.compress(data, 9, mtime=0),
            "zlib": zlib.compress(data, 6),
            "deflate": raw.compress(data) + raw.flush(),
            "zstd": zstandard.ZstdCompressor(level=19, write_checksum=True).compress(data),
            "snappy": bytes(cramjam.snappy.compress_raw(data)),
            "snappy-framed": bytes(cramjam.snappy.compress(data)),
        }
        for packing, payload in made.items():
            yield {"packing": packing, "content": name, "payload": payload}
        stream = io.BytesIO()
        with zstandard.ZstdCompressor(level=1).stream_writer(stream, closefd=False) as writer:
            writer.write(data)
        yield {"packing": "zstd", "content": name, "payload": stream.getvalue()}
    member = lambda text: gzip.compress(text.encode(), 1, mtime=0)
    half = len(ORDER) // 2
    members = member(ORDER[:half]) + member(ORDER[half:])
    yield {"packing": "gzip", "content": "order", "payload": members}


VALUE = {
    "name": "lamp",
    "count": 3,
    "big": 2**63,
    "low": -(2**63),
    "price": 12.25,
    "none": None,
    "on": True,
    "list": [1, -1, "two", [3.5]],
    "bytes": b"\x00\x01\xff",
}

# As binary-values.ts writes it.
SHOWN = (
    '{"name":"lamp","count":3,"big":9223372036854775808,"low":-9223372036854775808,"price":12.25,"none":null,'
    '"on":true,"list":[1,-1,"two",[3.5]],"bytes":"base64:AAH/"}'
)


def values():
    yield {"format": "msgpack", "payload": msgpack.packb(VALUE), "json": SHOWN}
    yield {"format": "cbor", "payload": cbor2.dumps(VALUE), "json": SHOWN}
    when = datetime.datetime(2026, 11, 28, 8, 30, tzinfo=datetime.timezone.utc)
    at = [msgpack.Timestamp.from_datetime(when)]
    yield {"format": "msgpack", "payload": msgpack.packb(at), "json": '["2026-11-28T08:30:00.000Z"]'}


def written(case):
    return {**case, "payload": base64.b64encode(case["payload"]).decode()}


everything = {
    "contents": {"order": ORDER},
    "packed": [written(case) for case in packed()],
    "values": [written(case) for case in values()],
}
(HERE / "payloads.json").write_text(json.dumps(everything, indent=1, ensure_ascii=False) + "\n")
