// The schemas of this tab: dropped .proto files, descriptor sets and Avro schemas, and which subjects have which type
// or which decoder. They are kept in memory only. Fetched with the first schema or choice.

import { toText } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { bytesHoldSeed } from "@/lib/shared/base/secret-patterns";
import { type Decoder, decoderOfType, isDecoderType } from "@/lib/shared/console/decoders";
import type {
  DecodedPayload,
  SchemaFacts,
  SchemaFile,
  SchemaMapping,
} from "@/lib/shared/facts/payload";
import { checkSubscribeSubject, compilePattern } from "@/lib/shared/grammar/subject";
import { type AvroSchema, readAvroSchema } from "@/lib/vault/decode/avro/avro-schema";
import { decodeAvro } from "@/lib/vault/decode/avro/avro-values";
import { decodeBySchema } from "@/lib/vault/decode/protobuf/by-schema";
import { readDescriptorSet } from "@/lib/vault/decode/protobuf/descriptor-set";
import { readProtoText } from "@/lib/vault/decode/protobuf/proto-text";
import type { ProtoTypes } from "@/lib/vault/decode/protobuf/types";
import { readVarint } from "@/lib/vault/decode/protobuf/wire";

export const MAX_SCHEMA_BYTES = 4 * 1024 * 1024;
const MAX_FILES = 200;
const MAX_MAPPINGS = 200;
/** Subjects whose decoder is kept, since each row of a search asks for it. */
const MAX_SUBJECTS = 10_000;

interface HeldFile {
  readonly facts: SchemaFile;
  readonly proto: ProtoTypes | null;
  readonly avro: AvroSchema | null;
}

/** "C3 01", then the fingerprint (Avro specification, "Single-object encoding"). */
const SINGLE_OBJECT_BYTES = 10;
/** Zero, then the number of the schema in the registry. */
const CONFLUENT_BYTES = 5;

export class SchemaBook {
  private readonly files = new Map<string, HeldFile>();
  private mappings: readonly SchemaMapping[] = [];
  /** Whether a decoder was chosen for any subject. */
  hasDecoders = false;
  private readonly decoders = new Map<string, Decoder | null>();
  private proto: ProtoTypes = { messages: new Map(), enums: new Map() };

  facts(): SchemaFacts {
    return { files: [...this.files.values()].map(({ facts }) => facts), mappings: this.mappings };
  }

  /** A file of the same name takes the place of the one before it. The bytes are not kept. */
  add(name: string, bytes: Uint8Array): void {
    if (this.files.size >= MAX_FILES && !this.files.has(name)) return;
    this.files.set(name, readSchema(name, bytes));
    this.mergeProto();
  }

  remove(name: string): void {
    this.files.delete(name);
    this.mergeProto();
  }

  map(mappings: readonly SchemaMapping[]): Result<null, "subject-invalid"> {
    const isSound = mappings.every(({ pattern }) => checkSubscribeSubject(pattern).ok);
    if (!isSound || mappings.length > MAX_MAPPINGS) return fail("subject-invalid");
    this.mappings = mappings.map(({ pattern, type }) => ({ pattern, type }));
    this.hasDecoders = mappings.some(({ type }) => decoderOfType(type) !== null);
    this.decoders.clear();
    return ok(null);
  }

  /** The type of a subject; the first mapping that fits counts. */
  typeOf(subject: string): string | null {
    return this.mappedTo(subject, false);
  }

  private mappedTo(subject: string, isDecoder: boolean): string | null {
    const fits = this.mappings.find(
      ({ pattern, type }) => isDecoderType(type) === isDecoder && compilePattern(pattern)(subject),
    );
    return fits?.type ?? null;
  }

  /** What was chosen to read the payloads of a subject with; null = they tell. */
  decoderOf(subject: string): Decoder | null {
    if (!this.hasDecoders) return null;
    const known = this.decoders.get(subject);
    if (known !== undefined) return known;
    const type = this.mappedTo(subject, true);
    const decoder = type === null ? null : decoderOfType(type);
    if (this.decoders.size >= MAX_SUBJECTS) this.decoders.clear();
    this.decoders.set(subject, decoder);
    return decoder;
  }

