// The consumers of a stream: where each stands, and its configuration when it is opened.

import { Fold } from "@/components/ui/fold";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";
import type { ConsumerSummary } from "@/lib/shared/facts/permission-tries";
import { ConfigTable } from "./config-table";
import { FactGrid } from "./fact-grid";

export interface ConsumerListProps {
  readonly list: readonly ConsumerSummary[];
  /** The last sequence of the stream; 0 = not known. */
  readonly lastSeq: number;
}

export function ConsumerList({ list, lastSeq }: ConsumerListProps) {
  if (list.length === 0) return <p className="p-3.5 text-ink-2">This stream has no consumers.</p>;
  return (
    <ul aria-label="Consumers">
      {list.map((consumer) => (
        <li
          key={consumer.name}
          data-stored="consumer"
          data-name={consumer.name}
          data-consumer={consumer.name}
          className="border-b border-line"
        >
          <Fold
            title={
              <code>
                <VisibleText>{consumer.name}</VisibleText>
              </code>
            }
            note={noteOf(consumer)}
            end={
              <span className="text-data text-ink-2 tabular-nums">
                lag {formatCount(consumer.pending)}, ack pending {formatCount(consumer.ackPending)}
              </span>
            }
          >
            <FactGrid
              label="State"
              facts={[
                ["Delivered", `#${formatCount(consumer.delivered)}${ofLast(lastSeq)}`],
                ["Acknowledged to", `#${formatCount(consumer.ackFloor)}`],
                ["Lag", formatCount(consumer.pending)],
                ["Ack pending", formatCount(consumer.ackPending)],
                ["Redelivered", formatCount(consumer.redelivered)],
                ["Waiting requests", formatCount(consumer.waiting)],
                ["Filters", consumer.filters.length === 0 ? "none" : consumer.filters.join(", ")],
                ["Delivers to", consumer.deliverSubject === "" ? "pull" : consumer.deliverSubject],
              ]}
            />
            <ConfigTable config={consumer.config} />
          </Fold>
        </li>
      ))}
    </ul>
  );
}

const ofLast = (lastSeq: number) => (lastSeq === 0 ? "" : ` of #${formatCount(lastSeq)}`);

function noteOf({ isPull, isBound, isPaused }: ConsumerSummary): string {
  const kind = isPull ? "pull" : isBound === true ? "push, bound" : "push, without a subscriber";
  return isPaused ? `${kind}, paused` : kind;
}
