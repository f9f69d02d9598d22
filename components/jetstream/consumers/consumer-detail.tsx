// One consumer in full: how it delivers, where it stands, who reads it, and its configuration as the server has it.

import type { ReactNode } from "react";
import { ConfigTable } from "@/components/jetstream/parts/config-table";
import { FactGrid } from "@/components/jetstream/parts/fact-grid";
import { SequencePlace } from "@/components/jetstream/parts/sequence-place";
import { When } from "@/components/shared/when";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import { consumerCommand } from "@/lib/page/console/nats-command";
import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import type { ConsumerSummary } from "@/lib/shared/facts/permission-tries";

export interface ConsumerDetailProps {
  readonly domain: string;
  readonly stream: string;
  readonly consumer: ConsumerSummary;
}

export function ConsumerDetail({ domain, stream, consumer }: ConsumerDetailProps) {
  const { isPull, deliverSubject, deliverGroup, isPaused, pausedUntil, groups } = consumer;
  const facts: readonly (readonly [string, ReactNode] | null)[] = [
    ["Delivers", deliverText(consumer)],
    ["Acknowledge", ackText(consumer)],
    ["Tries", consumer.maxDeliver === null ? "no limit" : formatCount(consumer.maxDeliver)],
    ["Delivered", <SequencePlace key="d" seq={consumer.delivered} at={consumer.deliveredAt} />],
    ["Ack floor", <SequencePlace key="a" seq={consumer.ackFloor} at={consumer.ackFloorAt} />],
    ["Lag", formatCount(consumer.pending)],
    ["Ack pending", formatCount(consumer.ackPending)],
    ["Redelivered", formatCount(consumer.redelivered)],
    isPull
      ? ["Waiting requests", formatCount(consumer.waiting)]
      : ["Pushes to", `${deliverSubject}${deliverGroup === "" ? "" : ` (queue ${deliverGroup})`}`],
    consumer.isBound === null ? null : ["Subscriber", consumer.isBound ? "is there" : "none now"],
    pausedUntil === null
      ? null
      : [isPaused ? "Paused until" : "Was paused until", <When key="p" ms={pausedUntil} precise />],
    groups.length === 0 ? null : ["Priority groups", groupText(consumer)],
    consumer.leader === "" ? null : ["Leader", consumer.leader],
    ["Filters", consumer.filters.length === 0 ? "none" : consumer.filters.join(", ")],
  ];
  return (
    <section aria-label={`Consumer ${escapedText(consumer.name)}`} className="mt-2">
      <h3 className="flex items-center gap-2 px-3.5 pb-1 font-semibold">
        <code className="min-w-0 truncate">
          <VisibleText>{consumer.name}</VisibleText>
        </code>
        <CopyButton
          text={consumerCommand(domain, stream, consumer.name)}
          label="Copy the nats command for this consumer"
          isCompact
        />
      </h3>
      <FactGrid label="State" facts={facts.filter((fact) => fact !== null)} />
      <ConfigTable config={consumer.config} />
    </section>
  );
}

function deliverText({ deliverPolicy }: ConsumerSummary): string {
  return DELIVER[deliverPolicy] ?? deliverPolicy;
}

const DELIVER: Readonly<Record<string, string>> = {
  all: "all, from the start",
  last: "from the last one",
  new: "new ones",
  by_start_sequence: "from a sequence",
  by_start_time: "from a time",
  last_per_subject: "from the last of each subject",
};

function ackText({ ackPolicy, ackWaitMs }: ConsumerSummary): string {
  if (ackWaitMs === null) return "not at all";
  const which = ackPolicy === "all" ? "the last for all before" : "each";
  return `${which}, in ${formatSpan(ackWaitMs / 1000)}`;
}

function groupText({ groups, groupPolicy }: ConsumerSummary): string {
  const names = groups.map(({ name, pinnedTo }) =>
    pinnedTo === "" ? name : `${name}, pinned to ${pinnedTo}`,
  );
  return `${names.join("; ")} (${groupPolicy})`;
}
