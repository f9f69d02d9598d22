// What ends a request for several replies before its time limit: silence after a reply, or an empty one.

import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import type { SendDraft } from "@/lib/page/state/draft";
import { SendField } from "./send-field";

export interface RequestEndsProps {
  readonly draft: SendDraft;
  /** Of the silence. */
  readonly problem: string | null;
}

export function RequestEnds({ draft, problem }: RequestEndsProps) {
  return (
    <div className="flex shrink-0 flex-wrap items-baseline gap-x-3 gap-y-1.5">
      <SendField
        label="Silence"
        prefix="until"
        suffix="ms of silence"
        placeholder="none"
        value={draft.silence}
        problem={problem}
        onChange={(silence) => editDraft((now) => ({ ...now, silence }))}
      />
      <label className="flex items-center gap-1.5 text-small text-ink-2">
        <input
          type="checkbox"
          checked={draft.endsEmpty}
          onChange={(event) => {
            const endsEmpty = event.currentTarget.checked;
            editDraft((now) => ({ ...now, endsEmpty }));
          }}
        />
        or an empty reply
      </label>
    </div>
  );
}
