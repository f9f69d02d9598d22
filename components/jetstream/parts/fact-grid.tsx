// Short facts in columns, as many as there is room for.

import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";

export interface FactGridProps {
  readonly label: string;
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}

export function FactGrid({ label, facts }: FactGridProps) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] border-y border-line"
    >
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0 px-3.5 py-1">
          <dt className="truncate text-hint text-ink-3">{name}</dt>
          <dd
            className="truncate font-medium tabular-nums"
            title={typeof value === "string" ? escapedText(value) : undefined}
          >
            {typeof value === "string" ? <VisibleText>{value}</VisibleText> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
