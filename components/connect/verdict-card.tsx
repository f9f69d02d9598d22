// The result of connecting: the headline (verdict-banner.tsx), how certain it is, evidence and fix, the other
// causes, what the server said and where the time went.

import { OpenCauses, RuledOut } from "@/components/connect/cause-list";
import {
  ExpiryCountdown,
  GivenUpLine,
  LastAnswerLine,
  RetryLine,
} from "@/components/connect/live-lines";
import { ServerFactsList } from "@/components/connect/server-facts";
import { ServerSaid } from "@/components/connect/server-said";
import { useStaleVerdict } from "@/components/connect/use-stale-verdict";
import { VerdictBody } from "@/components/connect/verdict-body";
import { RecordedMark } from "@/components/demo/recorded-mark";
import { useClock } from "@/components/shared/use-clock";
import { useNames } from "@/components/shared/use-names";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { CertaintyMark } from "@/components/shared/verdict/certainty-mark";
import { certaintyReason } from "@/components/shared/verdict/certainty-text";
import { acceptedSentence, headlineOf } from "@/components/shared/verdict/headline-text";
import { PhasesBar } from "@/components/shared/verdict/phases-bar";
import { type VerdictState, verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { Fold, Folds } from "@/components/ui/fold";
import { VisibleText } from "@/components/ui/visible-text";
import { loginModeOf } from "@/lib/page/diagnosis/login-mode";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import { formatLatency } from "@/lib/page/format/duration";
import { withTellers } from "@/lib/page/state/check-store";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { VerdictBanner } from "./verdict-banner";

export interface VerdictCardProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function VerdictCard({ id, facts }: VerdictCardProps) {
  const session = useVault((state) => state.sessions.get(id));
  const trust = useVault((state) => state.trust);
  const label = useVault((state) => state.entries.get(id)?.label ?? "");
  const retryAt = session?.phase === "waiting" ? session.retryAt : null;
  const now = useNow(retryAt === null ? 60_000 : 1_000);
  const clock = useClock(id);
  const names = useNames(facts);
  const state = verdictStateOf(facts, session);
  const loginMode = useVault(({ sessions }) =>
    loginModeOf(session?.attempt ?? null, withTellers(sessions.values())),
  );
  const observations = session ? { ...session, clock, loginMode } : null;
  const causes =
    state === "connecting" ? [] : (verdictOf(facts, observations, now, trust)?.causes ?? []);
  const staleAddress = useStaleVerdict(id, facts);
  const open = causes.filter(({ certainty }) => certainty !== "ruled-out");
  const ruledOut = causes.filter(({ certainty }) => certainty === "ruled-out");
  const [first] = open;
  const explained = first ? { cause: first, text: causeText(first, now, names) } : null;
  const account = typeof names["accountName"] === "string" ? names["accountName"] : null;
  const headline =
    state === "accepted" && session && first === undefined
      ? { outcome: "Accepted", sentence: acceptedSentence(label, account, session) }
      : headlineOf(state ?? "connecting", explained);
  const attempt = session?.attempt ?? null;
  const info = session?.server?.info ?? attempt?.info ?? null;

  return (
    <VerdictBanner
      id={id}
      facts={facts}
      state={state}
      session={session}
      headline={headline}
      cause={first?.code ?? null}
      staleAddress={staleAddress}
      retryMs={retryAt === null ? null : Math.max(0, retryAt - now)}
      sure={
        state === null ? null : (
          <>
            <RecordedMark id={id} session={session} />
            {staleAddress !== null ? (
              <p className="text-ink-2 wrap-anywhere">
                This is about{" "}
                <code>
                  <VisibleText>{staleAddress}</VisibleText>
                </code>
                , not about the address above.
              </p>
            ) : null}
            <Sure
              state={state}
              session={session}
              first={first ?? null}
              left={open.length}
              account={account}
            />
            {session?.phase === "open" && session.server !== null ? (
              <LastAnswerLine server={session.server} />
            ) : null}
            {attempt !== null &&
            (retryAt !== null || (state === "ended" && session?.phase === "connecting")) ? (
              <RetryLine retryAt={retryAt} address={attempt.address} />
            ) : null}
            {session?.phase === "idle" && session.end?.givenUpAfter !== undefined && attempt ? (
              <GivenUpLine drops={session.end.givenUpAfter} address={attempt.address} />
            ) : null}
            {session?.phase === "open" && state === "accepted" && facts.jwt?.expiresAtSec ? (
              <ExpiryCountdown expiresAtSec={facts.jwt.expiresAtSec} />
            ) : null}
          </>
        )
      }
      body={
        state === null || state === "connecting" ? null : (
          <VerdictBody id={id} facts={facts} state={state} session={session} first={explained} />
        )
      }
    >
      <OpenCauses
        title={first?.certainty === "proven" ? "Other causes" : "Possible causes"}
        causes={first?.certainty === "proven" ? open.slice(1) : open}
        names={names}
      />
      {state === null || session === undefined || attempt === null ? null : (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 @min-[700px]:grid-cols-[minmax(0,1.15fr)_minmax(0,0.85fr)]">
          <ServerSaid state={state} session={session} isExplained={first?.certainty === "proven"} />
          {state === "connecting" || attempt.phases.socketMs === undefined ? null : (
            <section className="rounded-[10px] border border-line bg-panel px-3.5 py-3">
              <h3 className="mb-2 text-data font-semibold text-ink-2">
                Where the {formatLatency(attempt.elapsedMs)} went
              </h3>
              <PhasesBar attempt={attempt} fill={VERDICT_TONES[state].fill} />
            </section>
          )}
        </div>
      )}
      {info === null && ruledOut.length === 0 ? null : (
        <Folds>
          <RuledOut causes={ruledOut} names={names} />
          {info === null ? null : (
            <Fold
              isOpen={state === "accepted"}
              title="Server"
              note={
                <VisibleText>
                  {`${info.serverName === info.serverId ? "" : `${info.serverName}, `}nats-server ${info.version}`}
                </VisibleText>
              }
            >
              <ServerFactsList
                info={info}
                bridge={attempt?.bridge ?? null}
                server={session?.server ?? null}
                isOpen={session?.phase === "open"}
              />
            </Fold>
          )}
        </Folds>
      )}
    </VerdictBanner>
  );
}

interface SureProps {
  readonly state: VerdictState;
  readonly session: SessionState | undefined;
  readonly first: Cause | null;
  readonly left: number;
  readonly account: string | null;
}

function Sure({ state, session, first, left, account }: SureProps) {
  if (state === "connecting") {
    return session?.attempt ? (
      <p className="text-ink-2 wrap-anywhere">
        to{" "}
        <code>
          <VisibleText>{session.attempt.address}</VisibleText>
        </code>
      </p>
    ) : null;
  }
  if (first === null) {
    return state === "accepted" && session?.attempt ? (
      <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
        <span className="text-ink">
          <CertaintyMark of="proven" />
        </span>
        The server answered in {formatLatency(session.attempt.elapsedMs)}.
      </p>
    ) : null;
  }
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
      <span className="text-ink">
        <CertaintyMark of={first.certainty} />
      </span>
      <VisibleText>{certaintyReason(first, state, left, account)}</VisibleText>
    </p>
  );
}
