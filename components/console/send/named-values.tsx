// A field for each name in double braces that the message holds. Its value is filled in with every send from this tab.

import { useStore } from "zustand";
import { Field } from "@/components/ui/field";
import { namedValuesStore, setNamedValue } from "@/lib/page/state/named-values";

/** A template of another program can hold many words in braces. They stay as they are. */
const MAX_NAMES = 8;

export function NamedValues({ names }: { readonly names: readonly string[] }) {
  const values = useStore(namedValuesStore);
  if (names.length === 0) return null;
  return (
    <ul aria-label="Named values" className="grid gap-1.5">
      {names.slice(0, MAX_NAMES).map((name) => (
        <li
          key={name}
          className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-1.5"
        >
          <code aria-hidden className="truncate text-small text-ink-2">{`{{${name}}}`}</code>
          <Field
            mono
            size="sm"
            aria-label={`Value of ${name}`}
            placeholder="stays as it is"
            value={values.find((one) => one.name === name)?.text ?? ""}
            onChange={(event) => setNamedValue(name, event.currentTarget.value)}
          />
        </li>
      ))}
    </ul>
  );
}
