// Which server answered, and what it said word for word. Nothing in it changes once the attempt is over.

import type { ReactNode } from "react";
import { ShortKey } from "@/components/shared/short-key";
import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import { closeText, serverErrors } from "@/components/shared/verdict/verdict-text";
import { When } from "@/components/shared/when";
import { VisibleText } from "@/components/ui/visible-text";
import { formatLatency } from "@/lib/page/format/duration";
import { shortKey } from "@/lib/page/format/evidence";
import type { AttemptRecord, InfoFacts } from "@/lib/shared/facts/attempt";
import type { LoginKind } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

/** What was sent besides the creds. */
const SENT: Record<LoginKind, string> = { token: "token", password: "password" };

export interface VerdictSentenceProps {
  readonly state: VerdictState;
  readonly session: SessionState | undefined;
  /** A cause is proven. */
  readonly isExplained: boolean;
}

export function VerdictSentence({ state, session, isExplained }: VerdictSentenceProps) {
  if (state === "unreadable") {
    return <P>Nothing is sent to any server with these creds.</P>;
  }
  const attempt = session?.attempt;
  if (!session || !attempt) return null;
  const info = session.server?.info ?? attempt.info;
  const errors = serverErrors(session);
  const closed = closeText(session);
  switch (state) {
    case "connecting":
      return (
        <P>
          to <ServerAddress attempt={attempt} />
        </P>
      );
    case "accepted":
    case "unchecked":
      return (
        <>
          <P>
            {state === "accepted" ? "Accepted" : "Answered"} by{" "}
            {info ? <ServerName info={info} /> : <ServerAddress attempt={attempt} />}
            {attempt.bridge === null ? "" : ", through this page's bridge"}
            {attempt.login === null ? "" : `, with the ${SENT[attempt.login]} that you added`}.
          </P>
          {session.phase === "idle" && session.end?.byUser ? (
            <P>
              You disconnected at <When ms={session.end.at} precise />.
            </P>
          ) : null}
        </>
      );
    case "refused":
      return (
        <>
          <P>
            {info ? <ServerName info={info} /> : "The server"}{" "}
            {errors.length > 0 ? (
              <>
                said <QuotedErrors errors={errors} />
              </>
            ) : attempt.close?.fault ? (
              "sent something that no NATS server sends"
            ) : (
              "gave no reason"
            )}
            <Closing text={closed} />
          </P>
          {attempt.login === null ? null : (
            <P>
              The {SENT[attempt.login]} that you added was sent as well.
              {isExplained
                ? ""
                : " The server does not say whether it refused the creds or a callout refused what you added."}
            </P>
          )}
        </>
      );
    case "unreachable":
      return (
        <P>
          No NATS server answered at <ServerAddress attempt={attempt} />
          <Closing text={closed} />
        </P>
      );
    case "ended":
      return (
        <P>
          {info ? <ServerName info={info} /> : "The server"} had accepted these creds.
          {session.end ? (
            <>
              {" "}
              The connection ended on <When ms={session.end.at} precise />
              {errors.length > 0 ? (
                <>
                  , with <QuotedErrors errors={errors} />
                </>
              ) : null}
              <Closing text={closed} />
            </>
          ) : null}
        </P>
      );
  }
}

function P({ children }: { children: ReactNode }) {
  return <p className="mt-0.75 wrap-anywhere text-ink-2">{children}</p>;
}

/** How the connection was closed ends the sentence. The reason in it is the server's. */
function Closing({ text }: { text: string | null }) {
  return text === null ? (
    "."
  ) : (
    <>
      ; <VisibleText>{text}</VisibleText>.
    </>
  );
}

function ServerAddress({ attempt: { address, bridge } }: { attempt: AttemptRecord }) {
  return bridge === null ? (
    <code>
      <VisibleText>{address}</VisibleText>
    </code>
  ) : (
    <>
      <b className="font-semibold text-ink">
        <VisibleText>{bridge}</VisibleText>
      </b>
      , through this page's bridge
    </>
  );
}

function ServerName({ info }: { info: InfoFacts }) {
  return (
    <>
      <b className="font-semibold text-ink">
        <VisibleText>{serverName(info)}</VisibleText>
      </b>
      , nats-server <VisibleText>{info.version}</VisibleText>
      {info.cluster ? (
        <>
          , cluster{" "}
          <b className="font-semibold text-ink">
            <VisibleText>{info.cluster}</VisibleText>
          </b>
        </>
      ) : null}
      {info.lameDuck ? ", about to shut down" : null}
    </>
  );
}

/** A server without a configured name reports its key as the name; the key is shown in short. */
function serverName({ serverName: name, serverId }: InfoFacts): string {
  return name === serverId ? shortKey(name) : name;
}

/** How the server identifies this client. It arrives after the verdict and is not announced. */
export function ServerLine({ session: { phase, server } }: { session: SessionState }) {
  const account = server?.identity?.account || server?.info.remoteAccount || null;
  const name = server?.identity?.accountName;
  const roundTrip = server?.roundTripMs ?? null;
  return (
    <P>
      {account === null ? null : (
        <>
          {phase === "open" ? "You are" : "You were"} in account{" "}
          {name && name !== account ? (
            <b className="font-semibold text-ink">
              <VisibleText>{name}</VisibleText>{" "}
            </b>
          ) : null}
          <ShortKey of={account} />.{" "}
        </>
      )}
      {server?.info.clientIp ? (
        <>
          {phase === "open" ? "It sees" : "It saw"} your address as{" "}
          <code>
            <VisibleText>{server.info.clientIp}</VisibleText>
          </code>
          .{" "}
        </>
      ) : null}
      {phase === "open" && roundTrip !== null ? (
        <span className="tabular-nums">Round trip {formatLatency(roundTrip)}.</span>
      ) : null}
    </P>
  );
}

function QuotedErrors({ errors }: { errors: readonly string[] }) {
  return errors.map((text, index) => (
    <span key={text}>
      {index > 0 ? " and " : ""}
      <code className="text-ink">
        <VisibleText>{text}</VisibleText>
      </code>
    </span>
  ));
}
