// Two to four loaded creds side by side: the gist, whether a message of one reaches another, what each may do, and what
// else tells them apart.

import { ArrowLeftRight } from "lucide-react";
import { useMemo } from "react";
import { useStore } from "zustand";
import { ComparedTable } from "@/components/compare/compared-table";
import { ReachForm } from "@/components/compare/reach-form";
import { useFactsOf, useRightsOf } from "@/components/permissions/rights/use-rights";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { select } from "@/lib/page/actions/keyring-actions";
import { compareRights } from "@/lib/page/permissions/compare";
import { chosenViews, compareStore } from "@/lib/page/state/panel-state";
import type { EntryId } from "@/lib/shared/facts/creds";
import { comparedCsv } from "./compared-csv";
import { credsRows } from "./creds-rows";
import { GistBox } from "./gist-box";
import { OtherDifferences } from "./other-differences";
import type { Side } from "./side";
import { SideChips } from "./side-chips";

export function ComparePanel() {
  const id = useVault((state) => state.selected);
  const entries = useVault((state) => state.entries);
  const { other, more } = useStore(compareStore);
  // Creds may have been forgotten, or selected, since they were chosen here.
  const others = [...new Set([other, ...more])].filter(
    (one): one is EntryId => one !== null && one !== id && entries.has(one),
  );
  const [b = null, c = null, d = null] = others;
  const shownFacts = useVault((state) => state.facts);
  const rights = useRightsOf(id, shownFacts);
  const entry = id === null ? undefined : entries.get(id);
  const a = useMemo(
    () => (entry && rights && shownFacts ? { entry, rights, facts: shownFacts } : null),
    [entry, rights, shownFacts],
  );
  const [sideB, sideC, sideD] = [useSide(b), useSide(c), useSide(d)];
  const sides = useMemo(
    () => [a, sideB, sideC, sideD].filter((side) => side !== null),
    [a, sideB, sideC, sideD],
  );
  const onSwap = () => {
    if (id === null || b === null) return;
    compareStore.setState({ other: id });
    chosenViews.change(b, { view: "compare" });
    select(b);
  };
  return (
    <section aria-label="Compare" className="@container min-h-0 min-w-0 overflow-y-auto">
      <div className="grid max-w-295 grid-cols-[minmax(0,1fr)] gap-4 px-3 pt-3.5 pb-10 @min-[700px]:px-6">
        <header className="flex min-w-0 flex-wrap items-center gap-2">
          <h2 className="mr-1.5 text-name font-semibold tracking-tight">Compare</h2>
          <SideChips id={id} others={others} />
          {b === null ? null : (
            <Button
              tone="quiet"
              size="bar"
              className="ml-auto"
              title="Swap A and B"
              onClick={onSwap}
            >
              <ArrowLeftRight aria-hidden className="size-3.5" />
              Swap A and B
            </Button>
          )}
        </header>
        {a === null ? (
          <p className="text-ink-2">Choose creds with a readable user JWT.</p>
        ) : sideB === null ? (
          <p className="text-ink-2">
            {b === null
              ? "Add creds above to see what each may do, and what only one of them may do."
              : "Other creds are being read, or have no readable user JWT."}
          </p>
        ) : (
          <Compared key={sides.map((side) => side.entry.id).join(" ")} sides={sides} />
        )}
      </div>
    </section>
  );
}

function Compared({ sides }: { readonly sides: readonly Side[] }) {
  const trust = useVault((state) => state.trust);
  const now = useNow(30_000);
  const rows = useMemo(() => compareRights(sides.map(({ rights }) => rights.rules)), [sides]);
  const others = useMemo(() => credsRows(sides, trust, now), [sides, trust, now]);
  const [a, b] = sides;
  if (a === undefined || b === undefined) return null;
  return (
    <>
      <GistBox sides={sides} rows={rows} others={others} />
      <ReachForm a={a} b={b} />
      <ComparedTable sides={sides} rows={rows} />
      <OtherDifferences sides={sides} rows={others} />
      <div>
        <Button
          size="sm"
          onClick={() =>
            saveFile(
              new Blob([comparedCsv(sides, rows, others)], { type: "text/csv" }),
              "compared-creds.csv",
            )
          }
        >
          Export as CSV
        </Button>
      </div>
    </>
  );
}

function useSide(id: EntryId | null): Side | null {
  const entry = useVault((state) => (id === null ? undefined : state.entries.get(id)));
  const facts = useFactsOf(id);
  const rights = useRightsOf(id, facts);
  return useMemo(
    () => (entry && facts && rights ? { entry, facts, rights } : null),
    [entry, facts, rights],
  );
}
