// The operations that read JetStream. Part of the vault (vault.ts), and a separate bundle that is fetched when
// it is first used. Names and domains have been validated. Nothing here changes what is stored.

import { clamp } from "@/lib/shared/base/clamp";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { isServerAtLeast } from "@/lib/shared/base/server-version";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { KeyPage, StoredDetail, StoredPage, StoredSubjects } from "@/lib/shared/facts/stored";
import { isImportedPlace } from "@/lib/shared/grammar/jetstream-api";
import type {
  DownloadStartRequest,
  PlaceStoredRequest,
  ReadKeysRequest,
  ReadObjectsRequest,
  ReadStoredRequest,
  ReadSubjectsRequest,
  StoredTarget,
} from "@/lib/shared/protocol/requests";
import type { OpenLog } from "@/lib/vault/console/recording";
import { type Api, apiOf } from "@/lib/vault/jetstream/api";
import { BucketWatch } from "@/lib/vault/jetstream/bucket-watch";
import { ObjectDownload, readObjectInfo } from "@/lib/vault/jetstream/object-download";
import { blobFile, diskFile } from "@/lib/vault/jetstream/object-file";
import * as overview from "@/lib/vault/jetstream/overview";
import { readKeyPage } from "@/lib/vault/jetstream/read-keys";
import { readObjects } from "@/lib/vault/jetstream/read-objects";
import { readStored } from "@/lib/vault/jetstream/read-stored";
import * as subjects from "@/lib/vault/jetstream/read-subjects";
import { findServices } from "@/lib/vault/jetstream/services";
import { StoredLog } from "@/lib/vault/jetstream/stored-log";
import { detailOf, rowOf } from "@/lib/vault/jetstream/stored-message";
import { readOne, type StoredSource } from "@/lib/vault/jetstream/stored-source";
import type { Session } from "@/lib/vault/session/session";
import type { LogHandlers } from "./log-handlers";

const MAX_PAGE = 1000;
/** nats-server 2.11 answers a direct get with many messages (ADR-31). */
const BATCHES_SINCE = "2.11";

export const readJetStream = (session: Session, domain: string) =>
  withApi(session, domain, overview.readJetStream);

export const readStream = (session: Session, domain: string, stream: string) =>
  withApi(session, domain, (api) => overview.readStream(api, stream));

export const readConsumers = (session: Session, domain: string, stream: string) =>
  withApi(session, domain, (api) => overview.readConsumers(api, stream));

export function readSubjects(
  session: Session,
  { domain, stream, filter, first, count }: ReadSubjectsRequest,
): Promise<Result<ApiAnswer<StoredSubjects>, ActionFault>> {
  const page = { first: Math.max(0, first), count: clamp(count, 1, MAX_PAGE) };
  return withApi(session, domain, (api) => subjects.readSubjects(api, stream, filter, page));
}

export function readStoredPage(
  session: Session,
  { target, from, count }: ReadStoredRequest,
): Promise<Result<ApiAnswer<StoredPage>, ActionFault>> {
  return withApi(session, target.domain, async (api) => {
    const source = sourceOf(session, target);
    const page = await readStored(api, source, from, clamp(count, 1, MAX_PAGE));
    if (page.kind !== "told") return page;
    const { messages, next, isCut } = page.value;
    return { kind: "told", value: { rows: messages.map(rowOf), next, isCut } };
  });
}

export function readStoredMessage(
  session: Session,
  target: StoredTarget,
  sequence: number,
): Promise<Result<ApiAnswer<StoredDetail | null>, ActionFault>> {
  return withApi(session, target.domain, async (api) => {
    const found = await readOne(api, sourceOf(session, target), sequence);
    if (found.kind !== "told") return found;
    return { kind: "told", value: found.value === null ? null : detailOf(found.value) };
  });
}

export function readKeys(
  session: Session,
  { target, count, ...query }: ReadKeysRequest,
): Promise<Result<ApiAnswer<KeyPage>, ActionFault>> {
  return withApi(session, target.domain, async (api) => {
    const asked = { ...query, count: clamp(count, 1, MAX_PAGE) };
    const page = await readKeyPage(api, sourceOf(session, target), asked);
    if (page.kind !== "told") return page;
    const { messages, ...counts } = page.value;
    return { kind: "told", value: { rows: messages.map(rowOf), ...counts } };
  });
}

export const readObjectPage = (session: Session, { target, ...place }: ReadObjectsRequest) =>
  withApi(session, target.domain, (api) => {
    const asked = { ...place, count: clamp(place.count, 1, MAX_PAGE) };
    return readObjects(api, sourceOf(session, target), asked);
  });

export const startWatch = (session: Session, target: StoredTarget) =>
  withApi(session, target.domain, async (api) => new BucketWatch(api, sourceOf(session, target)));

export const discoverServices = (session: Session) => withApi(session, "", findServices);

interface StartedDownload {
  readonly run: ObjectDownload;
  readonly bytes: number;
}

/** Null when there is no such object. */
export function startDownload(
  session: Session,
  { target, name, file }: DownloadStartRequest,
): Promise<Result<ApiAnswer<StartedDownload | null>, ActionFault>> {
  return withApi(session, target.domain, async (api) => {
    const info = await readObjectInfo(api, sourceOf(session, target), name);
    if (info.kind !== "told") return info;
    if (info.value === null) return { kind: "told", value: null };
    const opened = file === null ? blobFile() : diskFile(file);
    const run = new ObjectDownload(api, info.value, opened);
    return { kind: "told", value: { run, bytes: info.value.bytes } };
  });
}

/** Replies at once; the messages are read afterwards. */
export function placeStored(
  session: Session,
  { target, place, count, follow }: PlaceStoredRequest,
  logs: LogHandlers,
): Promise<Result<RecordingFacts, ActionFault>> {
  return session.withOpen(async (connection) => {
    const api = apiOf(connection, target.domain, isOn(session));
    const log = logs.add(
      (id, limits, events) => new StoredLog(id, api, sourceOf(session, target), limits, events),
    );
    void log.place(place, count, follow);
    return ok(log.facts());
  });
}

export function readStoredOn(
  log: OpenLog | undefined,
  count: number | null,
  lastSeq: number,
): Result<RecordingFacts, ActionFault> {
  if (!(log instanceof StoredLog)) return fail("not-found");
  if (count === 0) log.stop();
  else void log.readOn(count, lastSeq);
  return ok(log.facts());
}

function withApi<T>(
  session: Session,
  domain: string,
  read: (api: Api) => Promise<T>,
): Promise<Result<T, ActionFault>> {
  return session.withOpen(async (connection) =>
    ok(await read(apiOf(connection, domain, isOn(session)))),
  );
}

const isOn = (session: Session) => session.state().server?.info.jetstream !== false;

function sourceOf(session: Session, target: StoredTarget): StoredSource {
  const { domain, stream, subject, allowsDirect, firstSeq, lastSeq } = target;
  const knowsBatches = isServerAtLeast(session.state().server?.info.version ?? "", BATCHES_SINCE);
  const hasBatches = knowsBatches && !isImportedPlace(domain);
  const isDense = target.isDense === true && subject === ">";
  const mayConsume = target.mayConsume === true && !isImportedPlace(domain);
  const limits = { firstSeq, lastSeq, isDense };
  return { stream, subject, allowsDirect, hasBatches, mayConsume, ...limits };
}
