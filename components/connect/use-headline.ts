// The headline of the shown verdict with its cause, for what repeats it outside of the diagnosis.

import { useClock } from "@/components/shared/use-clock";
import { useNames } from "@/components/shared/use-names";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { type Headline, headlineOf } from "@/components/shared/verdict/headline-text";
import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import { loginModeOf } from "@/lib/page/diagnosis/login-mode";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import { withTellers } from "@/lib/page/state/check-store";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export function useHeadline(id: EntryId, facts: CredsFacts, state: VerdictState): Headline {
  const session = useVault(({ sessions }) => sessions.get(id));
  const trust = useVault((store) => store.trust);
  const now = useNow(60_000);
  const clock = useClock(id);
  const names = useNames(facts);
  const loginMode = useVault(({ sessions }) =>
    loginModeOf(session?.attempt ?? null, withTellers(sessions.values())),
  );
  const observations = session ? { ...session, clock, loginMode } : null;
  const causes = verdictOf(facts, observations, now, trust)?.causes ?? [];
  const first = causes.find(({ certainty }) => certainty !== "ruled-out");
  return headlineOf(state, first ? { cause: first, text: causeText(first, now, names) } : null);
}
