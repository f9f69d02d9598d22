// Why it is not known what a server enforces, and what its refusal to say so proves. Pure.

import { decide } from "@/lib/page/permissions/decide";
import { compileRules, type Rights } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/server-model";
import type { RightsUnavailableReason, ServerFacts } from "@/lib/shared/facts/attempt";

const USER_INFO = "$SYS.REQ.USER.INFO";

/** The part of ServerFacts that it rests on. */
interface ServerAnswers extends Pick<ServerFacts, "identity" | "identitySilence"> {
  readonly info: Pick<ServerFacts["info"], "version">;
}

export interface RightsUnavailableText {
  readonly state: "offline" | "absent" | "refused" | "not-asked" | "waiting";
  readonly title: string;
  readonly detail: string;
  /** The silence itself shows that creds and server differ. */
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
      "Connect, and it is asked which permissions it enforces.",
    );
  }
  if (server.identitySilence !== null) return TEXTS[server.identitySilence](server, own);
  if (server.identity?.from === "user-info") {
    return unavailable(
      "absent",
      "The server did not tell the permissions",
      "It said who this user is, and nothing about its rights.",
    );
  }
  return unavailable("waiting", "Asking the server", "It has not answered yet.");
}

const TEXTS: Record<
  RightsUnavailableReason,
  (server: ServerAnswers, own: Rights) => RightsUnavailableText
> = {
  "no-service": ({ info }) =>
    unavailable(
      "absent",
      "This server does not tell its permissions",
      `Nobody answers ${USER_INFO} there. Servers tell from 2.10 on, with a system account; this one is ${info.version}.`,
    ),
  "timed-out": () =>
    unavailable("absent", "The server did not answer", `No reply came to ${USER_INFO} in time.`),
  "no-permission-subject": () =>
    unavailable(
      "not-asked",
      "The server was not asked",
      `By the JWT, this user may not publish on ${USER_INFO} or has no inbox for the answer. Asking puts a violation into the server's log.`,
    ),
  "not-permitted": ({ info }, own) => {
    const expected = decide(compileRules(own, serverModel(info.version)), {
      action: "publish",
      subject: USER_INFO,
      queue: "",
    });
    const isFinding = expected.kind === "allowed";
    return {
      state: "refused",
      title: isFinding
        ? "The server enforces other permissions than these creds say"
        : "The server refused to tell",
      detail: isFinding
        ? `They allow to publish on ${USER_INFO} and to receive the answer; the server refused. That much is proven to differ.`
        : `It refused ${USER_INFO}. That proves that it restricts what this user may publish or subscribe to.`,
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
