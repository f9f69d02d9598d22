// The text of a .proto file → the types in it. It reads packages, messages, enums, fields, oneofs and maps of proto2,
// proto3 and editions, and passes over the rest: options, services, extensions, reserved names. Our own, because
// protobufjs makes code from text, which our policy forbids, and protocol-buffers-schema does not end on a "reserved"
// without a semicolon.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import {
  isScalar,
  type ProtoEnum,
  type ProtoField,
  type ProtoMessage,
  type ProtoTypes,
} from "./types";

const MAX_DEPTH = 50;
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[\w.+-]+|[^\s\w]/gu;

/** Fails with the line of the first thing that cannot be read. */
export function readProtoText(text: string): Result<ProtoTypes, "schema/unreadable"> {
  const reader = new ProtoReader(text);
  try {
    reader.file();
  } catch (thrown) {
    if (thrown instanceof Unreadable) return fail("schema/unreadable", { line: reader.line });
    throw thrown;
  }
  return ok({ messages: reader.messages, enums: reader.enums });
}

class Unreadable extends Error {}

interface Token {
  readonly text: string;
  readonly offset: number;
}

class ProtoReader {
  readonly messages = new Map<string, ProtoMessage>();
  readonly enums = new Map<string, ProtoEnum>();
  private readonly tokens: readonly Token[];
  private at = 0;
  private scope = "";

  constructor(private readonly text: string) {
    this.tokens = [...text.matchAll(TOKEN)]
      .map(({ 0: token, index }) => ({ text: token, offset: index }))
      .filter(({ text: token }) => !/^\/[/*]/u.test(token));
  }

  get line(): number {
    const { offset } = this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? { offset: 0 };
    return this.text.slice(0, offset).split("\n").length;
  }

  file(): void {
    while (this.at < this.tokens.length) {
      const word = this.take();
      if (word === "package") {
        this.scope = this.name();
        this.expect(";");
      } else if (word === "message") this.message(0);
      else if (word === "enum") this.enum();
      else if (word !== ";") this.skip();
    }
    if (this.messages.size + this.enums.size === 0) throw new Unreadable();
  }

  private message(depth: number): void {
    this.body(this.name(), depth);
  }

  private body(own: string, depth: number): void {
    if (depth > MAX_DEPTH) throw new Unreadable();
    const outer = this.scope;
    const name = this.qualified(own);
    this.scope = name;
    const fields = new Map<number, ProtoField>();
    this.expect("{");
    this.members(fields, depth);
    this.scope = outer;
    this.messages.set(name, { name, fields, isMapEntry: false });
  }

  /** Up to the closing brace. */
  private members(fields: Map<number, ProtoField>, depth: number): void {
    for (;;) {
      const word = this.take();
      switch (word) {
        case "}":
          return;
        case ";":
          break;
        case "message":
          this.message(depth + 1);
          break;
        case "enum":
          this.enum();
          break;
        case "oneof":
          this.name();
          this.expect("{");
          this.members(fields, depth);
          break;
        case "option":
        case "reserved":
        case "extensions":
        case "extend":
          this.skip();
          break;
        case "group":
          this.group(fields, false, depth);
          break;
        case "map":
          if (this.peek() === "<") this.map(fields);
          else this.field(fields, word, false);
          break;
        case "repeated":
        case "optional":
        case "required":
          if (this.peek() === "group") {
            this.take();
            this.group(fields, word === "repeated", depth);
          } else this.field(fields, this.take(), word === "repeated");
          break;
        default:
          this.field(fields, word, false);
      }
    }
  }

  private field(fields: Map<number, ProtoField>, type: string, isRepeated: boolean): void {
    // The start of an absolute name.
    const whole = type === "." ? `.${this.name()}` : type;
    if (!/^\.?[A-Za-z_][\w.]*$/u.test(whole)) throw new Unreadable();
    const name = this.name();
    this.expect("=");
    const number = this.number();
    this.skip();
    fields.set(number, { number, name, type: whole, isRepeated });
  }

  /** A group is a field and its message at once (proto2). The field's name is that of the message in lower case. */
  private group(fields: Map<number, ProtoField>, isRepeated: boolean, depth: number): void {
    const name = this.name();
    this.expect("=");
    const number = this.number();
    if (this.peek() === "[") this.skipBrackets();
    this.body(name, depth + 1);
    fields.set(number, { number, name: name.toLowerCase(), type: name, isRepeated });
  }

  /** A map is a repeated message of two fields. */
  private map(fields: Map<number, ProtoField>): void {
    this.expect("<");
    const key = this.name();
    this.expect(",");
    const first = this.take();
    const value = first === "." ? `.${this.name()}` : first;
    this.expect(">");
    const name = this.name();
    this.expect("=");
    const number = this.number();
    this.skip();
    if (!isScalar(key)) throw new Unreadable();
    const entry = this.qualified(`${name}.Entry`);
    this.messages.set(entry, { name: entry, fields: entryFields(key, value), isMapEntry: true });
    fields.set(number, { number, name, type: `.${entry}`, isRepeated: true });
  }

  private enum(): void {
    const name = this.qualified(this.name());
    const values = new Map<number, string>();
    this.expect("{");
    for (let word = this.take(); word !== "}"; word = this.take()) {
      if (word === ";") continue;
      if (word === "option" || word === "reserved") this.skip();
      else {
        this.expect("=");
        const number = this.number();
        // The first of several names counts.
        if (!values.has(number)) values.set(number, word);
        this.skip();
      }
    }
    this.enums.set(name, { name, values });
  }

  /** To the semicolon or the closing brace that ends this statement. */
  private skip(): void {
    let depth = 0;
    for (;;) {
      const word = this.take();
      if (word === "{" || word === "[" || word === "(") depth += 1;
      if (word === "}" || word === "]" || word === ")") depth -= 1;
      if (depth < 0) throw new Unreadable();
      if (depth === 0 && (word === ";" || word === "}")) return;
    }
  }

  /** The options of a group, which may hold braces. */
  private skipBrackets(): void {
    let depth = 0;
    do {
      const word = this.take();
      if (word === "[") depth += 1;
      if (word === "]") depth -= 1;
    } while (depth > 0);
  }

  private qualified(name: string): string {
    return this.scope === "" ? name : `${this.scope}.${name}`;
  }

  private peek(): string {
    return this.tokens[this.at]?.text ?? "";
  }

  private take(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Unreadable();
    this.at += 1;
    return token.text;
  }

  private expect(text: string): void {
    if (this.peek() !== text) throw new Unreadable();
    this.at += 1;
  }

  private name(): string {
    if (!/^[A-Za-z_][\w.]*$/u.test(this.peek())) throw new Unreadable();
    return this.take();
  }

  private number(): number {
    const number = Number(this.peek());
    if (!Number.isInteger(number)) throw new Unreadable();
    this.at += 1;
    return number;
  }
}

function entryFields(key: string, value: string): ReadonlyMap<number, ProtoField> {
  return new Map([
    [1, { number: 1, name: "key", type: key, isRepeated: false }],
    [2, { number: 2, name: "value", type: value, isRepeated: false }],
  ]);
}
