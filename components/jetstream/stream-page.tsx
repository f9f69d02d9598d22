// One stream, bucket or store: its state, its messages, its consumers and its configuration.

import { ArrowLeft } from "lucide-react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { chooseStream } from "@/lib/page/actions/stored/jetstream-actions";
import { streamCommand } from "@/lib/page/console/nats-command";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { consumerRequests, streamRequests } from "@/lib/page/permissions/stored-rights";
import {
  jetStreamStore,
  type StreamDetail,
  type StreamTab,
} from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { BucketKeys } from "./bucket/bucket-keys";
import { BucketState } from "./bucket/bucket-state";
import { ConsumerList } from "./consumers/consumer-list";
import { StoreObjects } from "./objects/store-objects";
import { ConfigTable } from "./parts/config-table";
import { FactGrid } from "./parts/fact-grid";
import { ImportNote } from "./parts/import-note";
import { MissingRights } from "./parts/missing-rights";
import { mirrorFacts, sourceFacts } from "./parts/origin-facts";
import { NotAsked, Refused } from "./parts/refused";
import { SequencePlace } from "./parts/sequence-place";
import { kindOf, shownName } from "./parts/stored-items";
import { FOCUS_HOME } from "./parts/use-focus-home";
import { useStoredRights } from "./parts/use-stored-rights";
import { StoredMessages } from "./stored-messages";
import { StoredSubjects } from "./stored-subjects";

const TABS = [
  { value: "messages", label: "Messages" },
  { value: "subjects", label: "Subjects" },
  { value: "consumers", label: "Consumers" },
  { value: "config", label: "Configuration" },
] as const;
const KEY_TABS = [{ value: "contents", label: "Keys" }, ...TABS] as const;
const OBJECT_TABS = [{ value: "contents", label: "Objects" }, ...TABS] as const;

export interface StreamPageProps {
  readonly id: EntryId;
  readonly name: string;
}

export function StreamPage({ id, name }: StreamPageProps) {
  const { streams, domain, tab } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const rights = useStoredRights(streamRequests(domain, name));
  const answer = streams.get(name) ?? null;
  return (
    <section
      aria-label={`Stream ${name}`}
      data-stream={name}
      className="@container grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)]"
    >
      <header className="flex flex-wrap items-center gap-2 px-3.5 py-2">
        <Button
          {...FOCUS_HOME}
          tone="quiet"
          size="icon"
          aria-label="Back to the streams"
          onClick={() => void chooseStream(id, null)}
        >
          <ArrowLeft aria-hidden className="size-3.5" />
        </Button>
        <h2 className="mono min-w-0 truncate text-name font-semibold">
          <VisibleText>{shownName(name)}</VisibleText>
        </h2>
        <span className="rounded-full bg-sunken px-2 text-hint text-ink-2">Read only</span>
        <span className="grow" />
        <CopyButton text={streamCommand(domain, name)} label="Copy as nats CLI" />
      </header>
      <div>
        <MissingRights purpose="read this stream" rights={rights} />
        <ImportNote domain={domain} stream={name} />
      </div>
      {answer === null ? (
        <p role="status" className="p-3.5 text-ink-2">
          Loading
        </p>
      ) : answer.ok ? (
        <Content id={id} name={name} detail={answer.value} tab={tab} domain={domain} />
      ) : (
        <NotAsked fault={answer.fault} />
      )}
    </section>
  );
}

interface ContentProps extends StreamPageProps {
  readonly detail: StreamDetail;
  readonly tab: StreamTab;
  readonly domain: string;
}

function Content({ id, name, detail: { stream, consumers }, tab, domain }: ContentProps) {
  const rights = useStoredRights(consumerRequests(domain, name));
  const kind = kindOf(name);
  const tabs = kind === "kv" ? KEY_TABS : kind === "object-store" ? OBJECT_TABS : TABS;
  const info = stream.kind === "told" ? stream.value : null;
  // What a stream contains is its messages.
  const shown = tab === "contents" && (kind === "stream" || info === null) ? "messages" : tab;
  return (
    <div className="flex min-h-0 min-w-0 flex-col max-[800px]:has-[[data-stored-log],[data-stored-open]]:[&>dl]:hidden [@media(max-height:800px)]:has-[[data-stored-open]]:[&>dl]:hidden">
      {stream.kind === "told" ? (
        <State stream={stream.value} />
      ) : (
        <div className="px-3.5 py-2">
          <Refused answer={stream} subject={`STREAM.INFO.${name}`} />
        </div>
      )}
      <div {...FOCUS_HOME} className="overflow-x-auto border-b border-line bg-sunken px-3 py-1">
        <Segmented<StreamTab>
          label="Part of the stream"
          options={tabs}
          value={shown}
          onChange={(next) => jetStreamStore.change(id, { tab: next })}
        />
      </div>
      {shown === "contents" && info !== null ? (
        kind === "kv" ? (
          <BucketKeys key={name} id={id} stream={info} />
        ) : (
          <StoreObjects key={name} id={id} stream={info} />
        )
      ) : shown === "messages" ? (
        <StoredMessages key={name} id={id} name={name} stream={info} />
      ) : shown === "subjects" ? (
        <StoredSubjects key={name} id={id} name={name} lastSeq={info?.lastSeq ?? 0} />
      ) : shown === "config" ? (
        <div className="min-h-0 grow overflow-y-auto">
          {stream.kind === "told" ? <ConfigTable config={stream.value.config} /> : null}
        </div>
      ) : (
        <div className="min-h-0 grow overflow-y-auto">
          <MissingRights purpose="see the consumers" rights={rights} />
          {consumers === null ? (
            <p role="status" className="p-3.5 text-ink-2">
              Loading
            </p>
          ) : consumers.kind === "told" ? (
            <ConsumerList id={id} stream={name} list={consumers.value} />
          ) : (
            <div className="px-3.5 py-2">
              <Refused answer={consumers} subject={`CONSUMER.LIST.${name}`} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function State({ stream }: { readonly stream: StreamSummary }) {
  if (stream.holds === "kv") return <BucketState stream={stream} />;
  const { messages, bytes, firstSeq, lastSeq, firstAt, lastAt, deleted, subjectCount } = stream;
  return (
    <FactGrid
      label="State"
      facts={[
        ["Messages", formatCount(messages)],
        ["Size", formatBytes(bytes)],
        ["First", <SequencePlace key="first" seq={firstSeq} at={firstAt} />],
        ["Last", <SequencePlace key="last" seq={lastSeq} at={lastAt} />],
        ["Deleted", formatCount(deleted)],
        ["Subjects", subjectCount === null ? "not told" : formatCount(subjectCount)],
        ["Storage", stream.storage],
        ["Retention", stream.retention],
        ["Consumers", formatCount(stream.consumers)],
        ...(stream.subjects.length === 0 ? [] : [["Stores", stream.subjects.join(", ")] as const]),
        ...mirrorFacts(stream.mirror),
        ...sourceFacts(stream.sources),
        ...(stream.replicas.length === 0 ? [] : [["Leader", leaderText(stream)] as const]),
      ]}
    />
  );
}

function leaderText({ leader, replicas }: StreamSummary): string {
  const name = leader === "" ? "none now" : leader;
  const states = replicas.map((replica) => {
    const state = replica.isOffline ? "offline" : replica.isCurrent ? "in sync" : "behind";
    return `${replica.name} ${state}${replica.lag === 0 ? "" : `, lag ${formatCount(replica.lag)}`}`;
  });
  return `${name}; ${states.join("; ")}`;
}
