// The operations on what JetStream stores, as types only; part of VaultOps (protocol.ts). Their handlers are made by
// stored-handlers.ts of lib/vault/worker.

import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type {
  ApiAnswer,
  ConsumerSummary,
  JetStreamOverview,
  StreamSummary,
} from "@/lib/shared/facts/permission-tries";
import type { ServicesFound } from "@/lib/shared/facts/services";
import type {
  DownloadStep,
  KeyPage,
  ObjectPage,
  StoredDetail,
  StoredPage,
  StoredSubjects,
  WatchStep,
} from "@/lib/shared/facts/stored";
import type {
  DownloadStartRequest,
  PlaceStoredRequest,
  ReadKeysRequest,
  ReadObjectsRequest,
  ReadStoredRequest,
  ReadStreamRequest,
  ReadSubjectsRequest,
  StoredTarget,
} from "./requests";

export interface StoredOps {
  /** `domain`: "" = the domain of the server. */
  readJetStream: {
    request: { id: EntryId; domain: string };
    reply: Result<JetStreamOverview, ActionFault>;
  };
  /** By its name, even one that no list shows. A KV bucket is the stream KV_<bucket>. */
  readStream: {
    request: ReadStreamRequest;
    reply: Result<ApiAnswer<StreamSummary>, ActionFault>;
  };
  readConsumers: {
    request: ReadStreamRequest;
    reply: Result<ApiAnswer<readonly ConsumerSummary[]>, ActionFault>;
  };
  /** Some of the subjects that match the filter, those with the most messages first. */
  readSubjects: {
    request: ReadSubjectsRequest;
    reply: Result<ApiAnswer<StoredSubjects>, ActionFault>;
  };
  /** Reads some stored messages, without a consumer. */
  readStored: { request: ReadStoredRequest; reply: Result<ApiAnswer<StoredPage>, ActionFault> };
  /** Null when the stream does not hold it any more. */
  readStoredMessage: {
    request: { target: StoredTarget; sequence: number };
    reply: Result<ApiAnswer<StoredDetail | null>, ActionFault>;
  };
  readKeys: { request: ReadKeysRequest; reply: Result<ApiAnswer<KeyPage>, ActionFault> };
  /** Watches a bucket, from the last sequence of `target` on. The page asks for each change with `watchNext`. */
  watchStart: {
    request: { target: StoredTarget };
    reply: Result<{ readonly run: number }, ActionFault>;
  };
  /** Replies at the next change, or after 20 s. */
  watchNext: { request: { run: number }; reply: Result<WatchStep, ActionFault> };
  watchEnd: { request: { run: number }; reply: Result<null, ActionFault> };
  readObjects: { request: ReadObjectsRequest; reply: Result<ApiAnswer<ObjectPage>, ActionFault> };
  /** Asks every service of the account for its endpoints and statistics. Only after a click. */
  findServices: { request: { id: EntryId }; reply: Result<ServicesFound, ActionFault> };
  /** Null when there is no such object. The page asks for the parts with `downloadNext` and sets the pace. */
  downloadStart: {
    request: DownloadStartRequest;
    reply: Result<ApiAnswer<{ readonly run: number; readonly bytes: number } | null>, ActionFault>;
  };
  downloadNext: { request: { run: number }; reply: Result<DownloadStep, ActionFault> };
  /**
   * Removes what an unfinished download has written, and drops its blob. `isRemoved` is false when an empty file may be
   * left. A step that is under way still answers, and says more.
   */
  downloadEnd: { request: { run: number }; reply: Result<{ isRemoved: boolean }, ActionFault> };
  /** Reads them into a log, which is closed like a recording. Replies at once. */
  placeStored: { request: PlaceStoredRequest; reply: Result<RecordingFacts, ActionFault> };
  /** Reads that many more messages; null reads to the end, 0 stops. `lastSeq`: that of the stream now, if known. */
  readStoredOn: {
    request: { log: string; count: number | null; lastSeq: number };
    reply: Result<RecordingFacts, ActionFault>;
  };
}
