// The sentence beneath the answer: who answered, what was said, word for word, and what that does and
// does not tell. Everything in it stands still once the attempt is over, since it is announced.

import type { ReactNode } from "react";
import { ShortKey } from "@/components/shared/short-key";
import { closeText, serverErrors, type VerdictWord } from "@/components/shared/verdict-head";
import { When } from "@/components/shared/when";
import { VisibleText } from "@/components/ui/visible-text";
import { unnamedText } from "@/lib/page/diagnosis/texts/cause-text";
import { shortKey } from "@/lib/page/diagnosis/texts/evidence";
import { formatLatency } from "@/lib/page/format/duration";
import type { AttemptRecord, InfoFacts } from "@/lib/shared/facts/attempt";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface VerdictSentenceProps {
  readonly word: VerdictWord;
  readonly session: SessionState | undefined;
  /** Causes stand beneath. */
  readonly isExplained: boolean;
}

export function VerdictSentence({ word, session, isExplained }: VerdictSentenceProps) {
  if (word === "unreadable") {
    return <P>Nothing is sent to any server with these creds.</P>;
  }
  const attempt = session?.attempt;
  if (!session || !attempt) return null;
  const info = session.server?.info ?? attempt.info;
  const errors = serverErrors(session);
  const closed = closeText(session);
  switch (word) {
    case "connecting":
      return (
        <P>
          to <Place attempt={attempt} />
        </P>
      );
    case "accepted":
    case "unchecked":
      return (
        <>
          <P>
            by {info ? <Who info={info} /> : <Place attempt={attempt} />}
            {attempt.bridge === null ? "" : ", through this page's bridge"}.
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
            {info ? <Who info={info} /> : "The server"}{" "}
            {errors.length > 0 ? (
              <>
                said <Words words={errors} />
              </>
            ) : (
              "gave no reason"
            )}
            {closed ? `; ${closed}.` : "."}
          </P>
          {isExplained ? null : <Unnamed outcome="refused" />}
        </>
      );
    case "unreachable":
      return (
        <>
          <P>
            No NATS server answered at <Place attempt={attempt} />
            {closed ? `; ${closed}.` : "."}
          </P>
          {isExplained ? null : <Unnamed outcome="unreachable" />}
        </>
      );
    case "ended":
      return (
        <P>
          {info ? <Who info={info} /> : "The server"} had accepted these creds.
          {session.end ? (
            <>
              {" "}
              It ended on <When ms={session.end.at} precise />
              {errors.length > 0 ? (
                <>
                  , with <Words words={errors} />
                </>
              ) : null}
              {closed ? `; ${closed}.` : "."}
            </>
          ) : null}
        </P>
      );
  }
}

function P({ children }: { children: ReactNode }) {
  return <p className="mt-0.75 wrap-anywhere text-ink-2">{children}</p>;
}

/** Stands where nothing is proven. */
function Unnamed({ outcome }: { outcome: "refused" | "unreachable" }) {
  const text = unnamedText(outcome);
  return text === null ? null : (
    <>
      <h3 className="mt-2 font-semibold">{text.title}</h3>
      <P>{text.meaning}</P>
      <P>{text.next}</P>
    </>
  );
}

function Place({ attempt: { address, bridge } }: { attempt: AttemptRecord }) {
  return bridge === null ? (
    <code>
      <VisibleText>{address}</VisibleText>
    </code>
  ) : (
    <>
      <b className="font-semibold text-ink">{bridge}</b>, through this page's bridge
    </>
  );
}

function Who({ info }: { info: InfoFacts }) {
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

/** A server without a name of its own goes by its key, which is long. */
function serverName({ serverName: name, serverId }: InfoFacts): string {
  return name === serverId ? shortKey(name) : name;
}

/** What the server says of us; it comes after the answer, and is not announced again with it. */
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
          {phase === "open" ? "It sees" : "It saw"} you as <code>{server.info.clientIp}</code>.{" "}
        </>
      ) : null}
      {phase === "open" && roundTrip !== null ? (
        <span className="tabular-nums">Round trip {formatLatency(roundTrip)}.</span>
      ) : null}
    </P>
  );
}

function Words({ words }: { words: readonly string[] }) {
  return words.map((text, index) => (
    <span key={text}>
      {index > 0 ? " and " : ""}
      <code className="text-ink">
        <VisibleText>{text}</VisibleText>
      </code>
    </span>
  ));
}
