// What proves or suggests a cause: the facts with the file and claim that hold them, and the line of the server.

import { FileText, Landmark, TerminalSquare } from "lucide-react";
import type { ReactNode } from "react";
import { serverErrors } from "@/components/shared/verdict/verdict-text";
import { VisibleText } from "@/components/ui/visible-text";
import type { CauseText } from "@/lib/page/diagnosis/texts/cause-text-types";
import { wholeMoment } from "@/lib/page/format/time";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface EvidenceListProps {
  readonly cause: Cause;
  readonly text: CauseText;
  readonly facts: CredsFacts;
  readonly trust: readonly TrustFacts[];
  /** Absent before the first attempt. */
  readonly session?: SessionState | undefined;
}

export function EvidenceList({ cause, text, facts, trust, session }: EvidenceListProps) {
  const [area] = cause.code.split("/");
  const account = trust.find(
    ({ id }) => id === facts.jwt?.user?.issuerAccount || id === facts.jwt?.issuer,
  );
  const isOfFile = area === "jwt" || area === "seed" || area === "creds";
  const claim = CLAIMS[cause.code];
  const source = isOfFile
    ? (facts.sources[0]?.name ?? null)
    : area === "account"
      ? (account?.source.name ?? null)
      : null;
  return (
    <ul className="grid gap-2.25">
      <Item icon={area === "account" ? Landmark : FileText} source={source} claim={claim ?? null}>
        <VisibleText>{text.meaning}</VisibleText>
      </Item>
      {session ? <ServerLine session={session} /> : null}
    </ul>
  );
}

/** The claim that the cause is about, where it is one. */
const CLAIMS: Readonly<Record<string, string | undefined>> = {
  "jwt/expired": "exp",
  "jwt/not-yet-valid": "nbf",
  "jwt/outside-times": "nats.times",
  "jwt/source-address": "nats.src",
  "jwt/connection-type": "nats.allowed_connection_types",
  "jwt/limits-zero": "nats.subs, nats.data, nats.payload",
  "account/user-revoked": "nats.revocations",
  "account/expired": "exp",
  "account/issuer-unknown": "nats.signing_keys",
  "account/scope-violated": "nats.signing_keys",
};

function ServerLine({ session }: { readonly session: SessionState }) {
  const { attempt, end, outcome } = session;
  if (attempt === null || (outcome !== "refused" && outcome !== "ended")) return null;
  const at = end?.at ?? attempt.startedAt + attempt.elapsedMs;
  const [first] = serverErrors(session);
  return (
    <Item icon={TerminalSquare} source={null} claim={null}>
      {outcome === "refused" ? "The login was refused" : "The connection ended"} on{" "}
      {wholeMoment(at / 1_000)}.
      {first === undefined ? null : (
        <small className="block text-data text-ink-3">
          <code>
            <VisibleText>{first}</VisibleText>
          </code>
        </small>
      )}
    </Item>
  );
}

interface ItemProps {
  readonly icon: typeof FileText;
  readonly source: string | null;
  readonly claim: string | null;
  readonly children: ReactNode;
}

function Item({ icon: Icon, source, claim, children }: ItemProps) {
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-2">
      <Icon aria-hidden className="mt-0.5 size-3.5 text-ink-2" />
      <span className="min-w-0 wrap-anywhere">
        {children}
        {source === null ? null : (
          <small className="block text-data text-ink-3">
            <code>
              <VisibleText>{source}</VisibleText>
            </code>
            {claim === null ? null : (
              <>
                , claim <code>{claim}</code>
              </>
            )}
          </small>
        )}
      </span>
    </li>
  );
}
