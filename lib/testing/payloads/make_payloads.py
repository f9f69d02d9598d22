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
    yield {"format": "protobuf", "payload": old_order()[0], "json": PROTO2_GUESS}


PROTO = """syntax = "proto3";
package shop.v1;

import "google/protobuf/timestamp.proto";

// A comment with a brace {
message Order {
  reserved 90, 92 to 99;
  reserved "old";
  enum State { option allow_alias = true; UNKNOWN = 0; PAID = 1; BOUGHT = 1; SENT = 2; }
  message Line { string sku = 1 [deprecated = true]; int32 count = 2; double price = 3; }
  string id = 1;
  State state = 2;
  repeated Line lines = 3;
  map<string, int64> stock = 4;
  oneof payment { string card = 5; bytes token = 6; }
  repeated sint32 deltas = 7;
  google.protobuf.Timestamp at = 8;
  uint64 total = 9;
  fixed32 crc = 10;
  float weight = 11;
  bool gift = 12;
  repeated State states = 13;
  optional int64 balance = 14;
}
"""
ORDER_JSON = (
    '{"id":"o-2203","state":"SENT","lines":[{"sku":"lamp","count":2,"price":12.5},{"sku":"café"}],'
    '"stock":{"eu":9007199254740993},"token":"base64:AAH/","deltas":[-3,300],"at":"2026-11-28T08:30:00.250Z",'
    '"total":18446744073709551615,"crc":7,"weight":1.5,"gift":true,"states":["PAID","UNKNOWN",5],"balance":-1}'
)
# Groups are fields up to a mark; the first field has a fixed size.
PROTO2 = """syntax = "proto2";
package shop.v0;

message Order {
  required fixed64 number = 1;
  optional group Buyer = 2 [deprecated = true] {
    optional string name = 3;
    repeated group Address = 4 { optional string city = 5; }
  }
  oneof way { group Pickup = 10 { optional int32 shop = 1; } }
  repeated group Line = 6 { required string sku = 7; optional int32 count = 8; }
  optional fixed32 crc = 9;
}
"""
PROTO2_JSON = (
    '{"number":1234567890123456789,"buyer":{"name":"zoe","address":[{"city":"Łódź"},{"city":"Graz"}]},'
    '"line":[{"sku":"lamp","count":2},{"sku":"shade"}],"crc":7,"pickup":{}}'
)
PROTO2_GUESS = (
    '{"1 fixed64":1234567890123456789,"2 group":{"3 text?":"zoe","4 group":[{"5 text?":"Łódź"},{"5 text?":"Graz"}]},'
    '"6 group":[{"7 text?":"lamp","8":2},{"7 text?":"shade"}],"9 fixed32":7,"10 group":{}}'
)
AVRO = {
    "type": "record",
    "name": "Order",
    "namespace": "shop",
    "doc": "not part of the fingerprint",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "total", "type": "long"},
        {"name": "note", "type": ["null", "string"], "default": None},
        {"name": "lines", "type": {"type": "array", "items": {
            "type": "record", "name": "Line", "fields": [{"name": "sku", "type": "string"}, {"name": "n", "type": "int"}]}}},
        {"name": "stock", "type": {"type": "map", "values": "double"}},
        {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "SENT"]}},
        {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 3}},
        {"name": "raw", "type": "bytes"},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "next", "type": ["null", "Order"]},
    ],
}
AVRO_JSON = (
    '{"id":"o-1","total":9007199254740993,"note":"Zażółć","lines":[{"sku":"lamp","n":-2}],"stock":{"eu":1.5},'
    '"state":"SENT","hash":"base64:AAEC","raw":"base64:/w==","at":"2026-11-28T08:30:00.000Z","day":"2026-11-28",'
    '"price":"-12.30","next":null}'
)


