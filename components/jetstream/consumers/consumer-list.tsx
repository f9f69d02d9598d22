// The consumers of a stream: where each stands, its lag while the list is open, and one of them in full. The list is
// read again every few seconds.

import { useCallback, useState } from "react";
import { useStore } from "zustand";
import { useBlocker } from "@/components/shared/use-blocker";
import { usePolled } from "@/components/shared/use-polled";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { readStream } from "@/lib/page/actions/stored/jetstream-actions";
import { cx } from "@/lib/page/base/cx";
import { consumersCommand } from "@/lib/page/console/nats-command";
import { formatCount } from "@/lib/page/format/count";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { ConsumerSummary } from "@/lib/shared/facts/permission-tries";
import { ConsumerDetail } from "./consumer-detail";
import { type LagSample, useLagHistory } from "./lag-history";
import { LagLine } from "./lag-line";

export interface ConsumerListProps {
  readonly id: EntryId;
  readonly stream: string;
  readonly list: readonly ConsumerSummary[];
}

const READ_MS = 3000;

const TITLES = [
  "Name",
  "Type",
  "Filter",
  "Lag, while open",
  "Ack pending",
  "Redelivered",
  "Waiting",
  "Delivered",
  "Ack floor",
];
/** Columns that leave a narrow table. The open consumer shows them all. */
const MIDDLE = "@max-[720px]:hidden";
const LAST = "@max-[900px]:hidden";
const HIDING = ["", "", MIDDLE, "", "", MIDDLE, MIDDLE, LAST, LAST];

export function ConsumerList({ id, stream, list }: ConsumerListProps) {
  const { domain, isFollowing } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const blocker = useBlocker("read consumers");
  const isIdle = blocker !== null || isFollowing;
  const read = useCallback(async () => {
    if (!isIdle) await readStream(id, stream);
    return null;
  }, [id, stream, isIdle]);
  usePolled(read, READ_MS);
  const history = useLagHistory(list);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = list.find(({ name }) => name === chosen) ?? null;
  const lagging = list.filter(({ pending }) => pending > 0).length;
  if (list.length === 0) return <p className="p-3.5 text-ink-2">This stream has no consumers.</p>;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 grow overflow-auto">
        <table aria-label="Consumers" className="mono w-full text-left text-data">
          <thead className="sticky top-0 bg-panel text-hint text-ink-3">
            <tr>
              {TITLES.map((title, index) => (
                <th
                  key={title}
                  className={cx("h-7 px-2 font-medium whitespace-nowrap", HIDING[index])}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.map((consumer) => (
              <Row
                key={consumer.name}
                consumer={consumer}
                samples={history.get(consumer.name) ?? []}
                isOpen={consumer.name === chosen}
                onOpen={() => setChosen(consumer.name === chosen ? null : consumer.name)}
              />
            ))}
          </tbody>
        </table>
        {shown === null ? null : (
          <ConsumerDetail domain={domain} stream={stream} consumer={shown} />
        )}
      </div>
      <footer className="flex items-center gap-2 border-t border-line bg-sunken px-3.5 py-1 text-data text-ink-2">
        <span role="status">
          {formatCount(list.length)} {list.length === 1 ? "consumer" : "consumers"}
          {lagging === 0 ? "" : `, ${formatCount(lagging)} with a lag`}
        </span>
        <span className="grow" />
        <CopyButton text={consumersCommand(domain, stream)} label="Copy as nats CLI" isCompact />
      </footer>
    </div>
  );
}

interface RowProps {
  readonly consumer: ConsumerSummary;
  readonly samples: readonly LagSample[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function Row({ consumer, samples, isOpen, onOpen }: RowProps) {
  const { name, filters, pending, ackPending, maxAckPending } = consumer;
  const { redelivered, waiting, delivered, ackFloor, isPull } = consumer;
  return (
    <tr
      data-stored="consumer"
      data-name={name}
      data-consumer={name}
      data-lag={pending}
      data-state={stateOf(consumer)}
      aria-selected={isOpen}
      onClick={onOpen}
      className="cursor-pointer border-t border-line/55 hover:bg-sunken aria-selected:bg-accent-soft"
    >
      <td className="max-w-40 truncate px-2 py-0.75">
        <button type="button" aria-expanded={isOpen} className="max-w-full truncate text-left">
          <VisibleText>{name}</VisibleText>
        </button>
      </td>
      <td className="px-2 font-sans whitespace-nowrap">
        {isPull ? "pull" : "push"}
        {stateOf(consumer) === "" ? null : (
          <span className="ml-1 text-warn">{stateOf(consumer)}</span>
        )}
      </td>
      <td className={cx("max-w-40 truncate px-2", MIDDLE)}>
        <VisibleText>{filters.length === 0 ? "none" : filters.join(", ")}</VisibleText>
      </td>
      <td className="px-2 whitespace-nowrap">
        <LagLine samples={samples} /> {formatCount(pending)}
      </td>
      <td className="px-2 whitespace-nowrap">
        {formatCount(ackPending)}
        {maxAckPending === null ? null : (
          <span className="text-ink-3"> of {formatCount(maxAckPending)}</span>
        )}
      </td>
      <td className={cx("px-2", MIDDLE)}>{formatCount(redelivered)}</td>
      <td className={cx("px-2", MIDDLE)}>{isPull ? formatCount(waiting) : "–"}</td>
      <td className={cx("px-2 text-ink-3", LAST)}>#{formatCount(delivered)}</td>
      <td className={cx("px-2 text-ink-3", LAST)}>#{formatCount(ackFloor)}</td>
    </tr>
  );
}

function stateOf({ isPaused, isBound }: ConsumerSummary): string {
  if (isPaused) return "paused";
  return isBound === false ? "no subscriber" : "";
}
