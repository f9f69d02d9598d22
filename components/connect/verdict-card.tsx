// The result of connecting: the verdict (verdict-banner.tsx), the time it took, the causes and the server.

import { useStore } from "zustand";
import { CauseList } from "@/components/connect/cause-list";
import {
  ExpiryCountdown,
  GivenUpLine,
  LastAnswerLine,
  RetryLine,
} from "@/components/connect/live-lines";
import { LookCloser } from "@/components/connect/look-closer";
import { ReconnectOffer } from "@/components/connect/reconnect-offer";
import { ReportButton } from "@/components/connect/report-button";
import { ServerFactsList } from "@/components/connect/server-facts";
import { useStaleVerdict } from "@/components/connect/use-stale-verdict";
import { ServerLine, VerdictSentence } from "@/components/connect/verdict-sentence";
import { useClock } from "@/components/shared/use-clock";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { PhasesBar } from "@/components/shared/verdict/phases-bar";
import { verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { canProbeHosts, configStore } from "@/lib/page/config/config";
import { loginModeOf } from "@/lib/page/diagnosis/login-mode";
import { namesOf } from "@/lib/page/diagnosis/trust/names";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
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
  const retryAt = session?.phase === "waiting" ? session.retryAt : null;
  const now = useNow(retryAt === null ? 60_000 : 1_000);
  const mayLook = useStore(configStore, canProbeHosts);
  const clock = useClock(id);
  const state = verdictStateOf(facts, session);
  const loginMode = useVault(({ sessions }) =>
    loginModeOf(session?.attempt ?? null, sessions.values()),
  );
  const observations = session ? { ...session, clock, loginMode } : null;
  const causes =
    state === "connecting" ? [] : (verdictOf(facts, observations, now, trust)?.causes ?? []);
  const staleAddress = useStaleVerdict(id, facts);
  const isExplained = causes.some(({ certainty }) => certainty === "proven");
  const info = session?.server?.info ?? session?.attempt?.info ?? null;

  return (
    <VerdictBanner
      id={id}
      facts={facts}
      state={state}
      staleAddress={staleAddress}
      retryMs={retryAt === null ? null : Math.max(0, retryAt - now)}
      sentence={
        state === null ? null : (
          <VerdictSentence state={state} session={session} isExplained={isExplained} />
        )
      }
      figures={
        state !== null && session?.attempt ? (
          <>
            {state === "accepted" || state === "unchecked" ? (
              <ServerLine session={session} />
            ) : null}
            <PhasesBar attempt={session.attempt} fill={VERDICT_TONES[state].fill} />
            {session.phase === "open" && session.server !== null ? (
              <LastAnswerLine server={session.server} />
            ) : null}
            {retryAt !== null || (state === "ended" && session.phase === "connecting") ? (
              <RetryLine retryAt={retryAt} address={session.attempt.address} />
            ) : null}
            {session.phase === "idle" && session.end?.givenUpAfter !== undefined ? (
              <GivenUpLine drops={session.end.givenUpAfter} address={session.attempt.address} />
            ) : null}
            {session.phase === "open" && state === "accepted" && facts.jwt?.expiresAtSec ? (
              <ExpiryCountdown expiresAtSec={facts.jwt.expiresAtSec} />
            ) : null}
          </>
        ) : null
      }
    >
      <ReconnectOffer id={id} />
      {mayLook && state === "unreachable" && session?.attempt && mayLookCloser(session) ? (
        <LookCloser id={id} address={session.attempt.address} />
      ) : null}
      {causes.length > 0 ? <CauseList causes={causes} names={namesOf(facts, trust)} /> : null}
      {state === null || state === "connecting" ? null : (
        <div className="mt-2.25 flex justify-end">
          <ReportButton id={id} facts={facts} />
        </div>
      )}
      {info === null ? null : (
        <ServerFactsList
          info={info}
          bridge={session?.attempt?.bridge ?? null}
          server={session?.server ?? null}
          isOpen={session?.phase === "open"}
        />
      )}
    </VerdictBanner>
  );
}

/** Not through a bridge: that host is known, and the bridge itself reports why the connection ended. */
function mayLookCloser({ attempt, hostProbe }: SessionState): boolean {
  return attempt?.end === "server-closed" && attempt.bridge === null && hostProbe === null;
}
