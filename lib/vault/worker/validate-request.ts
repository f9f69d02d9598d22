// Checks subjects, queue groups, headers and names of a request from the page before anything goes to a
// server. Called by the handlers. Null when the request is well-formed, else the failure to reply with.

import { fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { HeaderList, RepeatTemplate } from "@/lib/shared/facts/console";
import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
  fitsOneLine,
  type SubjectResult,
} from "@/lib/shared/grammar/subject";
import type { StoredTarget } from "@/lib/shared/protocol/requests";
import { checkHeaders } from "@/lib/vault/message-store/store/header-block";

type Problem = Result<never, ActionFault> | null;

export function validateInboxPrefix(prefix: string): Problem {
  return toProblem("subject-invalid", checkPublishSubject(prefix));
}

export function validatePublish(message: RepeatTemplate): Problem {
  const { subject, reply } = message;
  const problem = validateMessage(message);
  if (problem !== null) return problem;
  if (!fitsOneLine(subject, reply)) return fail("subject-invalid", { reason: "too-long" });
  return reply === "" ? null : toProblem("subject-invalid", checkPublishSubject(reply));
}

export function validateSubscription(subject: string, queue: string): Problem {
  return (
    toProblem("subject-invalid", checkSubscribeSubject(subject)) ??
    (queue === "" ? null : toProblem("queue-invalid", checkQueueGroup(queue))) ??
    (fitsOneLine(subject, queue) ? null : fail("subject-invalid", { reason: "too-long" }))
  );
}

/** The name of a stream is one token of a subject. */
export function validateName(name: string): Problem {
  const problem = toProblem("subject-invalid", checkPublishSubject(name));
  return (
    problem ?? (name.includes(".") ? fail("subject-invalid", { reason: "empty-token" }) : null)
  );
}

/** A domain is a name, or the prefix of an API (jetStreamPrefix), or "" for the domain of the server. */
export function validateDomain(domain: string): Problem {
  return domain === "" ? null : toProblem("subject-invalid", checkPublishSubject(domain));
}

export function validateTarget({
  stream,
  domain,
  subject,
}: Pick<StoredTarget, "stream" | "domain" | "subject">): Problem {
  return (
    validateName(stream) ??
    validateDomain(domain) ??
    toProblem("subject-invalid", checkSubscribeSubject(subject))
  );
}

export function validateMessage(message: {
  readonly subject: string;
  readonly headers: HeaderList;
}): Problem {
  const problem = toProblem("subject-invalid", checkPublishSubject(message.subject));
  if (problem !== null) return problem;
  const headers = checkHeaders(message.headers);
  return headers.ok ? null : headers;
}

function toProblem(code: "subject-invalid" | "queue-invalid", check: SubjectResult): Problem {
  return check.ok ? null : fail(code, { ...check.fault.params, reason: check.fault.code });
}
