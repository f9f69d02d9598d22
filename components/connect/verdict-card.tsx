// The answer: accepted, refused, or what else came of it, with the time it took and the reasons.
// The headline and its sentence are announced once; what keeps changing stands outside of that.

import { memo, type ReactNode } from "react";
import { useStore } from "zustand";
import { CauseList } from "@/components/connect/cause-list";
import { ExpiryCountdown, RetryLine } from "@/components/connect/live-lines";
import { LookCloser } from "@/components/connect/look-closer";
import { PhasesBar } from "@/components/connect/phases-bar";
import { ReportButton } from "@/components/connect/report-button";
import { ServerFactsList } from "@/components/connect/server-facts";
import { headline, type VerdictWord, verdictWord } from "@/components/connect/verdict-head";
import { PlaceLine, VerdictSentence } from "@/components/connect/verdict-sentence";
import { VERDICT_TONES } from "@/components/connect/verdict-tones";
import { useClock } from "@/components/identity/use-clock";
import { useNow } from "@/components/identity/use-now";
import { Soon } from "@/components/ui/soon";
import { useVaultSoon } from "@/components/use-vault-soon";
import { cx } from "@/lib/base/cx";
import { namesOf } from "@/lib/diagnosis/names";
import { verdictOf } from "@/lib/diagnosis/verdict";
import type { CredsFacts, EntryId } from "@/lib/facts/creds";
import { configStore } from "@/lib/state/config";
import { vaultStore } from "@/lib/state/vault-store";
import type { SessionState } from "@/lib/vault/protocol";

const GOOD: ReadonlySet<VerdictWord> = new Set(["accepted", "connecting", "unchecked"]);

export interface VerdictCardProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function VerdictCard({ id, facts }: VerdictCardProps) {
  const session = useStore(vaultStore, (state) => state.sessions.get(id));
  const retryAt = session?.phase === "waiting" ? session.retryAt : null;
  const now = useNow(retryAt === null ? 60_000 : 1_000);
  const word = verdictWord(facts, session);
  const trust = useStore(vaultStore, (state) => state.trust);
  // The policy of a locked instance lets the vault open sockets to listed servers and ask nothing else.
  const mayLook = useStore(configStore, (config) => !config.isLocked);
  const clock = useClock(id);
  const seen = session ? { ...session, clock } : null;
  const verdict = word === "connecting" ? null : verdictOf(facts, seen, now, trust);
  const causes = verdict?.causes;
  const isExplained = causes?.some(({ certainty }) => certainty === "proven") ?? false;
  const isGood = word !== null && GOOD.has(word);
  const said =
    word === null ? null : (
      <Announced word={word} title={headline(word, session, causes ?? [])}>
        <VerdictSentence word={word} session={session} isExplained={isExplained} />
      </Announced>
    );
  const tone = word === null ? null : VERDICT_TONES[word];

  return (
    // The live regions are there before anything is said in them, or it would not be announced.
    <div
      data-verdict={word ?? undefined}
      data-retry-ms={retryAt === null ? undefined : Math.max(0, retryAt - now)}
      className={word === null ? undefined : "mt-3"}
    >
      <div className={cx(tone && "rounded-[10px] px-3.5 py-3", tone?.ground)}>
        <div role="status">{isGood ? said : null}</div>
        <div role="alert">{isGood ? null : said}</div>
        {tone && session?.attempt ? (
          <Soon>
            {word === "accepted" || word === "unchecked" ? <PlaceLine session={session} /> : null}
            <PhasesBar attempt={session.attempt} fill={tone.fill} />
            {retryAt === null ? null : (
              <RetryLine retryAt={retryAt} address={session.attempt.address} />
            )}
            {session.phase === "open" && word === "accepted" && facts.jwt?.expiresAtSec ? (
              <ExpiryCountdown expiresAtSec={facts.jwt.expiresAtSec} />
            ) : null}
          </Soon>
        ) : null}
      </div>
      {mayLook && word === "unreachable" && session?.attempt && mayLookCloser(session) ? (
        <LookCloser id={id} address={session.attempt.address} />
      ) : null}
      {causes && causes.length > 0 ? (
        <CauseList causes={causes} names={namesOf(facts, trust)} />
      ) : null}
      {word === null || word === "connecting" ? null : (
        <Soon>
          <div className="mt-2.25 flex justify-end">
            <ReportButton id={id} facts={facts} />
          </div>
        </Soon>
      )}
      <ServerPart id={id} />
    </div>
  );
}

/** Remembered: rendered with its parent, it would be drawn with the answer and not after it. */
const ServerPart = memo(function ServerPart({ id }: { id: EntryId }) {
  const session = useVaultSoon((state) => state.sessions.get(id));
  const info = session?.server?.info ?? session?.attempt?.info ?? null;
  if (info === null) return null;
  const isOpen = session?.phase === "open";
  return (
    <ServerFactsList
      info={info}
      bridge={session?.attempt?.bridge ?? null}
      server={session?.server ?? null}
      isOpen={isOpen}
    />
  );
});

/** The page's own host has shown what it is already: the bridge says by itself why it ended. */
function mayLookCloser({ attempt, probe }: SessionState): boolean {
  return attempt?.end === "server-closed" && attempt.bridge === null && probe === null;
}

interface AnnouncedProps {
  readonly word: VerdictWord;
  readonly title: string;
  readonly children: ReactNode;
}

function Announced({ word, title, children }: AnnouncedProps) {
  const { icon: Icon, text, isMoving } = VERDICT_TONES[word];
  return (
    <>
      <h2 className={cx("flex items-center gap-2 text-answer font-semibold", text)}>
        <Icon
          aria-hidden
          className={cx("size-4.5 shrink-0", isMoving && "animate-spin")}
          strokeWidth={2.2}
        />
        <span className="wrap-anywhere tabular-nums">{title}</span>
      </h2>
      {children}
    </>
  );
}
