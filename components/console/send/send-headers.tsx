// The headers of the message to send. Names may repeat; the vault reports those that cannot be sent.

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { editDraft } from "@/lib/page/actions/messaging-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { HeaderDraft } from "@/lib/page/state/draft";
import { changeHeader, removeHeader } from "@/lib/page/state/send-draft";

export function SendHeaders({ headers }: { headers: readonly HeaderDraft[] }) {
  if (headers.length === 0) return null;
  return (
    <ul aria-label="Headers to send" className="grid gap-1.5">
      {headers.map(({ id, name, value }) => (
        <li key={id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-1.5">
          <Field
            mono
            size="sm"
            aria-label="Header name"
            placeholder="Name"
            value={name}
            onChange={(event) => {
              const next = event.currentTarget.value;
              editDraft((draft) => changeHeader(draft, id, { name: next }));
            }}
          />
          <Field
            mono
            size="sm"
            aria-label="Header value"
            placeholder="value"
            value={value}
            onChange={(event) => {
              const next = event.currentTarget.value;
              editDraft((draft) => changeHeader(draft, id, { value: next }));
            }}
          />
          <Button
            size="sm"
            tone="quiet"
            aria-label={name === "" ? "Remove header" : `Remove header ${escapedText(name)}`}
            onClick={() => editDraft((draft) => removeHeader(draft, id))}
          >
            <X aria-hidden className="size-3.5" />
          </Button>
        </li>
      ))}
    </ul>
  );
}
