// Beneath the payload: how it is typed, how many bytes it makes, and whether it is JSON. JSON that is
// not well-formed is a hint alone: it is sent as it stands.

import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { cx } from "@/lib/base/cx";
import { formatBytes, formatCount } from "@/lib/console/format";
import { parseJsonTree } from "@/lib/console/json-tree";
import type { PayloadInputKind } from "@/lib/console/payload-input";
import { editDraft } from "@/lib/state/console-actions";
import { addHeader } from "@/lib/state/send-draft";
import { vaultStore } from "@/lib/state/vault-store";

interface PayloadToolsProps {
  readonly encoding: PayloadInputKind;
  readonly payload: string;
  /** Null while it cannot be sent. */
  readonly bytes: number | null;
  readonly problem: string | null;
}

export function PayloadTools({ encoding, payload, bytes, problem }: PayloadToolsProps) {
  const maxBytes = useStore(vaultStore, ({ selected, sessions }) =>
    selected === null ? null : (sessions.get(selected)?.server?.maxPayloadBytes ?? null),
  );
  const isTooLarge = bytes !== null && maxBytes !== null && bytes > maxBytes;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-2">
      <select
        aria-label="Payload encoding"
        value={encoding}
        onChange={(event) => {
          const next = readKind(event.currentTarget.value);
          editDraft((draft) => ({ ...draft, encoding: next }));
        }}
        className="h-6.5 rounded-[7px] border border-line-strong bg-panel px-1.5 text-data"
      >
        <option value="text">as text</option>
        <option value="hex">as hex</option>
        <option value="base64">as base64</option>
      </select>
      <Button size="sm" tone="quiet" className="h-6.5" onClick={() => editDraft(addHeader)}>
        Add header
      </Button>
      <span className={cx("ml-auto tabular-nums", (problem || isTooLarge) && "text-bad")}>
        {problem ?? jsonHint(encoding, payload)}
        {problem === null && bytes !== null ? ` ${formatBytes(bytes)}` : null}
        {isTooLarge ? ` of at most ${formatCount(maxBytes)} B` : null}
      </span>
    </div>
  );
}

const MAX_HINT_CHARS = 200_000;

function jsonHint(encoding: PayloadInputKind, payload: string): string {
  if (encoding !== "text" || payload.length > MAX_HINT_CHARS || !/^\s*[[{]/u.test(payload))
    return "";
  return parseJsonTree(payload).ok ? "JSON," : "not well-formed JSON,";
}

function readKind(value: string): PayloadInputKind {
  return value === "hex" || value === "base64" ? value : "text";
}
