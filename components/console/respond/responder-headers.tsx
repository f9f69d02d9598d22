// The headers of an answer. Values can hold placeholders.

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { editResponder } from "@/lib/page/actions/send/responder-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { HeaderDraft } from "@/lib/page/state/draft";

interface ResponderHeadersProps {
  readonly headers: readonly HeaderDraft[];
  readonly isOn: boolean;
}

export function ResponderHeaders({ headers, isOn }: ResponderHeadersProps) {
  if (headers.length === 0) return null;
  const change = (id: number, part: Partial<HeaderDraft>) =>
    editResponder({
      headers: headers.map((header) => (header.id === id ? { ...header, ...part } : header)),
    });
  return (
    <ul aria-label="Headers of the answer" className="grid gap-1.5">
      {headers.map(({ id, name, value }) => (
        <li key={id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-1.5">
          <Field
            mono
            size="sm"
            aria-label="Answer header name"
            placeholder="Name"
            readOnly={isOn}
            value={name}
            onChange={(event) => change(id, { name: event.currentTarget.value })}
          />
          <Field
            mono
            size="sm"
            aria-label="Answer header value"
            placeholder="value"
            readOnly={isOn}
            value={value}
            onChange={(event) => change(id, { value: event.currentTarget.value })}
          />
          <Button
            size="sm"
            tone="quiet"
            disabled={isOn}
            aria-label={
              name === "" ? "Remove answer header" : `Remove answer header ${escapedText(name)}`
            }
            onClick={() => editResponder({ headers: headers.filter((one) => one.id !== id) })}
          >
            <X aria-hidden className="size-3.5" />
          </Button>
        </li>
      ))}
    </ul>
  );
}
