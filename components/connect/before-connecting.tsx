// What stands where the verdict will stand, before anything is sent: what is already certain or likely, or that
// the file is sound and a server has to be asked.

import { CircleDashed, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { OpenCauses } from "@/components/connect/cause-list";
import { EvidenceList } from "@/components/connect/evidence-list";
import { AddAccount, PartTitle, ProvenBody, TwoParts } from "@/components/connect/verdict-body";
import { useClock } from "@/components/shared/use-clock";
import { useNames } from "@/components/shared/use-names";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { CertaintyMark } from "@/components/shared/verdict/certainty-mark";
import { certaintyReason } from "@/components/shared/verdict/certainty-text";
import { causeSentence } from "@/components/shared/verdict/headline-text";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { warningsBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { clientAnswers } from "@/lib/page/diagnosis/texts/client-text";
import { shortKey } from "@/lib/page/format/evidence";
import { accountOf } from "@/lib/shared/diagnosis/outcome";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { useBridge } from "./server/use-bridge";

export interface BeforeConnectingProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function BeforeConnecting({ id, facts }: BeforeConnectingProps) {
  const now = useNow(5_000);
  const trust = useVault((state) => state.trust);
  const clock = useClock(id);
  const bridge = useBridge(id, facts);
  const names = useNames(facts);
  const observations = { attempt: null, server: null, clock, bridge };
  const causes = warningsBeforeConnecting(facts, trust, now, observations);
  const [first, ...others] = causes;
  if (first === undefined) return <NotAsked facts={facts} />;
  const text = causeText(first, now, names);
  const account = typeof names["accountName"] === "string" ? names["accountName"] : null;
  const isCertain = first.certainty === "proven";
  return (
    <Region label="Before connecting">
      <Card
        tone={isCertain ? "bg-bad-soft" : "bg-warn-soft"}
        icon={
          <TriangleAlert
            aria-hidden
            className={cx("size-6.5", isCertain ? "text-bad" : "text-warn")}
            strokeWidth={1.9}
          />
        }
        title={
          <>
            <em className={cx("not-italic", isCertain ? "text-bad" : "text-warn")}>
              Not asked yet:
            </em>{" "}
            <VisibleText>{causeSentence(first, text)}</VisibleText>
          </>
        }
        sure={
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
            <span className="text-ink">
              <CertaintyMark of={first.certainty} />
            </span>
            <VisibleText>{certaintyReason(first, null, causes.length, account)}</VisibleText>
          </p>
        }
      >
        <ProvenBody
          cause={first}
          text={text}
          evidence={<EvidenceList cause={first} text={text} facts={facts} trust={trust} />}
          isBeforeConnecting
        />
      </Card>
      <OpenCauses title="Also" causes={others} names={names} isBeforeConnecting />
    </Region>
  );
}

function NotAsked({ facts }: { readonly facts: CredsFacts }) {
  const account = facts.jwt === null ? null : accountOf(facts.jwt);
  const isLoaded = useVault((state) => state.trust.some(({ id }) => id === account));
  const failing = clientAnswers(facts.form).filter(({ state }) => state !== "accepted").length;
  const Mark = failing > 0 ? TriangleAlert : CircleDashed;
  return (
    <Region label={null}>
      <Card
        tone={failing > 0 ? "bg-warn-soft" : "bg-sunken"}
        icon={
          <Mark
            aria-hidden
            className={cx("size-6.5", failing > 0 ? "text-warn" : "text-ink-3")}
            strokeWidth={1.9}
          />
        }
        title={`Not asked yet: ${fileSentence(failing)}`}
        sure={
          <p className="text-ink-2">
            Only a server can tell whether these creds work. Connect to ask.
          </p>
        }
      >
        <TwoParts
          left={
            <>
              <PartTitle>What Connect does</PartTitle>
              <p>
                It opens a connection to the address above. The seed signs the server's challenge in
                this tab and is not sent.
              </p>
            </>
          }
          right={
            <>
              <PartTitle>For a more certain answer</PartTitle>
              {isLoaded || account === null ? (
                <p className="text-ink-2">
                  The JWT of the account is loaded, so a refusal can be explained.
                </p>
              ) : (
                <>
                  <p className="mb-2.5 text-ink-2 wrap-anywhere">
                    With the JWT of account{" "}
                    <code>
                      <VisibleText>{shortKey(account)}</VisibleText>
                    </code>
                    , a refusal can be explained with certainty.
                  </p>
                  <AddAccount isQuiet />
                </>
              )}
            </>
          }
        />
      </Card>
    </Region>
  );
}

/** `failing` counts the clients that do not read the file as it is; the checks below name them. */
function fileSentence(failing: number): string {
  if (failing === 0) return "the file is sound";
  return failing === 1
    ? "one client does not read the file as it is"
    : `${failing} clients do not read the file as it is`;
}

/** A region only where it says something that is certain or likely. */
function Region({
  label,
  children,
}: {
  readonly label: string | null;
  readonly children: ReactNode;
}) {
  const className = "grid grid-cols-[minmax(0,1fr)] gap-3.5";
  return label === null ? (
    <div className={className}>{children}</div>
  ) : (
    <section aria-label={label} className={className}>
      {children}
    </section>
  );
}

interface CardProps {
  readonly tone: string;
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly sure: ReactNode;
  readonly children: ReactNode;
}

function Card({ tone, icon, title, sure, children }: CardProps) {
  const titleId = useId();
  return (
    <article
      aria-labelledby={titleId}
      className="overflow-hidden rounded-xl border border-line bg-panel shadow-card"
    >
      <div
        className={cx(
          "grid grid-cols-[26px_minmax(0,1fr)] gap-x-3 gap-y-1 px-4.5 pt-4 pb-3.5",
          tone,
        )}
      >
        <span className="mt-0.25">{icon}</span>
        <h2
          id={titleId}
          className="text-headline font-[640] tracking-[-0.015em] text-balance wrap-anywhere"
        >
          {title}
        </h2>
        <div className="col-start-2">{sure}</div>
      </div>
      {children}
    </article>
  );
}
