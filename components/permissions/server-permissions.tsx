// The permissions that the server enforces beside those of the creds: the same, the differences rule by rule, or why
// they are not known and what a refusal to report them proves.

import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { DifferenceTable } from "@/components/permissions/difference-table";
import {
  differenceCauseText,
  differenceCountText,
  notReportedTexts,
} from "@/components/permissions/difference-text";
import { useBlocker } from "@/components/shared/use-blocker";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { askRights } from "@/lib/page/actions/try-actions";
import { cx } from "@/lib/page/base/cx";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { tryStore } from "@/lib/page/state/try-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { EffectiveRights } from "./rights/effective-rights";
import { rightsUnavailableText } from "./rights/rights-unavailable-text";

export interface ServerPermissionsProps {
  readonly id: EntryId;
  readonly rights: EffectiveRights;
}

export function ServerPermissions({ id, rights }: ServerPermissionsProps) {
  const server = useVault((state) => state.sessions.get(id)?.server ?? null);
  const { difference, own, reported } = rights;
  if (reported !== null && own.doubt === "by-callout") {
    return (
      <Card id={id} state="by-callout" tone="none">
        <p className="font-medium">The server reported these permissions</p>
        <p className="text-data text-ink-2">
          A token or a password was sent as well, so an auth callout may have set them. They need
          not be those of the JWT.
        </p>
      </Card>
    );
  }
  if (difference === null || reported === null) {
    const unavailable = rightsUnavailableText(server, own);
    return (
      <Card id={id} state={unavailable.state} tone={unavailable.isFinding ? "warn" : "none"}>
        <p className="font-medium">{unavailable.title}</p>
        <p className="text-data text-ink-2">
          <VisibleText>{unavailable.detail}</VisibleText>
        </p>
      </Card>
    );
  }
  const notReported = notReportedTexts(reported).map((text) => (
    <p key={text} className="text-data text-ink-3">
      {text}
    </p>
  ));
  if (difference.isSame) {
    return (
      <Card id={id} state="same" tone="good">
        <p className="font-medium">The server enforces the same permissions</p>
        <p className="text-data text-ink-3">Reported on $SYS.REQ.USER.INFO</p>
        {notReported}
      </Card>
    );
  }
  const [cause] = difference.causes;
  return (
    <Card id={id} state="differs" tone="warn">
      <p className="font-medium">
        The server enforces different permissions: {differenceCountText(difference)}
      </p>
      {cause === undefined ? null : (
        <p className="text-data text-ink-2" data-cause-of-difference={cause}>
          {differenceCauseText(cause)}
        </p>
      )}
      <DifferenceTable difference={difference} />
      {notReported}
    </Card>
  );
}

const ICONS = {
  good: { icon: CircleCheck, className: "text-ok" },
  warn: { icon: CircleAlert, className: "text-warn" },
  none: { icon: CircleDashed, className: "text-ink-3" },
};

interface CardProps {
  readonly id: EntryId;
  readonly state: string;
  readonly tone: keyof typeof ICONS;
  readonly children: ReactNode;
}

function Card({ id, state, tone, children }: CardProps) {
  const { icon: Icon, className } = ICONS[tone];
  return (
    <section
      aria-label="Permissions on the server"
      data-server-permissions={state}
      className={cx(
        "grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 border-b border-line px-4 py-3",
        tone === "warn" && "bg-warn-soft",
      )}
    >
      <Icon aria-hidden className={cx("mt-0.5 size-4", className)} />
      <div className="min-w-0 wrap-anywhere">
        {children}
        <AskResult id={id} />
      </div>
      <AskButton id={id} />
    </section>
  );
}

function AskButton({ id }: { readonly id: EntryId }) {
  const blocker = useBlocker("ask the server");
  const isAsking = useStore(tryStore.store, (entries) => entries.get(id)?.isAskingRights ?? false);
  return (
    <Button
      size="sm"
      disabled={blocker !== null || isAsking}
      aria-label="Ask the server"
      title={blocker ?? "Sends a request to $SYS.REQ.USER.INFO"}
      onClick={() => void askRights(id)}
    >
      {isAsking ? "Asking" : "Ask"}
    </Button>
  );
}

/** The result of asking on a click, where the card does not already show it. */
function AskResult({ id }: { readonly id: EntryId }) {
  const rights = useStore(tryStore.store, (entries) => entries.get(id)?.rights ?? null);
  if (rights === null) return null;
  if (!rights.ok) {
    const { title, next } = actionText(rights.fault);
    return (
      <p role="alert" className="mt-1 text-data text-bad">
        {title}. {next}
      </p>
    );
  }
  if (rights.value.text === "") return null;
  return (
    <p role="status" className="mt-1 text-data">
      The server said:{" "}
      <code className="text-hint">
        <VisibleText>{rights.value.text}</VisibleText>
      </code>
    </p>
  );
}
