// The answers of "Who may": one row for each creds, the widest first, with a choice of the answers to list.

import { useCallback, useMemo } from "react";
import { WHO_LOOK } from "@/components/overview/table/creds-columns";
import { CredsGrid } from "@/components/overview/table/creds-grid";
import { WhoCells } from "@/components/overview/who/who-cells";
import { DECISION_LOOKS } from "@/components/permissions/decision-mark";
import { Segmented } from "@/components/ui/segmented";
import { formatCount } from "@/lib/page/format/count";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { askWho, type WhoQuestion } from "@/lib/page/overview/overview-store";
import type { WhoAnswer, WhoRow } from "@/lib/page/overview/who-may";
import type { DecisionKind } from "@/lib/page/permissions/decision";

const KINDS: readonly DecisionKind[] = ["allowed", "filtered", "unknown", "denied"];

export interface WhoViewProps {
  /** Null while there is no question that a server could decide on. */
  readonly answer: WhoAnswer | null;
  /** Those of the chosen answer. */
  readonly listed: readonly WhoRow[];
  readonly kind: WhoQuestion["kind"];
  /** What is said when there is no row. */
  readonly nothing: string;
}

export function WhoView({ answer, listed, kind, nothing }: WhoViewProps) {
  const rows = useMemo(() => listed.map(({ row }) => row), [listed]);
  const byId = useMemo(() => new Map(listed.map((one) => [one.row.id, one])), [listed]);
  const drawCells = useCallback(
    ({ id }: OverviewRow) => {
      const one = byId.get(id);
      return one === undefined ? null : <WhoCells answer={one} />;
    },
    [byId],
  );
  const factsOf = useCallback(
    ({ id }: OverviewRow) => {
      const decision = byId.get(id)?.decision;
      return {
        "data-who": id,
        "data-decision": decision?.kind ?? "",
        "data-rule": decision?.rule?.text ?? "",
      };
    },
    [byId],
  );
  if (answer === null) return <Said>{nothing}</Said>;
  const choices = [
    { value: "all" as const, label: `all ${formatCount(answer.asked)}` },
    ...KINDS.filter((one) => answer.kinds[one] > 0 || one === kind).map((one) => ({
      value: one,
      label: `${DECISION_LOOKS[one].word} ${formatCount(answer.kinds[one])}`,
    })),
  ];
  return (
    <div className="grid min-h-0 min-w-0 grid-rows-[auto_minmax(0,1fr)]">
      <div className="overflow-x-auto border-b border-line bg-panel px-4 py-1.5">
        <Segmented
          label="Answers to list"
          options={choices}
          value={kind}
          onChange={(value) => askWho({ kind: value })}
        />
      </div>
      {listed.length === 0 ? (
        <Said>{nothing}</Said>
      ) : (
        <CredsGrid
          label="Who may"
          look={WHO_LOOK}
          rows={rows}
          drawCells={drawCells}
          factsOf={factsOf}
        />
      )}
    </div>
  );
}

function Said({ children }: { readonly children: string }) {
  return (
    <p role="status" className="max-w-150 p-4 text-ink-2">
      {children}
    </p>
  );
}
