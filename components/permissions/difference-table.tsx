// The rules that only the creds or only the server have, one per row.

import { useState } from "react";
import { listText, repliesText } from "@/components/permissions/difference-text";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import type { Difference } from "@/lib/page/permissions/difference";

const MAX_SHOWN = 12;

const SIDES = {
  own: { mark: "−", word: "creds only", className: "text-ink-2" },
  server: { mark: "+", word: "server only", className: "text-ink" },
};

export function DifferenceTable({ difference }: { readonly difference: Difference }) {
  const [isOpen, setIsOpen] = useState(false);
  const { rules, responses } = difference;
  const shown = isOpen ? rules : rules.slice(0, MAX_SHOWN);
  return (
    <>
      <ul className="mt-1.5 grid gap-1">
        {shown.map(({ list, rule, only }) => (
          <li
            key={`${list} ${only} ${rule}`}
            data-difference={only}
            data-list={list}
            data-rule={rule}
            className="grid grid-cols-[12px_minmax(0,1fr)] gap-x-1.5"
          >
            <span aria-hidden className="mono text-center">
              {SIDES[only].mark}
            </span>
            <span className="wrap-anywhere">
              <code className={cx("break-all", SIDES[only].className)}>
                <VisibleText>{rule}</VisibleText>
              </code>{" "}
              <span className="text-hint text-ink-2">
                {SIDES[only].word}, {listText(list)}
              </span>
            </span>
          </li>
        ))}
        {responses === null ? null : (
          <li className="text-data">
            Replies in the creds: {repliesText(responses.own)}. On the server:{" "}
            {repliesText(responses.server)}.
          </li>
        )}
      </ul>
      {shown.length < rules.length ? (
        <Button size="sm" className="mt-1.5" onClick={() => setIsOpen(true)}>
          Show all {formatCount(rules.length)}
        </Button>
      ) : null}
    </>
  );
}
