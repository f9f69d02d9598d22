// The state of a KV bucket in the words of buckets: keys and revisions instead of subjects and messages.

import { FactGrid } from "@/components/jetstream/parts/fact-grid";
import { mirrorFacts } from "@/components/jetstream/parts/origin-facts";
import { SequencePlace } from "@/components/jetstream/parts/sequence-place";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";

export function BucketState({ stream }: { readonly stream: StreamSummary }) {
  const { messages, bytes, lastSeq, lastAt, subjectCount, storage, mirror, config } = stream;
  const setting = (name: string) =>
    Number(config.find(([setting]) => setting === name)?.[1] ?? Number.NaN);
  const [history, ttl] = [setting("max_msgs_per_subject"), setting("max_age")];
  return (
    <FactGrid
      label="State"
      facts={[
        ["Keys", subjectCount === null ? "not told" : formatCount(subjectCount)],
        ["Revisions kept", formatCount(messages)],
        ["Size", formatBytes(bytes)],
        ["History", history > 0 ? `${formatCount(history)} per key` : "no limit"],
        // In nanoseconds.
        ["Time to live", ttl > 0 ? formatSpan(ttl / 1e9) : "none"],
        ["Last revision", <SequencePlace key="last" seq={lastSeq} at={lastAt} />],
        ["Storage", storage],
        ...mirrorFacts(mirror),
      ]}
    />
  );
}