  /** What a payload is by the type that its subject or its header has; null = there is no such type. */
  decodeAs(payload: Uint8Array, name: string): DecodedPayload | null {
    const message = this.proto.messages.get(name);
    if (message !== undefined) {
      const decode = (bytes: Uint8Array) => decodeBySchema(bytes, message, this.proto);
      const plain = decode(payload);
      const framed = plain.ok ? null : withoutMessageIndexes(payload);
      const inside = framed === null ? null : decode(framed);
      return { format: "protobuf", type: name, json: inside?.ok ? inside : plain };
    }
    const avro = this.avroNamed(name);
    if (avro === null) return null;
    const start = isSingleObject(payload)
      ? SINGLE_OBJECT_BYTES
      : isConfluent(payload)
        ? CONFLUENT_BYTES
        : 0;
    const framed = decodeAvro(payload.subarray(start), avro.type);
    const json = framed.ok || start === 0 ? framed : decodeAvro(payload, avro.type);
    return { format: "avro", type: name, json: json.ok ? json : framed };
  }

  /** A single object names its schema by the fingerprint; null = none of these. */
  decodeSingleObject(payload: Uint8Array): DecodedPayload | null {
    if (!isSingleObject(payload)) return null;
    const named = Array.from(payload.subarray(2, SINGLE_OBJECT_BYTES), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");
    for (const { avro } of this.files.values()) {
      if (avro?.fingerprint !== named) continue;
      const json = decodeAvro(payload.subarray(SINGLE_OBJECT_BYTES), avro.type);
      return { format: "avro", type: avro.name, json };
    }
    return null;
  }

  private avroNamed(name: string): AvroSchema | null {
    for (const { avro } of this.files.values()) if (avro?.name === name) return avro;
    return null;
  }

  private mergeProto(): void {
    const held = [...this.files.values()].flatMap(({ proto }) => proto ?? []);
    this.proto = {
      messages: new Map(held.flatMap(({ messages }) => [...messages])),
      enums: new Map(held.flatMap(({ enums }) => [...enums])),
    };
  }
}

function readSchema(name: string, bytes: Uint8Array): HeldFile {
  const isAvro = /\.avsc$/iu.test(name);
  const isText = isAvro || /\.proto$/iu.test(name);
  const kind = isAvro ? "avro" : "protobuf";
  const facts: SchemaFile = { name, kind, types: [], faultLine: null, hasSeed: false };
  // It must not become a text.
  if (bytesHoldSeed(bytes)) {
    return { facts: { ...facts, faultLine: 0, hasSeed: true }, proto: null, avro: null };
  }
  const read = isAvro
    ? readAvroSchema(toText(bytes))
    : isText
      ? readProtoText(toText(bytes))
      : readDescriptorSet(bytes);
  if (!read.ok) {
    const line = Number(read.fault.params?.["line"] ?? 0);
    return { facts: { ...facts, faultLine: line }, proto: null, avro: null };
  }
  if ("fingerprint" in read.value) {
    const types = [read.value.name];
    return { facts: { ...facts, types }, proto: null, avro: read.value };
  }
  const types = [...read.value.messages.values()]
    .filter(({ isMapEntry }) => !isMapEntry)
    .map((message) => message.name)
    .sort();
  return { facts: { ...facts, types }, proto: read.value, avro: null };
}

const isSingleObject = (payload: Uint8Array) =>
  payload.length >= SINGLE_OBJECT_BYTES && payload[0] === 0xc3 && payload[1] === 1;

const isConfluent = (payload: Uint8Array) => payload.length > CONFLUENT_BYTES && payload[0] === 0;

/** In Confluent's framing of protobuf the path to the message type follows the number of the schema. */
function withoutMessageIndexes(payload: Uint8Array): Uint8Array | null {
  if (!isConfluent(payload)) return null;
  const count = readVarint(payload, CONFLUENT_BYTES);
  if (count === null || count.value > 20n) return null;
  let offset = count.end;
  for (let index = 0n; index < count.value / 2n; index++) {
    const step = readVarint(payload, offset);
    if (step === null) return null;
    offset = step.end;
  }
  return payload.subarray(offset);
}
