// Streams, KV buckets and object stores by name. Each opens to its details and consumers. A field finds a
// stream that the lists do not show.

import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { StreamDetails } from "@/components/jetstream/stream-details";
import { useBlocker } from "@/components/shared/use-blocker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { readStream } from "@/lib/page/actions/jetstream-actions";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";

export interface StreamTableProps {
  readonly id: EntryId;
  readonly list: readonly StreamSummary[];
  readonly names: readonly string[];
  readonly total: number;
}

const KINDS = [
  { holds: "messages", title: "Streams", prefix: "" },
  { holds: "kv", title: "Key-value buckets", prefix: "KV_" },
  { holds: "objects", title: "Object stores", prefix: "OBJ_" },
] as const;

export function StreamTable({ id, list, names, total }: StreamTableProps) {
  const [find, setFind] = useState("");
  const wanted = find.trim().toLowerCase();
  const found = list.filter(({ name }) => name.toLowerCase().includes(wanted));
  const known = new Set(list.map(({ name }) => name));
  const nameOnly = names.filter((name) => !known.has(name) && name.toLowerCase().includes(wanted));
  return (
    <>
      {list.length + names.length > 20 ? (
        <Field
          mono
          size="sm"
          aria-label="Find a stream"
          placeholder={`Find in ${formatCount(Math.max(list.length, names.length))} streams`}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
          className="mx-3.5 mt-3 max-w-80"
        />
      ) : null}
      {KINDS.map(({ holds, title, prefix }) => {
        const streams = found.filter((one) => one.holds === holds);
        return streams.length === 0 ? null : (
          <Group key={holds} title={title}>
            {streams.map((stream) => (
              <Stream key={stream.name} id={id} stream={stream} prefix={prefix} />
            ))}
          </Group>
        );
      })}
      {nameOnly.length === 0 ? null : (
        <Group title="Streams (names only)">
          {nameOnly.map((name) => (
            <NamedStream key={name} id={id} name={name} />
          ))}
        </Group>
      )}
      {total > Math.max(names.length, list.length) ? (
        <p className="px-3.5 pt-2 text-hint text-ink-3">
          {formatCount(total)} in total; only the first are shown.
        </p>
      ) : null}
      <StreamsByName id={id} known={new Set([...known, ...names])} />
      <StreamByNameForm id={id} />
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Group({ title, children }: GroupProps) {
  return (
    <section aria-label={title} className="px-3.5 pt-3">
      <h2 className="text-data font-semibold text-ink-2">{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

interface StreamProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
  readonly prefix: string;
}

function Stream({ id, stream, prefix }: StreamProps) {
  const { name, subjects, messages, bytes, consumers } = stream;
  return (
    <ExpandableStream isListed={prefix === ""} id={id} name={name}>
      <span className="min-w-0 wrap-anywhere">
        <code className="font-medium">
          <VisibleText>{name.startsWith(prefix) ? name.slice(prefix.length) : name}</VisibleText>
        </code>
        {prefix !== "" ? null : (
          <code className="ml-2 text-hint text-ink-3">
            <VisibleText>{subjects.join(", ")}</VisibleText>
          </code>
        )}
      </span>
      <span className="shrink-0 text-data text-ink-2 tabular-nums">
        {formatCount(messages)} {messages === 1 ? "message" : "messages"}, {formatBytes(bytes)},{" "}
        {formatCount(consumers)} {consumers === 1 ? "consumer" : "consumers"}
      </span>
    </ExpandableStream>
  );
}

function NamedStream({ id, name }: { readonly id: EntryId; readonly name: string }) {
  return (
    <ExpandableStream id={id} name={name}>
      <code>
        <VisibleText>{name}</VisibleText>
      </code>
    </ExpandableStream>
  );
}

interface ExpandableStreamProps {
  readonly id: EntryId;
  readonly name: string;
  /** The row already shows subjects and sizes. */
  readonly isListed?: boolean;
  readonly children: ReactNode;
}

/** Loads the stream when it is first opened. */
function ExpandableStream({ id, name, isListed = false, children }: ExpandableStreamProps) {
  return (
    <li data-stream={name} className="border-b border-line">
      <details
        className="group"
        onToggle={(event) => {
          const isKnown = jetStreamStore.of(id).streams.has(name);
          if (event.currentTarget.open && !isKnown) void readStream(id, name);
        }}
      >
        <summary className="grid grid-cols-[minmax(0,1fr)_16px] items-start gap-2 py-1.5">
          <span className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-3">
            {children}
          </span>
          <ChevronDown
            aria-hidden
            className="mt-0.5 size-4 text-ink-3 group-open:rotate-180 motion-safe:transition-transform motion-safe:duration-100"
          />
        </summary>
        <StreamDetails id={id} name={name} isListed={isListed} />
      </details>
    </li>
  );
}

/** Streams that the user found by name and that no list shows. */
function StreamsByName({
  id,
  known,
}: {
  readonly id: EntryId;
  readonly known: ReadonlySet<string>;
}) {
  const streams = useStore(jetStreamStore.store, () => jetStreamStore.of(id).streams);
  const names = [...streams.keys()].filter((name) => !known.has(name));
  if (names.length === 0) return null;
  return (
    <Group title="Found by name">
      {names.map((name) => (
        <li key={name} data-stream={name} className="border-b border-line py-1.5">
          <code className="font-medium">
            <VisibleText>{name}</VisibleText>
          </code>
          <StreamDetails id={id} name={name} />
        </li>
      ))}
    </Group>
  );
}

function StreamByNameForm({ id }: { readonly id: EntryId }) {
  const blocker = useBlocker("read JetStream");
  const [name, setName] = useState("");
  const isReady = blocker === null && /^[^\s.*>/\\]+$/u.test(name.trim());
  return (
    <form
      className="flex flex-wrap items-center gap-2 px-3.5 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void readStream(id, name.trim());
      }}
    >
      <Field
        mono
        size="sm"
        aria-label="Stream by name"
        placeholder="stream name, or KV_bucket"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        className="w-56"
      />
      <Button size="sm" type="submit" disabled={!isReady} title={blocker ?? undefined}>
        Find
      </Button>
    </form>
  );
}
