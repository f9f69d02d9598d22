// JetStream at a glance: limits and use of the account, streams, buckets and consumers that this user may
// see, and the exact refusal where it may not. Read only. Asked when it is opened, and on a click.

import { RefreshCw } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { AccountUse } from "@/components/jetstream/account-use";
import { StreamTable } from "@/components/jetstream/stream-table";
import { useBlocker } from "@/components/shared/use-blocker";
import { useServerDefaults } from "@/components/shared/use-server-defaults";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { readJetStream } from "@/lib/page/actions/jetstream-actions";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { formatTime } from "@/lib/page/format/time";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { JetStreamOverview } from "@/lib/shared/facts/permission-tries";
import { Refused } from "./refused";

export function JetStreamPanel() {
  const id = useVault((state) => state.selected);
  return (
    <section
      aria-label="JetStream"
      className="@container grid min-h-0 min-w-0 content-start overflow-y-auto"
    >
      {id === null ? (
        <p className="p-6 text-ink-2">Choose a key to look at the JetStream of its account.</p>
      ) : (
        <Glance key={id} id={id} />
      )}
    </section>
  );
}

function Glance({ id }: { readonly id: EntryId }) {
  const blocker = useBlocker();
  const { report, at, isAsking, domain } = useStore(jetStreamStore.store, () =>
    jetStreamStore.of(id),
  );
  const { jetstreamDomain } = useServerDefaults();
  const usual = domain === "" ? (jetstreamDomain ?? "") : domain;
  const isFirst = report === null && !isAsking && blocker === null;
  useEffect(() => {
    if (isFirst) void readJetStream(id, usual);
  }, [id, isFirst, usual]);
  return (
    <>
      <form
        className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-sunken px-3.5 py-2"
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
          placeholder="domain (the server's)"
          defaultValue={usual}
          className="w-48 *:bg-panel"
        />
        <Button
          size="sm"
          type="submit"
          disabled={blocker !== null || isAsking}
          title={blocker ?? undefined}
        >
          <RefreshCw aria-hidden className="size-3.5" />
          {report === null ? "Ask" : "Ask again"}
        </Button>
        <p role="status" className="text-data text-ink-2">
          {isAsking ? "Asking JetStream" : report === null ? "" : `asked at ${formatTime(at)}`}
        </p>
      </form>
      {report === null ? (
        <p className="p-6 text-ink-2">
          {blocker ?? "Asking for limits, streams, buckets and consumers of the account."}
        </p>
      ) : report.ok ? (
        <Told id={id} report={report.value} />
      ) : (
        <Fault text={actionText(report.fault)} />
      )}
    </>
  );
}

function Told({ id, report: { account, streams } }: ToldProps) {
  return (
    <>
      <section aria-labelledby="use-title" className="border-b border-line px-3.5 py-3">
        <h2 id="use-title" className="mb-2 text-data font-semibold text-ink-2">
          Limits and use
        </h2>
        {account.kind === "told" ? (
          <AccountUse account={account.value} />
        ) : (
          <Refused answer={account} question="$JS.API.INFO" />
        )}
      </section>
      {streams.kind === "told" ? (
        <>
          {streams.value.total === 0 ? (
            <p className="px-3.5 pt-3 text-ink-2">
              This account has no streams and no buckets yet.
            </p>
          ) : null}
          <StreamTable id={id} {...streams.value} />
        </>
      ) : (
        <>
          <section aria-labelledby="streams-title" className="px-3.5 pt-3">
            <h2 id="streams-title" className="mb-2 text-data font-semibold text-ink-2">
              Streams
            </h2>
            <Refused answer={streams} question="$JS.API.STREAM.LIST and $JS.API.STREAM.NAMES" />
          </section>
          <StreamTable id={id} list={[]} names={[]} total={0} />
        </>
      )}
    </>
  );
}

interface ToldProps {
  readonly id: EntryId;
  readonly report: JetStreamOverview;
}

function Fault({ text }: { readonly text: ReturnType<typeof actionText> }) {
  return (
    <p role="alert" className="p-6 text-bad">
      {text.title}. {text.meaning} {text.next}
    </p>
  );
}
