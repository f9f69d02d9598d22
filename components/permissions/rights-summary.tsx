// What the user may do, in a few chips. The view Permissions has every rule.

import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { showView } from "@/lib/page/state/panel-state";
import type { SubjectRules } from "@/lib/shared/facts/creds";

/** More would push the tester out of sight. */
const MAX_RULES = 6;

export function RightsSummary({ rights: { own, reported } }: { readonly rights: EffectiveRights }) {
  const { publish, subscribe } = (reported ?? own).permissions;
  const isUnknown = reported === null && own.doubt !== null;
  return (
    <section aria-labelledby="rights-title" className="border-b border-line px-4 py-3">
      <div className="mb-1.5 flex items-center gap-2">
        <h2 id="rights-title" className="text-data font-semibold text-ink-2">
          Permissions
        </h2>
        <span className="min-w-0 flex-1 truncate text-right text-hint text-ink-3">
          {isUnknown
            ? "in the account"
            : reported === null
              ? "as the file says"
              : "as the server reported"}
        </span>
        <Button
          size="sm"
          tone="quiet"
          aria-label="All permissions"
          className="-my-1 -mr-2 text-accent"
          onClick={() => showView("permissions")}
        >
          All
        </Button>
      </div>
      {isUnknown ? (
        <p className="text-ink-2">These creds do not say.</p>
      ) : (
        <dl className="grid grid-cols-[66px_minmax(0,1fr)] gap-x-2.5 gap-y-2">
          <Rules title="Publish" rules={publish} />
          <Rules title="Subscribe" rules={subscribe} />
        </dl>
      )}
    </section>
  );
}

function Rules({ title, rules }: { readonly title: string; readonly rules: SubjectRules }) {
  const allow = (rules.allow ?? []).map((text) => ({ text, isDenied: false }));
  const deny = (rules.deny ?? []).map((text) => ({ text, isDenied: true }));
  const all = [...allow, ...deny];
  const shown = all.slice(0, MAX_RULES);
  return (
    <>
      <dt className="leading-5 text-ink-3">{title}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-1">
        {allow.length === 0 ? (
          <span className="leading-5 text-ink-2">
            {deny.length === 0 ? "any subject" : "any, except"}
          </span>
        ) : null}
        {shown.map(({ text, isDenied }) => (
          <span
            key={`${isDenied} ${text}`}
            className={cx(
              "mono max-w-full rounded-[5px] px-1.5 leading-5 break-all",
              isDenied ? "bg-bad-soft text-bad" : "bg-ok-soft text-ok",
            )}
          >
            {isDenied ? <span className="sr-only">not </span> : null}
            <VisibleText>{text}</VisibleText>
          </span>
        ))}
        {all.length > shown.length ? (
          <span className="text-hint text-ink-3">+{all.length - shown.length}</span>
        ) : null}
      </dd>
    </>
  );
}
