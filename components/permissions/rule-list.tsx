// The rules of one allow or deny list, grouped where there are many. Marks show the rules that only the creds or only
// the server have, and the rule that decides the subject in the tester.

import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { groupRules, type RuleEntry, type RuleGroup } from "./rule-groups";

export interface RuleListProps {
  readonly look: "allow" | "deny";
  readonly entries: readonly RuleEntry[];
  /** The search text; "" = all. */
  readonly find: string;
  /** The rules that decide the subject in the tester. */
  readonly deciding: readonly string[];
}

const MAX_OPEN = 60;

const TITLES = { allow: "Allowed", deny: "Denied" };

export function RuleList({ look, entries, find, deciding }: RuleListProps) {
  if (entries.length === 0) return null;
  const wanted = find.trim().toLowerCase();
  const found = entries.filter(({ text }) => text.toLowerCase().includes(wanted));
  const groups = groupRules(found);
  const ownCount = entries.filter(({ only }) => only === "own").length;
  // A group with a search hit or a deciding rule is open.
  const isOpen = (group: RuleGroup) =>
    wanted !== "" ||
    entries.length <= MAX_OPEN ||
    group.entries.some(({ text }) => deciding.includes(text));
  return (
    <div className="mt-1.5">
      <p className="mb-1 text-hint text-ink-3">
        {TITLES[look]}, {wanted === "" ? "" : `${formatCount(found.length)} of `}
        {formatCount(entries.length - ownCount)}
        {ownCount === 0 ? "" : `, and ${formatCount(ownCount)} in the creds only`}
      </p>
      {groups.map((group) =>
        groups.length === 1 ? (
          <Rules key={group.name} look={look} entries={group.entries} deciding={deciding} />
        ) : (
          <details key={`${group.name} ${isOpen(group)}`} open={isOpen(group)} className="mb-1.5">
            <summary className="mb-1 w-fit text-hint text-ink-2">
              {group.name === "" ? (
                "other subjects"
              ) : (
                <code className="text-hint">
                  <VisibleText>{group.name}</VisibleText>
                </code>
              )}{" "}
              <span className="text-ink-3">{formatCount(group.entries.length)}</span>
            </summary>
            <Rules look={look} entries={group.entries} deciding={deciding} />
          </details>
        ),
      )}
    </div>
  );
}

const LOOKS = { allow: "bg-ok-soft text-ok", deny: "bg-bad-soft text-bad" };

const ONLY = {
  own: { mark: "−", title: "Only in the creds", className: "border-dashed border-line-strong" },
  server: { mark: "+", title: "Only on the server", className: "border-current" },
};

function Rules({ look, entries, deciding }: Pick<RuleListProps, "look" | "entries" | "deciding">) {
  return (
    <ul className="flex flex-wrap gap-1">
      {entries.map(({ text, only }) => (
        <li
          key={text}
          data-only={only ?? undefined}
          className={cx(
            "mono rounded-[5px] border px-1.5 py-px break-all whitespace-pre-wrap",
            LOOKS[look],
            only === null ? "border-transparent" : ONLY[only].className,
            deciding.includes(text) && "outline-2 outline-accent",
          )}
        >
          {only === null ? null : (
            <span title={ONLY[only].title}>
              <span aria-hidden>{ONLY[only].mark} </span>
              <span className="sr-only">{ONLY[only].title}: </span>
            </span>
          )}
          <VisibleText>{text}</VisibleText>
          {deciding.includes(text) ? <span className="sr-only"> (decides)</span> : null}
        </li>
      ))}
    </ul>
  );
}
