// Below the headline: the evidence and the fix of a proven cause, or what would settle the causes that are left.

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { EvidenceList } from "@/components/connect/evidence-list";
import { LookCloser } from "@/components/connect/look-closer";
import { ServerLine } from "@/components/connect/verdict-sentence";
import { useVault } from "@/components/shared/use-vault";
import { CauseRemedy, CodeLine } from "@/components/shared/verdict/cause-view";
import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import { chooseFiles } from "@/components/shell/open/file-chooser";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { shellQuoted } from "@/lib/page/base/shell";
import { canProbeHosts, configStore } from "@/lib/page/config/config";
import { unnamedText } from "@/lib/page/diagnosis/texts/cause-text";
import type { CauseText } from "@/lib/page/diagnosis/texts/cause-text-types";
import { TLS_FAILED } from "@/lib/page/diagnosis/transport-causes";
import { shortKey } from "@/lib/page/format/evidence";
import { accountOf } from "@/lib/shared/diagnosis/outcome";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface VerdictBodyProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  readonly state: VerdictState;
  readonly session: SessionState | undefined;
  readonly first: { readonly cause: Cause; readonly text: CauseText } | null;
}

export function VerdictBody({ id, facts, state, session, first }: VerdictBodyProps) {
  const trust = useVault((store) => store.trust);
  if (first !== null && (first.cause.certainty === "proven" || state === "ended")) {
    return (
      <ProvenBody
        {...first}
        evidence={<EvidenceList {...first} facts={facts} trust={trust} session={session} />}
      >
        {state === "unreachable" ? <Look id={id} session={session} /> : null}
      </ProvenBody>
    );
  }
  if (state === "refused") return <FindInAccount facts={facts} />;
  if (state === "unreachable") return <FindOnNetwork id={id} session={session} />;
  return session && (state === "accepted" || state === "unchecked") ? (
    <div className="border-t border-line px-4.5 pt-2.5 pb-3.5">
      <ServerLine session={session} />
    </div>
  ) : null;
}

interface ProvenBodyProps {
  readonly cause: Cause;
  readonly text: CauseText;
  readonly evidence: ReactNode;
  readonly isBeforeConnecting?: boolean;
  readonly children?: ReactNode;
}

/** Evidence at the left and the fix at the right. */
export function ProvenBody(props: ProvenBodyProps) {
  const { cause, text, evidence, isBeforeConnecting = false, children } = props;
  return (
    <div data-cause={cause.code} data-certainty={cause.certainty}>
      <TwoParts
        left={
          <>
            <PartTitle>Evidence</PartTitle>
            {evidence}
            {children}
          </>
        }
        right={
          <>
            <PartTitle>Fix</PartTitle>
            <CauseRemedy text={text} isBeforeConnecting={isBeforeConnecting} helpOn={cause.code} />
          </>
        }
      />
    </div>
  );
}

export function TwoParts({ left, right }: { readonly left: ReactNode; readonly right: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] border-t border-line @min-[680px]:grid-cols-2">
      <div className="min-w-0 px-4.5 pt-3.5 pb-4">{left}</div>
      <div className="min-w-0 border-line px-4.5 pt-3.5 pb-4 @max-[680px]:border-t @min-[680px]:border-l">
        {right}
      </div>
    </div>
  );
}

export function PartTitle({ children }: { readonly children: string }) {
  return <h3 className="mb-2 text-data font-semibold text-ink-2">{children}</h3>;
}

function FindInAccount({ facts }: { readonly facts: CredsFacts }) {
  const account = facts.jwt === null ? null : accountOf(facts.jwt);
  const subject = facts.jwt?.subject ?? null;
  const isLoaded = useVault((state) => state.trust.some(({ id }) => id === account));
  const text = unnamedText("refused");
  return (
    <TwoParts
      left={
        <>
          <PartTitle>Find the cause</PartTitle>
          {isLoaded || account === null ? (
            <p className="text-ink-2">
              The account JWT is loaded and shows none of the causes that are left.
            </p>
          ) : (
            <>
              <p className="mb-2.5 wrap-anywhere">
                {text?.title}. The JWT of account{" "}
                <code>
                  <VisibleText>{shortKey(account)}</VisibleText>
                </code>{" "}
                proves or rules out most of the causes below.
              </p>
              <AddAccount />
            </>
          )}
        </>
      }
      right={
        <>
          <PartTitle>Or ask the server's operator</PartTitle>
          <p className="mb-2">
            for the log lines with this user's key. At debug level they name the cause.
          </p>
          {subject === null ? null : (
            <CodeLine
              text={`grep ${shellQuoted(subject)} nats-server.log | tail -5`}
              prompt="$ "
              label="Copy the search"
            />
          )}
        </>
      }
    />
  );
}

export function AddAccount({ isQuiet = false }: { readonly isQuiet?: boolean }) {
  return (
    <Button tone={isQuiet ? "plain" : "primary"} onClick={chooseFiles}>
      <Plus aria-hidden className="size-3.5" />
      Add the account JWT
    </Button>
  );
}

interface NetworkProps {
  readonly id: EntryId;
  readonly session: SessionState | undefined;
}

function FindOnNetwork({ id, session }: NetworkProps) {
  const text = unnamedText("unreachable");
  if (text === null) return null;
  return (
    <TwoParts
      left={
        <>
          <PartTitle>Find the cause</PartTitle>
          <p className="wrap-anywhere">{text.meaning}</p>
        </>
      }
      right={
        <>
          <PartTitle>Next</PartTitle>
          <p className="wrap-anywhere">{text.next}</p>
          <Look id={id} session={session} />
        </>
      }
    />
  );
}

function Look({ id, session }: NetworkProps) {
  const mayLook = useStore(configStore, canProbeHosts);
  const attempt = session?.attempt;
  if (!mayLook || !attempt || !mayLookCloser(session)) return null;
  return <LookCloser id={id} address={attempt.address} />;
}

/** Not where Firefox told that TLS failed, nor through a bridge, which itself reports why the connection ended. */
function mayLookCloser({ attempt, hostProbe }: SessionState): boolean {
  const isTold = attempt?.close?.code === TLS_FAILED;
  return (
    attempt?.end === "server-closed" && attempt.bridge === null && !isTold && hostProbe === null
  );
}
