// Two to four loaded creds side by side: what each may do, what only some may do, and whether a message of the
// first two reaches the other.

import { useMemo } from "react";
import { useStore } from "zustand";
import { ComparedTable } from "@/components/compare/compared-table";
import { ReachForm } from "@/components/compare/reach-form";
import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
import {
  useFactsOf,
  useRightsOf,
  useShownRights,
} from "@/components/permissions/rights/use-rights";
import { useVault } from "@/components/shared/use-vault";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import { compareStore } from "@/lib/page/state/panel-state";
import type { EntryId } from "@/lib/shared/facts/creds";

export function ComparePanel() {
  const id = useVault((state) => state.selected);
  const entries = useVault((state) => state.entries);
  const rights = useShownRights();
  const chosen = useStore(compareStore, (state) => state.other);
  const other = chosen !== null && chosen !== id && entries.has(chosen) ? chosen : null;
  const otherFacts = useFactsOf(other);
  const otherRights = useRightsOf(other, otherFacts);
  const [third, fourth] = useStore(compareStore, (state) => state.more).filter(
    (one) => one !== id && one !== other && entries.has(one),
  );
  const [sideC, sideD] = [useSide(third ?? null), useSide(fourth ?? null)];
  const entry = id === null ? undefined : entries.get(id);
  const otherEntry = other === null ? undefined : entries.get(other);
  const a = useMemo(() => (entry && rights ? { entry, rights } : null), [entry, rights]);
  const b = useMemo(
    () => (otherEntry && otherRights ? { entry: otherEntry, rights: otherRights } : null),
    [otherEntry, otherRights],
  );
  const sides = useMemo(
    () => [a, b, sideC, sideD].filter((side) => side !== null),
    [a, b, sideC, sideD],
  );
  return (
    <section
      aria-label="Compare"
      className="@container grid min-h-0 min-w-0 content-start overflow-y-auto"
    >
      <div className="grid gap-3 border-b border-line px-3.5 py-3 @min-[560px]:grid-cols-2">
        <div className="flex min-w-0 items-center gap-2.5">
          <KeyFace of={entry?.subject ?? ""} />
          <p className="min-w-0">
            <span className="block text-hint text-ink-3">A, chosen in the keyring</span>
            <b className="block truncate font-semibold">
              <VisibleText>{entry?.label ?? "none"}</VisibleText>
            </b>
          </p>
        </div>
        <OtherPicker
          label="B, to compare with"
          without={[id]}
          chosen={other}
          onChoose={(next) => compareStore.setState({ other: next })}
        />
        {other === null ? null : (
          <>
            <OtherPicker
              label="C, optional"
              without={[id, other]}
              chosen={third ?? null}
              onChoose={(next) => chooseMore([next, fourth ?? null])}
            />
            {third === undefined ? null : (
              <OtherPicker
                label="D, optional"
                without={[id, other, third]}
                chosen={fourth ?? null}
                onChoose={(next) => chooseMore([third, next])}
              />
            )}
          </>
        )}
      </div>
      {a === null ? (
        <p className="p-6 text-ink-2">Choose creds with a readable user JWT.</p>
      ) : b === null ? (
        <p className="p-6 text-ink-2">
          {other === null
            ? "Choose other creds above to see what each may do, and what only one of them may do."
            : otherFacts === null
              ? "Reading the other creds…"
              : "The other creds have no readable user JWT."}
        </p>
      ) : (
        <>
          <ComparedTable key={sides.map((side) => side.entry.id).join(" ")} sides={sides} />
          <ReachForm a={a} b={b} />
        </>
      )}
    </section>
  );
}

function useSide(id: EntryId | null): EntryWithRights | null {
  const entry = useVault((state) => (id === null ? undefined : state.entries.get(id)));
  const rights = useRightsOf(id, useFactsOf(id));
  return useMemo(() => (entry && rights ? { entry, rights } : null), [entry, rights]);
}

function chooseMore(chosen: readonly (EntryId | null)[]): void {
  compareStore.setState({ more: chosen.filter((one) => one !== null) });
}

interface OtherPickerProps {
  readonly label: string;
  /** Those that have a place already. */
  readonly without: readonly (EntryId | null)[];
  readonly chosen: EntryId | null;
  readonly onChoose: (id: EntryId | null) => void;
}

/** Beyond a few hundred options the search of the keyring is faster than a select. */
const MAX_OFFERED = 500;

function OtherPicker({ label, without, chosen, onChoose }: OtherPickerProps) {
  const order = useVault((state) => state.order);
  const entries = useVault((state) => state.entries);
  const offered = order
    .filter((id) => !without.includes(id) && entries.get(id)?.subject)
    .slice(0, MAX_OFFERED);
  const subject = chosen === null ? null : (entries.get(chosen)?.subject ?? null);
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      {subject === null ? null : <KeyFace of={subject} />}
      <label className="grid min-w-0 flex-1 gap-0.5">
        <span className="text-hint text-ink-3">{label}</span>
        <select
          value={chosen ?? ""}
          disabled={offered.length === 0}
          onChange={(event) => onChoose(event.currentTarget.value || null)}
          className="h-7 w-full min-w-0 rounded-[7px] border border-line-strong bg-panel px-2"
        >
          <option value="">
            {offered.length === 0 ? "Load other creds first" : "Choose creds"}
          </option>
          {offered.map((id) => (
            <option key={id} value={id}>
              {escapedText(entries.get(id)?.label ?? "")} ({id.slice(0, 8)}…)
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
