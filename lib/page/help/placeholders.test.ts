import { describe, expect, it } from "vitest";
import { compileTemplate, joined, previewTemplate } from "@/lib/shared/console/repeat-template";
import {
  ANSWER_PLACEHOLDERS,
  EXAMPLE_FILL,
  EXAMPLE_REQUEST,
  type PlaceholderExample,
  SEND_PLACEHOLDERS,
} from "./placeholders-text";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const templateOf = (typed: string) => ({
  ...{ subject: "s", reply: "", headers: [], payload: bytesOf(typed), fill: EXAMPLE_FILL },
});

function expectExample({ sent, shape }: PlaceholderExample, made: readonly string[]): void {
  if (shape === undefined) expect(made).toEqual(sent);
  else for (const text of [...made, ...sent]) expect(text).toMatch(shape);
}

describe("an example of the help is what is sent", () => {
  it.each(SEND_PLACEHOLDERS)("$placeholder", (example) => {
    const made = previewTemplate(templateOf(example.typed), 2);
    expectExample(example, made.ok ? made.value.map(({ payload }) => textOf(payload)) : []);
  });

  it.each(ANSWER_PLACEHOLDERS)("$placeholder, in an answer", (example) => {
    const { subject, payload, header } = EXAMPLE_REQUEST;
    const request = {
      ...{ subject, payload: bytesOf(payload) },
      header: (name: string) => (name === header.name ? header.value : ""),
    };
    const making = { seq: 1, request };
    const compiled = compileTemplate(templateOf(example.typed), making);
    const made = () => (compiled.ok ? textOf(joined(compiled.value.payload)) : "");
    expectExample(example, [made(), made()]);
  });

  it("takes the others in an answer, but for named values", () => {
    const { subject, payload } = EXAMPLE_REQUEST;
    const request = { subject, payload: bytesOf(payload), header: () => "" };
    const known = SEND_PLACEHOLDERS.filter(
      ({ typed }) => compileTemplate(templateOf(typed), { seq: 1, request }).ok,
    );
    expect(SEND_PLACEHOLDERS.filter((one) => !known.includes(one))).toMatchObject([
      { placeholder: "{{name}}" },
    ]);
  });

  it("knows no word of a request in a message that answers none", () => {
    for (const { typed } of ANSWER_PLACEHOLDERS) {
      expect(previewTemplate(templateOf(typed), 1), typed).toMatchObject({ ok: false });
    }
  });
});
