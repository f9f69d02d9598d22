// What the pages of accounts and operators are made of: facts in columns, a table, and links to other loaded JWTs and
// creds.

import { type ReactNode, useState } from "react";
import { Box } from "@/components/shared/box";
import { ShortKey } from "@/components/shared/short-key";
import { useVault } from "@/components/shared/use-vault";
import { ValueChips } from "@/components/shared/value-chips";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";
import { showTrust } from "@/lib/page/state/panel-state";

export type ShownFact = readonly [name: string, value: ReactNode];

/** Six in a row where there is room, else four, three or two. */
export function Facts({ label, facts }: { label: string; facts: readonly ShownFact[] }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 overflow-hidden @min-[480px]:grid-cols-3 @min-[700px]:grid-cols-4 @min-[960px]:grid-cols-6"
    >
      {facts.map(([name, value]) => (
        <div
          key={name}
          className="-mb-px -ml-px min-w-0 border-b border-l border-line px-3.5 py-1.5"
        >
          <dt className="truncate text-hint text-ink-3">{name}</dt>
          <dd className="font-medium tabular-nums wrap-anywhere">
            {typeof value === "string" ? <VisibleText>{value}</VisibleText> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The facts at the head of a page. */
export function FactBox(props: Parameters<typeof Facts>[0]) {
  return (
    <div className="rounded-[10px] border border-line">
      <Facts {...props} />
    </div>
  );
}

export function Tags({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <Box title="Tags" count={of.length}>
      <div className="px-3 py-2">
        <ValueChips values={of} />
      </div>
    </Box>
  );
}

export interface Column {
  readonly title: string;
  /** A class of the width; the columns without one share the rest. */
  readonly width?: string;
  readonly isNumber?: boolean;
}

export interface TableRow {
  /** What the row is about: a key or a subject. */
  readonly name: string;
  readonly cells: readonly ReactNode[];
}

export interface TrustTableProps {
  readonly title: string;
  /** Said when there are no rows. */
  readonly none: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** Of very long lists the first are shown until the user asks for all. */
const FIRST_ROWS = 200;

export function TrustTable({ title, none, columns, rows }: TrustTableProps) {
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <Box title={title} count={rows.length}>
      {rows.length === 0 ? (
        <p className="px-3 py-2 text-ink-2">{none}</p>
      ) : (
        <table className="w-full table-fixed border-collapse">
          <thead>
            <tr className="border-b border-line bg-sunken text-left text-hint text-ink-3">
              {columns.map(({ title: name, width, isNumber = false }) => (
                <th
                  key={name}
                  scope="col"
                  className={cx("px-3 py-1 font-medium", width, isNumber && "text-right")}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, cells }, index) => (
              <tr
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a JWT keep their order, and names may repeat.
                key={index}
                data-trust-line={name}
                className="border-b border-line align-top last:border-b-0"
              >
                {columns.map(({ title: column, isNumber = false }, place) => (
                  <td
                    key={column}
                    className={cx(
                      "px-3 py-1.5 wrap-anywhere",
                      isNumber && "text-right tabular-nums",
                    )}
                  >
                    {cells[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < rows.length ? (
        <Button size="sm" tone="quiet" className="m-2" onClick={() => setIsAll(true)}>
          Show all {formatCount(rows.length)}
        </Button>
      ) : null}
    </Box>
  );
}

/** A subject, a name or an address, as written. */
export function Written({ children }: { readonly children: string }) {
  return (
    <code className="text-data">
      <VisibleText>{children}</VisibleText>
    </code>
  );
}

/** The name of a loaded account or operator, which opens its page; the short key of one that is not loaded. */
export function TrustLink({ of }: { readonly of: string }) {
  const found = useVault((state) => state.trust.find(({ id }) => id === of));
  if (found === undefined) return <ShortKey of={of} />;
  return (
    <LinkButton title={of} onClick={() => showTrust(of)}>
      {found.jwt.name ?? found.source.name}
    </LinkButton>
  );
}

interface LinkButtonProps {
  readonly children: string;
  readonly title: string;
  readonly onClick: () => void;
}

export function LinkButton({ children, title, onClick }: LinkButtonProps) {
  return (
    <button
      type="button"
      title={escapedText(title)}
      onClick={onClick}
      className="max-w-full truncate text-left text-accent hover:underline pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <VisibleText>{children}</VisibleText>
    </button>
  );
}
