// Every claim of the JWT as written, known or unknown, and what the value means. Of very many claims
// the first are shown, with their number and a button for more.

import { memo, useMemo, useState } from "react";
import { HEAD_CLAIMS } from "@/components/shared/claims/claim";
import { claimMeaning } from "@/components/shared/claims/claim-meaning";
import {
  type ClaimRow,
  claimRows,
  firstRows,
  rawText,
} from "@/components/shared/claims/claim-values";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";
import type { JwtFacts } from "@/lib/shared/facts/creds";

const MAX_CHARS = 2_000;
/** How many rows one more press adds. A frame has time to draw so many. */
const PAGE_ROWS = 200;

export function ClaimsTab({ jwt }: { jwt: JwtFacts }) {
  const rows = useMemo(() => claimRows(jwt.claims), [jwt.claims]);
  const [limit, setLimit] = useState(PAGE_ROWS);
  const shown = useMemo(() => firstRows(rows, limit), [rows, limit]);
  const hasUnknown = rows.some((row) => !row.isKnown);
  return (
    <div className="px-4 py-3.5">
      {rows.length === 0 ? <p className="text-ink-2">The JWT has no claims.</p> : null}
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">Claims of the JWT</caption>
        <colgroup>
          <col className="w-33" />
          <col />
          <col className="w-1/3" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Value</th>
            <th scope="col">Means</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.path} row={row} isUser={jwt.kind === "user"} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length ? (
        <p data-cut="claims" className="mt-2 flex items-center gap-2 text-small text-ink-2">
          <Button size="sm" onClick={() => setLimit(limit + PAGE_ROWS)}>
            Show more
          </Button>
          {formatCount(shown.length)} of {formatCount(rows.length)} claims, the known ones first.
        </p>
      ) : null}
      {hasUnknown && jwt.kind === "user" ? (
        <p className="mt-2 text-hint text-ink-3">
          Claims marked “other” are not defined for a user JWT, and servers ignore them.
        </p>
      ) : null}
    </div>
  );
}

const Row = memo(function Row({ row, isUser }: { row: ClaimRow; isUser: boolean }) {
  const raw = rawText(row.value);
  const isMarked = !(isUser && HEAD_CLAIMS.has(row.path));
  const shown = raw.length > MAX_CHARS ? raw.slice(0, MAX_CHARS) : raw;
  return (
    <tr className="border-b border-line align-top last:border-0">
      <th scope="row" className="py-1.25 pr-3 text-left font-normal wrap-anywhere text-ink-3">
        <code>
          <VisibleText>{row.path}</VisibleText>
        </code>
        {row.isKnown || !isUser ? null : (
          <span className="ml-1.5 rounded-sm bg-warn-soft px-1 text-hint text-warn">other</span>
        )}
      </th>
      <td className="py-1.25 break-all">
        <code {...(isMarked ? { "data-claim": row.path, "data-value": raw } : {})}>
          {shown === "" ? <span className="text-ink-3">empty</span> : null}
          <VisibleText>{shown}</VisibleText>
        </code>
        {shown.length < raw.length ? (
          <span className="text-hint break-normal text-ink-3">
            {" "}
            … {formatCount(raw.length - shown.length)} more characters; the tab Raw has all
          </span>
        ) : null}
      </td>
      <td className="py-1.25 pl-3 text-hint wrap-anywhere text-ink-2">{claimMeaning(row)}</td>
    </tr>
  );
});
