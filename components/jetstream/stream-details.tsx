// One stream: its configuration in short, and its consumers.

import { useStore } from "zustand";
import { Refused } from "@/components/jetstream/refused";
import { When } from "@/components/shared/when";
import { VisibleText } from "@/components/ui/visible-text";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { ConsumerSummary, StreamSummary } from "@/lib/shared/facts/permission-tries";

export interface StreamDetailsProps {
  readonly id: EntryId;
  readonly name: string;
  /** The row above already shows subjects and sizes. */
  readonly isListed?: boolean;
}

export function StreamDetails({ id, name, isListed = false }: StreamDetailsProps) {
  const answer = useStore(jetStreamStore.store, () => jetStreamStore.of(id).streams.get(name));
  if (answer === undefined) return null;
  if (answer === null) {
    return (
      <p role="status" className="pb-2 text-small text-ink-2">
        Loading
      </p>
    );
  }
  if (!answer.ok) {
    const { title, next } = actionText(answer.fault);
    return (
      <p role="alert" className="pb-2 text-small text-bad">
        {title}. {next}
      </p>
    );
  }
  const { stream, consumers } = answer.value;
  return (
    <div className="grid gap-2 pb-2.5">
      {stream.kind === "told" ? (
        <Summary stream={stream.value} isListed={isListed} />
      ) : (
        <Refused answer={stream} subject={`$JS.API.STREAM.INFO.${name}`} />
      )}
      {consumers.kind === "told" ? (
        <Consumers list={consumers.value} />
      ) : (
        <Refused answer={consumers} subject={`$JS.API.CONSUMER.LIST.${name}`} />
      )}
    </div>
  );
}

interface SummaryProps {
  readonly stream: StreamSummary;
  readonly isListed: boolean;
}

function Summary({ stream, isListed }: SummaryProps) {
  const { subjects, storage, retention, messages, bytes, lastAt } = stream;
  return (
    <p className="text-data text-ink-2 wrap-anywhere">
      {isListed ? null : (
        <>
          <code>
            <VisibleText>{subjects.join(", ")}</VisibleText>
          </code>
          , {formatCount(messages)} {messages === 1 ? "message" : "messages"} in{" "}
          {formatBytes(bytes)},{" "}
        </>
      )}
      {storage} storage, {retention} retention
      {lastAt === null ? null : (
        <>
          , last message <When ms={lastAt} precise />
        </>
      )}
    </p>
  );
}

function Consumers({ list }: { readonly list: readonly ConsumerSummary[] }) {
  if (list.length === 0) return <p className="text-data text-ink-3">No consumers.</p>;
  return (
    <ul aria-label="Consumers" className="grid gap-1">
      {list.map(({ name, isPull, filters, pending, ackPending, deliverSubject }) => (
        <li key={name} data-consumer={name} className="text-data wrap-anywhere">
          <code className="font-medium">
            <VisibleText>{name}</VisibleText>
          </code>{" "}
          <span className="text-ink-2">
            {isPull ? "pull" : "push"}, lag {formatCount(pending)}, ack pending{" "}
            {formatCount(ackPending)}
          </span>
          {filters.length === 0 ? null : (
            <code className="ml-1 text-hint text-ink-3">
              <VisibleText>{filters.join(", ")}</VisibleText>
            </code>
          )}
          {deliverSubject === "" ? null : (
            <span className="text-ink-3">
              {" "}
              delivers to{" "}
              <code className="text-hint">
                <VisibleText>{deliverSubject}</VisibleText>
              </code>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
