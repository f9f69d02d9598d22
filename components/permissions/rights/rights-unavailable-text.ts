// Explains why the permissions that a server enforces are not known, and what a refusal to report them proves. Pure.

import { decide } from "@/lib/page/permissions/decide";
import { compileRules, type Rights } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import type { RightsUnavailableReason, ServerFacts } from "@/lib/shared/facts/attempt";
import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";

/** The part of ServerFacts that the text needs. */
interface ServerAnswers extends Pick<ServerFacts, "identity" | "identitySilence"> {
  readonly info: Pick<ServerFacts["info"], "version">;
}

export interface RightsUnavailableText {
  readonly state: "offline" | "absent" | "refused" | "not-asked" | "waiting";
  readonly title: string;
  readonly detail: string;
  /** True when the missing answer itself shows that creds and server differ. */
  readonly isFinding: boolean;
}

export function rightsUnavailableText(
  server: ServerAnswers | null,
  own: Rights,
): RightsUnavailableText {
  if (server === null) {
    return unavailable(
      "offline",
      "Not compared with a server yet",
      "Connect to see which permissions it enforces.",
    );
  }
  if (server.identitySilence !== null) return TEXTS[server.identitySilence](server, own);
  if (server.identity?.from === "user-info") {
    return unavailable(
      "absent",
      "The server did not report the permissions",
      "It reported the user, but not its permissions.",
    );
  }
  return unavailable("waiting", "Asking the server", "No answer yet.");
}

const TEXTS: Record<
  RightsUnavailableReason,
  (server: ServerAnswers, own: Rights) => RightsUnavailableText
> = {
  "no-service": ({ info }) =>
    unavailable(
      "absent",
      "This server does not report permissions",
      `There is no responder on ${USER_INFO_SUBJECT}. Servers report permissions from 2.10 on, with a system account; this server is ${info.version}.`,
    ),
  "timed-out": () =>
    unavailable(
      "absent",
      "The server did not answer",
      `No reply on ${USER_INFO_SUBJECT} arrived in time.`,
    ),
  "no-permission-subject": () =>
    unavailable(
      "not-asked",
      "The server was not asked",
      `According to the JWT, this user may not publish to ${USER_INFO_SUBJECT} or has no inbox for the reply. Asking leaves a permissions violation in the log of the server.`,
    ),
  "not-permitted": ({ info }, own) => {
    const expected = decide(compileRules(own, serverModel(info.version)), {
      action: "publish",
      subject: USER_INFO_SUBJECT,
      queue: "",
    });
    const isFinding = expected.kind === "allowed";
    return {
      state: "refused",
      title: isFinding
        ? "The server enforces different permissions than these creds say"
        : "The server refused to report its permissions",
      detail: isFinding
        ? `They allow publishing to ${USER_INFO_SUBJECT} and receiving the reply, but the server refused. That is proof of a difference.`
        : `It refused ${USER_INFO_SUBJECT}. That proves that it restricts what this user may publish or subscribe to.`,
      isFinding,
    };
  },
};

function unavailable(
  state: RightsUnavailableText["state"],
  title: string,
  detail: string,
): RightsUnavailableText {
  return { state, title, detail, isFinding: false };
}
