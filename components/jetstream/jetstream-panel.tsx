// The JetStream overview: limits and use of the account, and the streams, buckets and consumers that this
// user may see, or the exact refusal. Read only. It loads when it is opened and on a click.

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
import { VisibleText } from "@/components/ui/visible-text";
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
        <p className="p-6 text-ink-2">Choose creds to see the JetStream of their account.</p>
      ) : (
        <EntryJetStream key={id} id={id} />
      )}
    </section>
  );
}

function EntryJetStream({ id }: { readonly id: EntryId }) {
  const blocker = useBlocker("read JetStream");
  const { report, at, isAsking, domain } = useStore(jetStreamStore.store, () =>
    jetStreamStore.of(id),
  );
  const { jetstreamDomain } = useServerDefaults();
  const fromContext = useVault((state) => state.facts?.context?.jetStreamDomain ?? null);
  const shownDomain = domain === "" ? (fromContext ?? jetstreamDomain ?? "") : domain;
  const isFirst = report === null && !isAsking && blocker === null;
  useEffect(() => {
    if (isFirst) void readJetStream(id, shownDomain);
  }, [id, isFirst, shownDomain]);
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
          placeholder="domain (default)"
          defaultValue={shownDomain}
          className="w-48 *:bg-panel"
        />
        <Button
          size="sm"
          type="submit"
          disabled={blocker !== null || isAsking}
          title={blocker ?? undefined}
          data-hotkey="r"
        >
          <RefreshCw aria-hidden className="size-3.5" />
          {report === null ? "Load" : "Refresh"}
        </Button>
        <p role="status" className="text-data text-ink-2">
          {isAsking ? "Loading" : report === null ? "" : `loaded at ${formatTime(at)}`}
        </p>
      </form>
      {report === null ? (
        <p className="p-6 text-ink-2">
          {blocker ?? "Loading limits, streams, buckets and consumers of the account."}
        </p>
      ) : report.ok ? (
        <OverviewSections id={id} report={report.value} />
      ) : (
        <FaultText text={actionText(report.fault)} />
      )}
    </>
  );
}

function OverviewSections({ id, report: { account, streams } }: OverviewSectionsProps) {
  return (
    <>
      <section aria-labelledby="use-title" className="border-b border-line px-3.5 py-3">
        <h2 id="use-title" className="mb-2 text-data font-semibold text-ink-2">
          Limits and use
        </h2>
        {account.kind === "told" ? (
          <AccountUse account={account.value} />
        ) : (
          <Refused answer={account} subject="$JS.API.INFO" />
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
            <Refused answer={streams} subject="$JS.API.STREAM.LIST, $JS.API.STREAM.NAMES" />
          </section>
          <StreamTable id={id} list={[]} names={[]} total={0} />
        </>
      )}
    </>
  );
}

interface OverviewSectionsProps {
  readonly id: EntryId;
  readonly report: JetStreamOverview;
}

function FaultText({ text }: { readonly text: ReturnType<typeof actionText> }) {
  return (
    <p role="alert" className="p-6 text-bad">
      {text.title}. <VisibleText>{text.meaning}</VisibleText> {text.next}
    </p>
  );
}
