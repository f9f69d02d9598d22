// Whose permissions are compared: A is chosen in the keyring, B to D here. A chip's name is the list to choose from.

import { Plus, X } from "lucide-react";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import { sharedLabels } from "@/lib/page/state/entry-counts";
import { compareStore } from "@/lib/page/state/panel-state";
import type { EntryId } from "@/lib/shared/facts/creds";
import { letterOf } from "./side";

/** Beyond a few hundred options the search of the keyring is faster than a select. */
const MAX_OFFERED = 500;

const MAX_OTHERS = 3;

const LABELS = ["B, to compare with", "C, optional", "D, optional"];

export interface SideChipsProps {
  /** The shown creds. */
  readonly id: EntryId | null;
  /** B to D. */
  readonly others: readonly EntryId[];
}

export function SideChips({ id, others }: SideChipsProps) {
  const choose = (index: number, chosen: EntryId | null) => {
    const next = [...others];
    if (chosen === null) next.splice(index, 1);
    else next[index] = chosen;
    const [other = null, ...more] = next;
    compareStore.setState({ other, more });
  };
  const slots = others.length < MAX_OTHERS ? [...others, null] : others;
  return (
    <ul aria-label="Compared creds" className="contents">
      <li className="min-w-0">
        <ShownChip id={id} />
      </li>
      {slots.map((chosen, index) => (
        <li key={LABELS[index]} className="min-w-0 empty:hidden">
          <Chip
            label={LABELS[index] ?? ""}
            letter={letterOf(index + 1)}
            chosen={chosen}
            without={[id, ...others.filter((one) => one !== chosen)]}
            onChoose={(next) => choose(index, next)}
          />
        </li>
      ))}
    </ul>
  );
}

const CHIP =
  "flex h-8 max-w-60 min-w-0 items-center gap-2 rounded-lg border border-line-strong bg-panel pl-2 pointer-coarse:h-11";

function Letter({ children }: { readonly children: string }) {
  return (
    <span
      aria-hidden
      className="grid size-5 shrink-0 place-items-center rounded-[5px] bg-accent-soft text-hint font-semibold text-accent"
    >
      {children}
    </span>
  );
}

function ShownChip({ id }: { readonly id: EntryId | null }) {
  const entry = useVault((state) => (id === null ? undefined : state.entries.get(id)));
  return (
    <span className={`${CHIP} pr-3`} title="A is chosen in the keyring">
      <Letter>A</Letter>
      <span className="sr-only">A: </span>
      <KeyFace of={entry?.subject ?? ""} size="sm" />
      <b className="min-w-0 truncate font-medium">
        <VisibleText>{entry?.label ?? "none"}</VisibleText>
      </b>
    </span>
  );
}

interface ChipProps {
  readonly label: string;
  readonly letter: string;
  readonly chosen: EntryId | null;
  /** Those that have a place already. */
  readonly without: readonly (EntryId | null)[];
  readonly onChoose: (id: EntryId | null) => void;
}

function Chip({ label, letter, chosen, without, onChoose }: ChipProps) {
  const order = useVault((state) => state.order);
  const entries = useVault((state) => state.entries);
  const offered = order
    .filter((id) => !without.includes(id) && entries.get(id)?.subject)
    .slice(0, MAX_OFFERED);
  const nameOf = (one: EntryId) => {
    const label = escapedText(entries.get(one)?.label ?? "");
    return sharedLabels(entries).has(label) ? `${label} (${one.slice(0, 8)}…)` : label;
  };
  if (offered.length === 0 && chosen === null && letter !== "B") return null;
  const subject = chosen === null ? null : (entries.get(chosen)?.subject ?? null);
  return (
    <span className={CHIP}>
      {chosen === null ? (
        <Plus aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      ) : (
        <>
          <Letter>{letter}</Letter>
          <KeyFace of={subject ?? ""} size="sm" />
        </>
      )}
      <select
        aria-label={label}
        value={chosen ?? ""}
        disabled={offered.length === 0}
        onChange={(event) => onChoose(event.currentTarget.value || null)}
        className="h-full min-w-0 max-w-44 truncate rounded-lg bg-transparent pr-1 font-medium"
      >
        <option value="">{offered.length === 0 ? "Load other creds first" : "Add creds"}</option>
        {offered.map((id) => (
          <option key={id} value={id}>
            {nameOf(id)}
          </option>
        ))}
      </select>
      {chosen === null ? null : (
        <Button
          tone="quiet"
          size="icon"
          aria-label={`Remove ${letter}`}
          className="-ml-1.5"
          onClick={() => onChoose(null)}
        >
          <X aria-hidden className="size-3.5" />
        </Button>
      )}
    </span>
  );
}
