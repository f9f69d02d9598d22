// The operations that read logs, of a session or of a recording: windows, searches, the tree, the chart,
// exports, and the retention. Part of the vault (vault.ts).

import { clamp } from "@/lib/shared/base/clamp";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { MessageDetail, Retention, WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { runInTurns } from "@/lib/vault/base/turns";
import type { LogReader } from "@/lib/vault/console/log-reader";
import type { OpenLog, RecordingEvents } from "@/lib/vault/console/recording";
import type { SubscriptionManager } from "@/lib/vault/console/subscriptions";
import { readPayload } from "@/lib/vault/decode/read-payload";
import type { SchemaBook } from "@/lib/vault/decode/schema/schema-book";
import type { MessageStore } from "@/lib/vault/message-store/message-store";
import type { ExportRun } from "@/lib/vault/message-store/recording/export-run";
import { filtersOf, loadSearch } from "@/lib/vault/message-store/search/load-search";
import type { Handlers } from "./handlers";
import { InsideLoader } from "./inside-loader";
import { NumberedRuns } from "./numbered-runs";

const MIN_BUDGET_BYTES = 16 * 1024 * 1024;
const MAX_BUDGET_BYTES = 2 * 1024 * 1024 * 1024;
const EXPORT_SLICE_MS = 20;

type LogOperations = Pick<
  Handlers,
  | "readWindow"
  | "readMessage"
  | "clearMessages"
  | "stopSearch"
  | "findRow"
  | "locate"
  | "readTree"
  | "readTimeline"
  | "setRetention"
  | "exportStart"
  | "exportNext"
  | "exportEnd"
  | "openRecording"
  | "closeRecording"
>;

export interface LogHandlers {
  readonly handlers: LogOperations;
  readonly limits: () => Retention;
  /** The messages of a session or a recording. */
  readonly storeOf: (id: EntryId) => Result<MessageStore, ActionFault>;
  /** Schemas changed: rows in view and searches are read again. */
  readonly onSchemasChanged: () => void;
  /** Adds a log that belongs to no session. `make` gets its id. */
  readonly add: <T extends OpenLog>(
    make: (id: string, limits: Retention, events: RecordingEvents) => T,
  ) => T;
  /** A log that `add` gave this id. */
  readonly get: (id: string) => OpenLog | undefined;
}

export function createLogHandlers(
  subscriptionsOf: (id: EntryId) => Result<SubscriptionManager, ActionFault>,
  sessionReaders: () => readonly LogReader[],
  schemas: () => SchemaBook | null,
  emit: (event: VaultEvent) => void,
): LogHandlers {
  const recordings = new Map<string, OpenLog>();
  const insides = new InsideLoader(schemas);
  const exports = new NumberedRuns<ExportRun>();
  let limits = DEFAULT_RETENTION;
  let lastRecording = 0;

  const readerOf = (id: EntryId): Result<LogReader, ActionFault> => {
    const recording = recordings.get(id);
    if (recording !== undefined) return ok(recording.reader);
    const subscriptions = subscriptionsOf(id);
    return subscriptions.ok ? ok(subscriptions.value.reader) : subscriptions;
  };
  /** Calls `use` with the reader of a log, or fails when there is no such log. */
  const withReader = <T>(id: EntryId, use: (reader: LogReader) => T): Result<T, ActionFault> => {
    const reader = readerOf(id);
    return reader.ok ? ok(use(reader.value)) : reader;
  };

  const add: LogHandlers["add"] = (make) => {
    lastRecording += 1;
    const id = `recording-${lastRecording}`;
    const log = make(id, withoutAge(limits), {
      onRowsArrived: () => emit({ kind: "rowsArrived", id }),
      onChanged: (facts) => emit({ kind: "recordingChanged", recording: facts }),
    });
    recordings.set(id, log);
    return log;
  };

  const handlers: LogOperations = {
    readWindow: async ({ id, window }): Promise<Result<WindowReply, ActionFault>> => {
      if (window.filter.text !== "") await loadSearch(window.filter.text);
      const recording = recordings.get(id);
      if (recording !== undefined) {
        const reply = recording.reader.readWindow(window, clockMs());
        insides.afterWindow(recording.reader);
        return ok({ ...reply, subscriptions: [] });
      }
      const subscriptions = subscriptionsOf(id);
      if (!subscriptions.ok) return subscriptions;
      const reply = subscriptions.value.readWindow(window);
      insides.afterWindow(subscriptions.value.reader);
      return ok(reply);
    },
    readMessage: async ({ id, seq }): Promise<Result<MessageDetail, ActionFault>> => {
      const reader = readerOf(id);
      if (!reader.ok) return reader;
      const detail = reader.value.store.detail(seq);
      if (detail === null) return fail("not-found");
      return ok({ ...detail, ...(await readPayload(detail, schemas())) });
    },
    clearMessages: ({ id }) =>
      withReader(id, ({ store }) => {
        store.clear();
        return null;
      }),
    stopSearch: ({ id }) =>
      withReader(id, ({ store }) => {
        store.stopSearch();
        return null;
      }),
    findRow: async ({ id, filter, find, from, direction }) => {
      await loadSearch(filter.text, find.text);
      const reader = readerOf(id);
      return reader.ok ? reader.value.find(filter, find, from, direction) : reader;
    },
    locate: async ({ id, filter, seq }) => {
      await loadSearch(filter.text);
      return withReader(id, ({ store }) => store.locate(filter.text, seq));
    },
    readTree: async ({ id, tree }) => {
      const { treeOf } = await import("@/lib/vault/message-store/subject-tree");
      const reader = readerOf(id);
      if (!reader.ok) return reader;
      const reply = await runInTurns(treeOf(reader.value.store.log, tree, clockMs()));
      insides.afterTree(reader.value);
      return ok(reply);
    },
    readTimeline: async ({ id, timeline }) => {
      const { timelineOf } = await import("@/lib/vault/message-store/timeline");
      await loadSearch(timeline.filter.text);
      return withReader(id, ({ store }) =>
        timelineOf(store.log, store.indexFor(timeline.filter.text), timeline),
      );
    },
    setRetention: ({ limits: wanted }) => {
      limits = toValidRetention(wanted);
      for (const { store } of sessionReaders()) store.setLimits(limits, clockMs());
      for (const { reader } of recordings.values()) {
        reader.store.setLimits(withoutAge(limits), clockMs());
      }
      return ok(limits);
    },
    exportStart: async ({ id, format, scope }) => {
      const { ExportRun } = await import("@/lib/vault/message-store/recording/export-run");
      const { RowWalk } = await import("@/lib/vault/message-store/recording/row-walk");
      await loadSearch(...filtersOf(scope));
      return withReader(id, ({ store }) => {
        const run = new ExportRun(new RowWalk(store, scope), format, store.stream, insides);
        return { run: exports.add(run), total: run.total };
      });
    },
    exportNext: async ({ run }) => {
      const chunk = await exports.get(run)?.next(performance.now() + EXPORT_SLICE_MS);
      if (chunk === undefined) return fail("not-found");
      if (chunk.isEnd) exports.take(run);
      return ok(chunk);
    },
    exportEnd: ({ run }) => {
      exports.take(run);
      return ok(null);
    },
    openRecording: async ({ file }) => {
      const { Recording } = await import("@/lib/vault/console/recording");
      const recording = add((id, kept, events) => new Recording(id, file, kept, events));
      void recording.read();
      return ok(recording.facts());
    },
    closeRecording: ({ id }) => {
      const recording = recordings.get(id);
      recording?.close();
      recordings.delete(id);
      return recording === undefined ? fail("not-found") : ok(null);
    },
  };
  const storeOf = (id: EntryId) => withReader(id, ({ store }) => store);
  const onSchemasChanged = () =>
    insides.again([...sessionReaders(), ...[...recordings.values()].map(({ reader }) => reader)]);
  const get = (id: string) => recordings.get(id);
  return { handlers, limits: () => limits, add, get, storeOf, onSchemasChanged };
}

/** The rows of a recording are kept whatever their age. */
function withoutAge(limits: Retention): Retention {
  return { ...limits, maxAgeMs: null };
}

function toValidRetention({ budgetBytes, maxRows, maxAgeMs }: Retention): Retention {
  const whole = (value: number, low: number, high: number) => Math.round(clamp(value, low, high));
  return {
    budgetBytes: whole(budgetBytes, MIN_BUDGET_BYTES, MAX_BUDGET_BYTES),
    maxRows: maxRows === null ? null : whole(maxRows, 1, Number.MAX_SAFE_INTEGER),
    maxAgeMs: maxAgeMs === null ? null : whole(maxAgeMs, 1, Number.MAX_SAFE_INTEGER),
  };
}
