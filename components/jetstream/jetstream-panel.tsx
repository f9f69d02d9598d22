// JetStream: the tree of streams, buckets and stores, the limits of the account, and one stream with its messages.
// Read only. It loads when it is opened and on a click, and says beforehand which rights are missing.

import { RefreshCw } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { AccountUse } from "@/components/jetstream/account-use";
import { useBlocker } from "@/components/shared/use-blocker";
import { useServerDefaults } from "@/components/shared/use-server-defaults";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { readJetStream, refreshRegularly } from "@/lib/page/actions/stored/jetstream-actions";
import { cx } from "@/lib/page/base/cx";
import { accountCommand, streamsCommand } from "@/lib/page/console/nats-command";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { formatTime } from "@/lib/page/format/time";
import { listRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { JetStreamOverview } from "@/lib/shared/facts/permission-tries";
import { MissingRights } from "./parts/missing-rights";
import { Refused } from "./parts/refused";
import { storedItems } from "./parts/stored-items";
import { useFocusHome } from "./parts/use-focus-home";
import { useStoredRights } from "./parts/use-stored-rights";
import { Services } from "./services/services";
import { StoredTree } from "./stored-tree";
import { StreamPage } from "./stream-page";

const REFRESH_MS = 3000;

export function JetStreamPanel() {
  const id = useVault((state) => state.selected);
  return (
    <section
      aria-label="JetStream"
      className="@container grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] contain-size"
    >
      {id === null ? (
        <p className="p-6 text-ink-2">Choose creds to see the JetStream of their account.</p>
      ) : (
        <EntryJetStream key={id} id={id} />
      )}
    </section>
  );
}

function EntryJetStream({ id }: { readonly id: EntryId }) {
  const blocker = useBlocker("read JetStream");
  const { report, at, isAsking, domain, isFollowing } = useStore(jetStreamStore.store, () =>
    jetStreamStore.of(id),
  );
  const { jetstreamDomain } = useServerDefaults();
  const fromContext = useVault((state) => state.facts?.context?.jetStreamDomain ?? null);
  const shownDomain = domain === "" ? (fromContext ?? jetstreamDomain ?? "") : domain;
  const isFirst = report === null && !isAsking && blocker === null;
  useEffect(() => {
    if (isFirst) void readJetStream(id, shownDomain);
  }, [id, isFirst, shownDomain]);
  useEffect(() => {
    if (!isFollowing || blocker !== null) return;
    const timer = setInterval(() => {
      if (document.hidden || jetStreamStore.of(id).isAsking) return;
      void readJetStream(id, jetStreamStore.of(id).domain, true);
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [id, isFollowing, blocker]);
  const { streams, chosen } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const lists = useStoredRights(listRequests(domain));
  const isTree = storedItems(report, streams, "").length > 0 || report !== null;
  const box = useRef<HTMLDivElement>(null);
  useFocusHome(box);
  return (
    <div
      ref={box}
      className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]"
    >
      <form
        className="flex flex-wrap items-center gap-2 border-b border-line bg-sunken px-3.5 py-2"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get("domain");
          if (blocker === null) void readJetStream(id, String(typed ?? "").trim());
        }}
      >
        <Field
          mono
          size="sm"
          name="domain"
          aria-label="JetStream domain"
          placeholder="domain or API prefix"
          defaultValue={shownDomain}
          className="w-48 *:bg-panel"
        />
        <Button
          size="sm"
          type="submit"
          disabled={blocker !== null}
          isOff={isAsking}
          title={blocker ?? undefined}
          data-hotkey="r"
        >
          <RefreshCw aria-hidden className="size-3.5" />
          {report === null ? "Load" : "Refresh"}
        </Button>
        <label className="flex items-center gap-1.5 text-data text-ink-2">
          <input
            type="checkbox"
            checked={isFollowing}
            onChange={(event) => refreshRegularly(id, event.currentTarget.checked)}
          />
          every {REFRESH_MS / 1000} s
        </label>
        <p
          role={isFollowing ? undefined : "status"}
          className="text-data text-ink-2 max-[800px]:sr-only"
        >
          {isAsking ? "Loading" : report === null ? "" : `loaded at ${formatTime(at)}`}
        </p>
      </form>
      <div
        className={cx(
          "grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)]",
          isTree && "@min-[700px]:grid-cols-[224px_minmax(0,1fr)]",
          isTree && chosen === null && "@max-[700px]:grid-rows-[minmax(120px,1fr)_auto]",
        )}
      >
        {isTree ? (
          <StoredTree
            id={id}
            className={cx(
              "border-line @min-[700px]:border-r",
              chosen !== null && "@max-[700px]:hidden",
            )}
          />
        ) : null}
        {chosen === null ? (
          <div className="min-h-0 overflow-y-auto">
            <MissingRights purpose="list streams" rights={lists} />
            {report === null ? (
              <p className="p-6 text-ink-2">
                {blocker ?? "Loading limits, streams, buckets and consumers of the account."}
              </p>
            ) : report.ok ? (
              <Account report={report.value} domain={domain} />
            ) : (
              <FaultText text={actionText(report.fault)} />
            )}
            <Services id={id} />
          </div>
        ) : (
          <StreamPage key={chosen} id={id} name={chosen} />
        )}
      </div>
    </div>
  );
}

interface AccountProps {
  readonly report: JetStreamOverview;
  readonly domain: string;
}

function Account({ report: { account, streams }, domain }: AccountProps) {
  return (
    <>
      <section aria-labelledby="use-title" className="border-b border-line px-3.5 py-3">
        <div className="mb-2 flex items-center">
          <h2 id="use-title" className="grow text-data font-semibold text-ink-2">
            Limits and use
          </h2>
          <CopyButton
            text={accountCommand(domain)}
            label="Copy the nats command for the account"
            isCompact
          />
        </div>
        {account.kind === "told" ? (
          <AccountUse account={account.value} />
        ) : (
          <Refused answer={account} subject="INFO" />
        )}
      </section>
      <div className="px-3.5 py-3">
        {streams.kind !== "told" ? (
          <Refused answer={streams} subject="STREAM.LIST" />
        ) : (
          <div className="flex items-center">
            <p className="grow text-ink-2">
              {streams.value.total === 0
                ? "This account has no streams and no buckets yet."
                : "Choose a stream to look through its messages, a bucket for its keys, or a store for its objects."}
            </p>
            <CopyButton
              text={streamsCommand(domain)}
              label="Copy the nats command that lists them"
              isCompact
            />
          </div>
        )}
      </div>
    </>
  );
}

function FaultText({ text }: { readonly text: ReturnType<typeof actionText> }) {
  return (
    <p role="alert" className="p-6 text-bad">
      {text.title}. <VisibleText>{text.meaning}</VisibleText> {text.next}
    </p>
  );
}
