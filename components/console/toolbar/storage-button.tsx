// Shows how much memory the log takes and sets how much may be kept. The oldest messages make room for new ones.

import { HardDrive } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { useSampledWindow } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { Progress } from "@/components/ui/progress";
import { formatMemory } from "@/lib/page/format/bytes";
import { retentionStore, setRetention } from "@/lib/page/storage/retention";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import type { Retention } from "@/lib/shared/facts/console";

const MIB = 2 ** 20;
const BUDGETS_MIB = [16, 64, 256, 512, 1024, 2048];
const MINUTE_MS = 60_000;

export function StorageButton() {
  const [isOpen, setIsOpen] = useState(false);
  const slice = useSampledWindow();
  const chosen = useStore(retentionStore, (state) => state.limits);
  // Before there is a log, only the chosen limits are known.
  const limits = slice?.limits ?? chosen ?? DEFAULT_RETENTION;
  const heldBytes = slice?.counts.heldBytes ?? 0;
  return (
    <Popover
      label="Storage"
      keepsBelow
      title={`Storage: ${formatMemory(heldBytes)} of ${formatMemory(limits.budgetBytes)} in use`}
      className="inline-flex h-6 items-center gap-1 rounded-md px-1 whitespace-nowrap hover:text-ink"
      trigger={
        <>
          <HardDrive aria-hidden className="size-3.5" />
          <span data-budget={limits.budgetBytes}>{formatMemory(limits.budgetBytes)}</span>
        </>
      }
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <h3 className="font-semibold">How much to keep</h3>
      <p className="mt-0.5 mb-2 text-small text-ink-2">
        Messages stay in the memory of this tab, separately for each of your creds. When it is full,
        the oldest are removed and counted as dropped.
      </p>
      <Progress label="Memory in use" value={heldBytes} max={limits.budgetBytes} />
      <p className="mt-1 text-small text-ink-2 tabular-nums">
        {formatMemory(heldBytes)} of {formatMemory(limits.budgetBytes)} in use
      </p>
      <LimitsForm limits={limits} onDone={() => setIsOpen(false)} />
    </Popover>
  );
}

interface LimitsFormProps {
  readonly limits: Retention;
  readonly onDone: () => void;
}

function LimitsForm({ limits, onDone }: LimitsFormProps) {
  const [budget, setBudget] = useState(limits.budgetBytes / MIB);
  const [rows, setRows] = useState(limits.maxRows === null ? "" : String(limits.maxRows));
  const [minutes, setMinutes] = useState(
    limits.maxAgeMs === null ? "" : String(limits.maxAgeMs / MINUTE_MS),
  );
  const maxRows = optionalNumber(rows);
  const maxMinutes = optionalNumber(minutes);
  const isReady = maxRows !== undefined && maxMinutes !== undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const maxAgeMs = maxMinutes === null ? null : maxMinutes * MINUTE_MS;
    void setRetention({ budgetBytes: budget * MIB, maxRows, maxAgeMs });
    onDone();
  };
  const budgets = BUDGETS_MIB.includes(budget)
    ? BUDGETS_MIB
    : [...BUDGETS_MIB, budget].sort((a, b) => a - b);
  return (
    <form onSubmit={onSubmit} className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2">
      <label htmlFor="storage-budget" className="pt-1">
        Memory
      </label>
      <select
        id="storage-budget"
        value={budget}
        onChange={(event) => setBudget(Number(event.currentTarget.value))}
        className="h-7 rounded-[7px] border border-line-strong bg-sunken px-1.5 text-data"
      >
        {budgets.map((one) => (
          <option key={one} value={one}>
            {formatMemory(one * MIB)}
          </option>
        ))}
      </select>
      <label htmlFor="storage-rows" className="pt-1">
        At most
      </label>
      <Field
        id="storage-rows"
        size="sm"
        inputMode="numeric"
        placeholder="any number of messages"
        value={rows}
        error={maxRows === undefined ? "Enter a number, or clear the field" : null}
        onChange={(event) => setRows(event.currentTarget.value)}
      />
      <label htmlFor="storage-minutes" className="pt-1">
        No older than
      </label>
      <Field
        id="storage-minutes"
        size="sm"
        inputMode="numeric"
        placeholder="any number of minutes"
        value={minutes}
        error={maxMinutes === undefined ? "Enter a number, or clear the field" : null}
        onChange={(event) => setMinutes(event.currentTarget.value)}
      />
      <div className="col-span-2 flex justify-end">
        <Button type="submit" tone="primary" size="sm" disabled={!isReady}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** Null when empty, undefined when it is not a number above zero. */
function optionalNumber(typed: string): number | null | undefined {
  if (typed.trim() === "") return null;
  const value = Number(typed.replaceAll(",", ""));
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
