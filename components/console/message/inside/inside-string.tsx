// A press decodes a string of a JSON payload that looks like base64 or a JWT, below its line.

import { type ReactNode, useId, useMemo, useState } from "react";
import { decodeInside, type Encoding, encodingOf } from "@/lib/page/console/value/encoded-string";
import { stringValue } from "@/lib/page/console/value/json-path";
import { ENCODING_LABELS, INSIDE_FAULTS, UNCHECKED_SIGNATURE } from "./inside-text";
import { LongText } from "./long-text";

interface InsideStringProps {
  /** As json-tree.ts holds a string. */
  readonly quoted: string;
  /** The string as it is drawn. A long one ends out of sight, so the button stands before it. */
  readonly children: ReactNode;
}

/** Adds nothing to any other string. */
export function InsideString({ quoted, children }: InsideStringProps) {
  const text = useMemo(() => stringValue(quoted), [quoted]);
  const encoding = useMemo(() => encodingOf(text), [text]);
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  if (encoding === null) return children;
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`Decode ${ENCODING_LABELS[encoding]}`}
        title={`Decode ${ENCODING_LABELS[encoding]}`}
        onClick={() => setIsOpen(!isOpen)}
        className="mr-1.5 rounded-[5px] bg-accent-soft px-1.5 font-sans text-hint leading-5 font-medium text-accent hover:underline focus-visible:outline-offset-0"
      >
        {ENCODING_LABELS[encoding]}
      </button>
      {children}
      {isOpen ? <Decoded id={id} text={text} encoding={encoding} /> : null}
    </>
  );
}

interface DecodedProps {
  readonly id: string;
  readonly text: string;
  readonly encoding: Encoding;
}

function Decoded({ id, text, encoding }: DecodedProps) {
  const inside = useMemo(() => decodeInside(text, encoding), [text, encoding]);
  return (
    <span
      id={id}
      data-inside={encoding}
      className="my-1 ml-4 block w-fit max-w-full rounded-md border border-line bg-panel px-2 py-1 leading-normal wrap-anywhere whitespace-pre-wrap"
    >
      {inside.ok ? (
        inside.value.parts.map(({ name, text: part }) => (
          <span key={name} className="block">
            {name === "" ? null : (
              <span data-aside className="block font-sans text-small text-ink-2">
                {name}
              </span>
            )}
            <LongText text={part} />
          </span>
        ))
      ) : (
        <span data-aside data-inside-fault={inside.fault.code} className="font-sans text-bad">
          {INSIDE_FAULTS[inside.fault.code]}
        </span>
      )}
      {inside.ok && encoding === "jwt" ? (
        <span data-aside className="block font-sans text-small text-ink-2">
          {UNCHECKED_SIGNATURE}
        </span>
      ) : null}
    </span>
  );
}
