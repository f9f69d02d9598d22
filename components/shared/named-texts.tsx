// Texts that the user saved under a name, such as filters and searches: choose one, save the current one, or delete
// one. The browser stores only names and texts.

import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { NamedTexts } from "@/lib/page/storage/named-texts";

export interface NamedTextsListProps {
  readonly saved: NamedTexts;
  /** What one of them is called: "filter", "search". */
  readonly noun: string;
  /** Their name as a group: "Named filters". */
  readonly label: string;
  /** The text that Save keeps. */
  readonly current: string;
  readonly onChoose: (text: string) => void;
  readonly className?: string;
}

export function NamedTextsList(props: NamedTextsListProps) {
  const { saved, noun, label, current, onChoose, className } = props;
  const texts = useStore(saved.store, (state) => state.texts);
  const [name, setName] = useState("");
  useEffect(saved.load, []);
  const canSave = current.trim() !== "" && name.trim() !== "";
  const save = () => {
    if (!canSave) return;
    saved.save(name.trim(), current);
    setName("");
  };
  return (
    <section aria-label={label} className={cx(className)}>
      {texts.length === 0 ? null : (
        <ul className="mb-2 flex max-h-28 flex-wrap gap-1.5 overflow-y-auto">
          {texts.map((one) => (
            <li
              key={one.name}
              className="inline-flex max-w-full items-center rounded-[7px] border border-line bg-sunken"
            >
              <button
                type="button"
                title={escapedText(one.text)}
                aria-pressed={one.text === current}
                onClick={() => onChoose(one.text)}
                className="min-w-0 truncate py-0.5 pl-2 text-data text-accent focus-visible:-outline-offset-2"
              >
                <VisibleText>{one.name}</VisibleText>
              </button>
              <button
                type="button"
                aria-label={`Delete the ${noun} ${escapedText(one.name)}`}
                onClick={() => saved.drop(one.name)}
                className="grid size-6 shrink-0 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-1.5">
        <Field
          size="sm"
          aria-label={`Name of the ${noun}`}
          placeholder={current.trim() === "" ? `Type a ${noun} first` : `Name this ${noun}`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            save();
          }}
          className="flex-1"
        />
        <Button size="sm" disabled={!canSave} onClick={save}>
          Save
        </Button>
      </div>
    </section>
  );
}
