// The operations on what JetStream stores. Part of the vault (vault.ts). Names and domains are checked here; the rest
// is a separate bundle, since most users never open JetStream.

import type { StoredOps } from "@/lib/shared/protocol/stored-ops";
import { createDownloadHandlers } from "./download-handlers";
import type { Handlers, WithSession } from "./handlers";
import type { LogHandlers } from "./log-handlers";
import { validateDomain, validateName, validateTarget } from "./validate-request";
import { createWatchHandlers } from "./watch-handlers";
import { withJetStream } from "./with-jetstream";

export function createStoredHandlers(
  withSession: WithSession,
  logs: LogHandlers,
): Pick<Handlers, keyof StoredOps> {
  return {
    readJetStream: ({ id, domain }) =>
      withSession(id, (session) => {
        const problem = validateDomain(domain);
        return problem ?? withJetStream((part) => part.readJetStream(session, domain));
      }),
    readStream: ({ id, domain, stream }) =>
      withSession(id, (session) => {
        const problem = validateName(stream) ?? validateDomain(domain);
        return problem ?? withJetStream((part) => part.readStream(session, domain, stream));
      }),
    readConsumers: ({ id, domain, stream }) =>
      withSession(id, (session) => {
        const problem = validateName(stream) ?? validateDomain(domain);
        return problem ?? withJetStream((part) => part.readConsumers(session, domain, stream));
      }),
    readSubjects: (request) =>
      withSession(request.id, (session) => {
        const problem = validateTarget({ ...request, subject: request.filter });
        return problem ?? withJetStream((part) => part.readSubjects(session, request));
      }),
    readStored: (request) =>
      withSession(request.target.id, (session) => {
        const problem = validateTarget(request.target);
        return problem ?? withJetStream((part) => part.readStoredPage(session, request));
      }),
    readStoredMessage: ({ target, sequence }) =>
      withSession(target.id, (session) => {
        const problem = validateTarget(target);
        return (
          problem ?? withJetStream((part) => part.readStoredMessage(session, target, sequence))
        );
      }),
    readKeys: (request) =>
      withSession(request.target.id, (session) => {
        const problem = validateTarget(request.target);
        return problem ?? withJetStream((part) => part.readKeys(session, request));
      }),
    readObjects: (request) =>
      withSession(request.target.id, (session) => {
        const problem = validateTarget(request.target);
        return problem ?? withJetStream((part) => part.readObjectPage(session, request));
      }),
    findServices: ({ id }) =>
      withSession(id, (session) => withJetStream((part) => part.discoverServices(session))),
    ...createDownloadHandlers(withSession),
    ...createWatchHandlers(withSession),
    placeStored: (request) =>
      withSession(request.target.id, (session) => {
        const problem = validateTarget(request.target);
        return problem ?? withJetStream((part) => part.placeStored(session, request, logs));
      }),
    readStoredOn: ({ log, count, lastSeq }) =>
      withJetStream(async (part) => part.readStoredOn(logs.get(log), count, lastSeq)),
  };
}
