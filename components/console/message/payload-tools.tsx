// The buttons of the send form's payload, its size in bytes, and whether it is JSON.

import { Repeat } from "lucide-react";
import { FileButton } from "@/components/console/message/file-button";
import { AddHeader } from "@/components/console/message/header-fields";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import { fillPayload } from "@/lib/page/actions/send/payload-file";
import { isJson } from "@/lib/page/console/payload-input";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { SendDraft } from "@/lib/page/state/draft";

export function PayloadTools({ draft: { mode, isRepeated } }: { draft: SendDraft }) {
  return (
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
      <FileButton label="Payload from a file" onFile={fillPayload} />
      <AddHeader onEdit={editDraft} />
    </div>
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

/** JSON that cannot be read is a problem of the draft, so what is left to say is that it was read. */
function jsonHint({ encoding, payload }: SendDraft): string {
  // Text that begins with a brace need not be JSON, so only JSON is named.
  const mayBe = encoding === "json" || (encoding === "text" && /^\s*[[{]/u.test(payload));
  return mayBe && payload.length <= MAX_HINT_CHARS && isJson(payload) ? "JSON, " : "";
}
