// The headers of a message or of an answer, as fields. Names may repeat; the vault reports those that cannot be sent.

import { Plus, X } from "lucide-react";
import { lowerFirst } from "@/components/shared/lower-first";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { HeaderDraft } from "@/lib/page/state/draft";
import {
  addHeader,
  changeHeader,
  removeHeader,
  type WithHeaders,
} from "@/lib/page/state/send-draft";

type Edit = (change: <D extends WithHeaders>(draft: D) => D) => void;

export interface HeaderFieldsProps {
  readonly label: string;
  /** What a header is called in the names of its fields, such as "Answer header". */
  readonly noun: string;
  readonly headers: readonly HeaderDraft[];
  readonly isLocked?: boolean;
  readonly onEdit: Edit;
}

export function HeaderFields({ label, noun, headers, isLocked, onEdit }: HeaderFieldsProps) {
  if (headers.length === 0) return null;
  const change = (id: number, part: Partial<HeaderDraft>) =>
    onEdit((draft) => changeHeader(draft, id, part));
  const remove = `Remove ${lowerFirst(noun)}`;
  return (
    <ul aria-label={label} className="grid gap-1.5">
      {headers.map(({ id, name, value }) => (
        <li key={id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-1.5">
          <Field
            mono
            size="sm"
            aria-label={`${noun} name`}
            placeholder="Name"
            readOnly={isLocked}
            value={name}
            onChange={(event) => change(id, { name: event.currentTarget.value })}
          />
          <Field
            mono
            size="sm"
            aria-label={`${noun} value`}
            placeholder="value"
            readOnly={isLocked}
            value={value}
            onChange={(event) => change(id, { value: event.currentTarget.value })}
          />
          <Button
            size="sm"
            tone="quiet"
            disabled={isLocked}
            aria-label={name === "" ? remove : `${remove} ${escapedText(name)}`}
            onClick={() => onEdit((draft) => removeHeader(draft, id))}
          >
            <X aria-hidden className="size-3.5" />
          </Button>
        </li>
      ))}
    </ul>
  );
}

export interface AddHeaderProps {
  readonly isLocked?: boolean;
  readonly onEdit: Edit;
  readonly className?: string;
}

export function AddHeader({ isLocked, onEdit, className }: AddHeaderProps) {
  return (
    <Button
      size="sm"
      tone="quiet"
      disabled={isLocked}
      title="Add header"
      className={className}
      onClick={() => onEdit(addHeader)}
    >
      <Plus aria-hidden className="size-3.5 @min-[640px]:hidden" />
      <span className="sr-only @min-[640px]:not-sr-only">Add header</span>
    </Button>
  );
}
