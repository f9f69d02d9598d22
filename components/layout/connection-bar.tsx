// The bar above the views: the server's address, Connect or Disconnect, and the state of the connection in short.
// The headline itself is in the diagnosis.

import { useStore } from "zustand";
import { LastAnswer, RetryLine } from "@/components/connect/live-lines";
import { ReconnectOffer } from "@/components/connect/reconnect-offer";
import { ServerForm } from "@/components/connect/server/server-form";
import { useHeadline } from "@/components/connect/use-headline";
import { arrangementStore } from "@/components/shared/panes/arrangement";
import { shownViewStore } from "@/components/shared/shown-view";
import { useVault } from "@/components/shared/use-vault";
import { outcomeWord } from "@/components/shared/verdict/headline-text";
import { verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { connect } from "@/lib/page/actions/connection-actions";
import { cx } from "@/lib/page/base/cx";
import { formatLatency } from "@/lib/page/format/duration";
import { formatTime } from "@/lib/page/format/time";
import { showView } from "@/lib/page/state/panel-state";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export interface ConnectionBarProps {
  readonly id: EntryId;
  /** Null while they are being fetched. */
  readonly facts: CredsFacts | null;
}

export function ConnectionBar({ id, facts }: ConnectionBarProps) {
  const label = useVault((state) => state.entries.get(id)?.label ?? "");
  const isNameHidden = useStore(
    arrangementStore,
    ({ columns, isStrip, isRail }) => columns === 1 || isStrip || (columns === 2 && isRail),
  );
  return (
    <div data-behind-sheet="" className="border-b border-line px-3 py-1.5">
      <ServerForm
        id={id}
        facts={facts}
        before={
          isNameHidden ? (
            <p className="flex max-w-50 shrink-0 items-center gap-1.5 max-md:basis-full">
              <b className="min-w-0 truncate font-semibold">
                <VisibleText>{label}</VisibleText>
              </b>
              <span className="text-ink-3 max-md:hidden">on</span>
            </p>
          ) : null
        }
        after={<ConnectionState id={id} facts={facts} />}
      />
      {facts === null ? null : <EndLine id={id} facts={facts} />}
      <ReconnectOffer id={id} />
    </div>
  );
}

/** Why the connection ended, and what comes next. The diagnosis says the same at length. */
function EndLine({ id, facts }: { readonly id: EntryId; readonly facts: CredsFacts }) {
  const session = useVault((state) => state.sessions.get(id));
  const view = useStore(shownViewStore, (state) => state.view);
  const isOffered = useVault((state) => state.lostConnections.has(id));
  const { outcome, sentence } = useHeadline(id, facts, "ended");
  if (view === "diagnosis" || session?.outcome !== "ended" || session.attempt === null) return null;
  const { attempt, phase, retryAt } = session;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line pt-1.5">
      <p className="min-w-0 wrap-anywhere">
        <b className="font-semibold text-bad">{outcome}</b>
        {sentence === "" ? "" : ": "}
        <VisibleText>{sentence}</VisibleText>
      </p>
      {phase === "waiting" || phase === "connecting" ? (
        <div className="min-w-0 flex-1 basis-60">
          <RetryLine retryAt={phase === "waiting" ? retryAt : null} address={attempt.address} />
        </div>
      ) : phase === "idle" && !isOffered ? (
        <Button size="sm" onClick={() => void connect(attempt.address)}>
          Reconnect now
        </Button>
      ) : null}
    </div>
  );
}

function ConnectionState({ id, facts }: ConnectionBarProps) {
  const session = useVault((state) => state.sessions.get(id));
  const view = useStore(shownViewStore, (state) => state.view);
  const state = verdictStateOf(facts, session);
  const attempt = session?.attempt;
  if (state === null || !session || !attempt || state === "connecting") return null;
  const roundTrip = session.phase === "open" ? (session.server?.roundTripMs ?? null) : null;
  const { icon: Icon, text } = VERDICT_TONES[state];
  return (
    <p className="flex min-w-0 items-center gap-2 text-small text-ink-2 max-md:hidden">
      {view === "diagnosis" ? null : (
        <button
          type="button"
          title="Show the diagnosis"
          onClick={() => showView("diagnosis")}
          className={cx("flex shrink-0 items-center gap-1.5 font-medium hover:underline", text)}
        >
          <Icon aria-hidden className="size-3.5" />
          {outcomeWord(state)}
          {state === "accepted" ? ` in ${formatLatency(attempt.elapsedMs)}` : ""}
        </button>
      )}
      <span className="min-w-0 truncate tabular-nums">
        {roundTrip === null
          ? session.phase === "open"
            ? ""
            : `Last tried ${formatTime(attempt.startedAt).slice(0, 8)}`
          : `round trip ${formatLatency(roundTrip)}`}
      </span>
      {view === "diagnosis" || session.phase !== "open" || !session.server ? null : (
        <LastAnswer server={session.server} />
      )}
    </p>
  );
}
