// The payload in one of its formats. A large payload is drawn in parts so that the page stays fast; "Show more"
// leads to every byte, and a line under each part says how much of the whole it is. Find moves the part to its hits.

import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { VisibleLines } from "@/components/shared/visible-lines";
import {
  type HexRow,
  type HexWidth,
  hexRowLength,
  hexRowParts,
  hexRows,
  type PayloadView as Payload,
  type PayloadFormat,
  readingOf,
} from "@/lib/page/console/payload-display";
import { toBase64 } from "@/lib/shared/base/base64";
import { type Goal, useShownPart } from "./find/use-shown-part";
import { DECODE_TEXTS, FORMAT_LABELS } from "./inside/format-text";
import { JsonTree } from "./json-tree-view";
import { PayloadBox, ShowEarlier, ShowMore } from "./payload-box";

interface PayloadViewProps {
  readonly bytes: Uint8Array;
  readonly payload: Payload;
  readonly format: PayloadFormat;
  /** Why there are no bytes, if there is a reason. */
  readonly emptyText?: string | undefined;
  /** The hit to show, in the whole payload as lib/page/console/find has it; null = none. */
  readonly goal?: Goal | null;
  /** Find is open. */
  readonly isSearched?: boolean;
}

export function PayloadView({
  bytes,
  payload,
  format,
  emptyText = "Empty payload",
  goal = null,
  isSearched = false,
}: PayloadViewProps) {
  if (bytes.length === 0) {
    return (
      <PayloadBox format={format}>
        <span data-aside className="font-sans text-ink-3">
          {emptyText}
        </span>
      </PayloadBox>
    );
  }
  const reading = readingOf(bytes, payload, format);
  switch (reading.kind) {
    case "tree":
      return <JsonTree key={format} root={reading.root} {...{ format, isSearched, goal }} />;
    case "text":
      return <TextParts key={format} text={reading.text} goal={goal} />;
    case "base64":
      return <Base64Parts key={format} bytes={reading.bytes} goal={goal} />;
    case "hex":
      return <HexParts key={format} bytes={reading.bytes} goal={goal} />;
    case "fault":
      return (
        <PayloadBox format={format} wraps>
          <span data-aside data-decode-fault={reading.code} className="font-sans text-bad">
            {DECODE_TEXTS[reading.code](FORMAT_LABELS[reading.format])}
          </span>
        </PayloadBox>
      );
  }
}

const FIRST_CHARS = 16_000;

function TextParts({ text, goal }: { readonly text: string; readonly goal: Goal | null }) {
  const { from: wanted, to, showTo, showEarlier } = useShownPart(FIRST_CHARS, goal);
  const from = isSecondHalf(text, wanted) ? wanted - 1 : wanted;
  return (
    <>
      <ShowEarlier from={from} unit="characters" onEarlier={showEarlier} />
      <PayloadBox format="text" wraps at={from}>
        <VisibleLines text={from > 0 || to < text.length ? text.slice(from, to) : text} />
      </PayloadBox>
      <ShowMore from={from} shown={to} total={text.length} unit="characters" onMore={showTo} />
    </>
  );
}

/** Of a character of two units. */
function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

// A multiple of 3, so that the base64 of a part is the start of the base64 of the whole.
const FIRST_BASE64_BYTES = 12_000;

interface BytesProps {
  readonly bytes: Uint8Array;
  readonly goal: Goal | null;
}

function Base64Parts({ bytes, goal }: BytesProps) {
  const inBytes = useMemo(() => scaled(goal, 4, 3), [goal]);
  const { from, to, showTo, showEarlier } = useShownPart(FIRST_BASE64_BYTES, inBytes, 3);
  return (
    <>
      <ShowEarlier from={from} unit="bytes" onEarlier={showEarlier} />
      <PayloadBox format="base64" wraps at={(from / 3) * 4}>
        {toBase64(bytes.subarray(from, to))}
      </PayloadBox>
      <ShowMore from={from} shown={to} total={bytes.length} unit="bytes" onMore={showTo} />
    </>
  );
}

/** A place in characters as a place in bytes, where so many characters stand for so many bytes. */
function scaled(goal: Goal | null, chars: number, bytes: number): Goal | null {
  if (goal === null) return null;
  const { start, end } = goal;
  return { start: Math.floor(start / chars) * bytes, end: Math.ceil(end / chars) * bytes };
}

const FIRST_HEX_BYTES = 1_024;
/** From here on 16 bytes fit in a line, with the text beside them. */
const WIDE_HEX_PX = 560;

function HexParts({ bytes, goal }: BytesProps) {
  const [width, setWidth] = useState<HexWidth>(8);
  const inBytes = useMemo(() => scaled(goal, hexRowLength(width), width), [goal, width]);
  const { from, to, showTo, showEarlier } = useShownPart(FIRST_HEX_BYTES, inBytes, 16);
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth < WIDE_HEX_PX ? 8 : 16);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={ref}>
      <ShowEarlier from={from} unit="bytes" onEarlier={showEarlier} />
      <PayloadBox format="hex" at={(from / width) * hexRowLength(width)} width={width}>
        {hexRows(bytes, from / width, Math.ceil((to - from) / width), width).map((row) => (
          <HexLine key={row.offset} row={row} width={width} />
        ))}
      </PayloadBox>
      <ShowMore from={from} shown={to} total={bytes.length} unit="bytes" onMore={showTo} />
    </div>
  );
}

function HexLine({ row, width }: { readonly row: HexRow; readonly width: HexWidth }) {
  const [offset, hex, ascii] = hexRowParts(row, width);
  return (
    <span>
      <span className="text-ink-3">{offset}</span>
      {hex}
      <span className="text-s2">{ascii}</span>
      {"\n"}
    </span>
  );
}