def compiled(name, text):
    """The module of a .proto file, and its descriptor set."""
    import importlib
    import sys
    import tempfile

    from grpc_tools import protoc
    import grpc_tools

    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / f"{name}.proto").write_text(text)
    include = pathlib.Path(grpc_tools.__file__).parent / "_proto"
    args = ["protoc", f"-I{folder}", f"-I{include}", f"--python_out={folder}", "--include_imports"]
    assert protoc.main([*args, f"--descriptor_set_out={folder}/set.pb", f"{folder}/{name}.proto"]) == 0
    sys.path.insert(0, str(folder))
    return importlib.import_module(f"{name}_pb2"), (folder / "set.pb").read_bytes()


def old_order():
    module, descriptors = compiled("old_order", PROTO2)
    order = module.Order(number=1234567890123456789, crc=7)
    order.buyer.name = "zoe"
    for city in ("Łódź", "Graz"):
        order.buyer.address.add(city=city)
    order.line.add(sku="lamp", count=2)
    order.line.add(sku="shade")
    order.pickup.SetInParent()
    return order.SerializeToString(), descriptors


def schemas():
    import decimal

    module, descriptors = compiled("order", PROTO)
    order = module.Order(id="o-2203", state=2, token=b"\x00\x01\xff", deltas=[-3, 300], total=2**64 - 1, crc=7)
    order.lines.add(sku="lamp", count=2, price=12.5)
    order.lines.add(sku="café")
    order.stock["eu"] = 9007199254740993
    order.at.FromMilliseconds(1795854600250)
    order.weight = 1.5
    order.gift = True
    order.states.extend([1, 0, 5])
    order.balance = -1
    data = order.SerializeToString()
    yield {"name": "proto", "text": PROTO, "type": "shop.v1.Order", "json": ORDER_JSON, "payload": data}
    text = base64.b64encode(descriptors).decode()
    yield {"name": "set", "text": text, "type": "shop.v1.Order", "json": ORDER_JSON, "payload": data}
    framed = b"\0\0\0\0\x07\0" + data
    yield {"name": "proto", "text": PROTO, "type": "shop.v1.Order", "json": ORDER_JSON, "payload": framed}

    data, descriptors = old_order()
    text = base64.b64encode(descriptors).decode()
    yield {"name": "proto", "text": PROTO2, "type": "shop.v0.Order", "json": PROTO2_JSON, "payload": data}
    yield {"name": "set", "text": text, "type": "shop.v0.Order", "json": PROTO2_JSON, "payload": data}

    value = {
        "id": "o-1", "total": 9007199254740993, "note": "Zażółć", "lines": [{"sku": "lamp", "n": -2}],
        "stock": {"eu": 1.5}, "state": "SENT", "hash": b"\0\1\2", "raw": b"\xff",
        "at": datetime.datetime(2026, 11, 28, 8, 30, tzinfo=datetime.timezone.utc), "day": datetime.date(2026, 11, 28),
        "price": decimal.Decimal("-12.30"), "next": None,
    }
    out = io.BytesIO()
    parsed = fastavro.parse_schema(AVRO)
    fastavro.schemaless_writer(out, parsed, value)
    body = out.getvalue()
    mark = bytes.fromhex(fastavro.schema.fingerprint(fastavro.schema.to_parsing_canonical_form(AVRO), "CRC-64-AVRO"))
    text = json.dumps(AVRO)
    for payload in (body, b"\xc3\x01" + mark + body, b"\0\0\0\0\x09" + body):
        yield {"name": "avro", "text": text, "type": "shop.Order", "json": AVRO_JSON, "payload": payload}


def written(case):
    return {**case, "payload": base64.b64encode(case["payload"]).decode()}


everything = {
    "contents": {"order": ORDER},
    "packed": [written(case) for case in packed()],
    "schemas": [written(case) for case in schemas()],
    "values": [written(case) for case in values()],
}
(HERE / "payloads.json").write_text(json.dumps(everything, indent=1, ensure_ascii=False) + "\n")
