// Shows how the payload of the send form is written, its size in bytes, and whether it is JSON. JSON that is not
// well-formed gives a hint only: the payload is sent as typed.

import { Repeat } from "lucide-react";
import { EncodingSelect } from "@/components/console/message/encoding-select";
import { FileButton } from "@/components/console/message/file-button";
import { AddHeader } from "@/components/console/message/header-fields";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import { parseJsonTree } from "@/lib/page/console/json-tree";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { SendDraft } from "@/lib/page/state/draft";

export function PayloadTools({ draft: { mode, encoding, isRepeated } }: { draft: SendDraft }) {
  return (
    <>
      <EncodingSelect
        label="Payload encoding"
        value={encoding}
        onChange={(next) => editDraft((draft) => ({ ...draft, encoding: next }))}
      />
      <div className="ml-auto flex gap-1">
        {mode === "publish" ? (
          <Button
            size="sm"
            tone="quiet"
            aria-label="Repeat"
            aria-pressed={isRepeated}
            title="Send it many times, with placeholders such as {{seq}} filled in"
            onClick={() => editDraft((draft) => ({ ...draft, isRepeated: !isRepeated }))}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
          >
            <Repeat aria-hidden className="size-3.5" />
          </Button>
        ) : null}
        <FileButton
          label="Payload from a file"
          onPayload={(payload) => editDraft((draft) => ({ ...draft, ...payload }))}
        />
        <AddHeader onEdit={editDraft} />
      </div>
    </>
  );
}

interface PayloadSizeProps {
  readonly draft: SendDraft;
  /** Null while the draft cannot be sent. */
  readonly bytes: number | null;
  readonly problem: string | null;
}

export function PayloadSize({ draft, bytes, problem }: PayloadSizeProps) {
  const maxBytes = useVault(({ selected, sessions }) =>
    selected === null ? null : (sessions.get(selected)?.server?.maxPayloadBytes ?? null),
  );
  if (problem !== null) return <span className="text-bad">{problem} </span>;
  if (draft.payload === "" || bytes === null) return null;
  if (maxBytes !== null && bytes > maxBytes) {
    return (
      <span className="text-bad">
        {formatCount(bytes)} B of at most {formatCount(maxBytes)} B,{" "}
      </span>
    );
  }
  return `${jsonHint(draft)}${formatBytes(bytes)}, `;
}

const MAX_HINT_CHARS = 200_000;

function jsonHint(draft: SendDraft): string {
  const { encoding, payload } = draft;
  const isJsonMeant = encoding === "json";
  // Text that begins with a brace need not be JSON, so only JSON is named.
  const looksLikeJson = encoding === "text" && /^\s*[[{]/u.test(payload);
  if (!(isJsonMeant || looksLikeJson) || payload.length > MAX_HINT_CHARS) return "";
  if (parseJsonTree(payload).ok) return "JSON, ";
  // Placeholders may stand for numbers.
  return isJsonMeant && !/\{\{/u.test(payload) ? "invalid JSON, " : "";
}
