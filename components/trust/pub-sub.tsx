// Permissions in one line: what may be published, and what may be subscribed to.

import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import type { SubjectRules, UserPermissions } from "@/lib/shared/facts/creds";

export function PubSub({ of: { publish, subscribe } }: { readonly of: UserPermissions }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-1.5 gap-y-1">
      <Rules word="pub" of={publish} />
      <Rules word="sub" of={subscribe} />
    </span>
  );
}

function Rules({
  word,
  of: { allow, deny },
}: {
  readonly word: string;
  readonly of: SubjectRules;
}) {
  const allowed = allow ?? [];
  return (
    <>
      <small className="text-hint text-ink-3">{word}</small>
      {allowed.length === 0 ? <span className="text-data">any subject</span> : null}
      {allowed.map((subject) => (
        <Rule key={`allow ${subject}`} look="bg-ok-soft text-ok" subject={subject} />
      ))}
      {(deny ?? []).length === 0 ? null : <small className="text-hint text-ink-3">not</small>}
      {(deny ?? []).map((subject) => (
        <Rule key={`deny ${subject}`} look="bg-bad-soft text-bad" subject={subject} />
      ))}
    </>
  );
}

function Rule({ look, subject }: { readonly look: string; readonly subject: string }) {
  return (
    <code className={cx("rounded-[5px] px-1.5 py-px text-data break-all", look)}>
      <VisibleText>{subject}</VisibleText>
    </code>
  );
}
