// How a request to JetStream failed, with the server's text.

import { CircleX } from "lucide-react";
import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import { VisibleText } from "@/components/ui/visible-text";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { Fault, Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import { isImportedPlace, jetStreamPrefix } from "@/lib/shared/grammar/jetstream-api";
import { ImportFix } from "./import-note";

type FailedAnswer = Exclude<ApiAnswer<never>, { kind: "told" }>;

const TITLES = {
  refused: "The server denied the request",
  error: "JetStream returned an error",
  "no-inbox": "Replies cannot arrive: these creds may not subscribe to their inbox",
  off: "This server has no JetStream. Another server of the cluster may have it",
  "not-enabled": "JetStream is not enabled for this account",
  "no-leader": "No leader: the cluster cannot answer now. Try again in a moment",
  "other-domain":
    "Nothing answers for this JetStream domain. Check its name, or leave the field empty",
  "no-responders": "Nothing answers for JetStream in this account",
  "timed-out": "No answer in time. Try again: a cluster that lost its leader says so after 10 s",
} satisfies Record<FailedAnswer["kind"], string>;

/** An account has what it imports of another one, and no more. */
const NOT_IMPORTED =
  "Nothing answers there. This account does not import the subject, or the other one does not export it";

/** The question could not be asked at all. */
export function NotAsked({ fault }: { readonly fault: Fault<ActionFault> }) {
  const { title, next } = actionText(fault);
  return (
    <p role="alert" className="p-3.5 text-bad">
      {title}. {next}
    </p>
  );
}

export interface AskProblemProps {
  readonly answer: Result<ApiAnswer<unknown>, ActionFault>;
  /** As Refused takes it. */
  readonly subject: string;
}

/** Shows why a read failed, in the place of its answer. Renders nothing after an answer. */
export function AskProblem({ answer, subject }: AskProblemProps) {
  if (!answer.ok) return <NotAsked fault={answer.fault} />;
  return answer.value.kind === "told" ? null : (
    <div className="p-3.5">
      <Refused answer={answer.value} subject={subject} />
    </div>
  );
}

export interface RefusedProps {
  readonly answer: FailedAnswer;
  /** The subject of the request; one that does not begin with "$" follows the prefix of the JetStream that is shown. */
  readonly subject: string;
}

export function Refused({ answer, subject }: RefusedProps) {
  const id = useVault(({ selected }) => selected);
  const domain = useStore(jetStreamStore.store, () => jetStreamStore.of(id ?? "").domain);
  const isOfApi = !subject.startsWith("$");
  const request = isOfApi ? `${jetStreamPrefix(domain)}.${subject}` : subject;
  const isNotImported = answer.kind === "other-domain" && isImportedPlace(domain);
  const title = isNotImported ? NOT_IMPORTED : TITLES[answer.kind];
  return (
    <>
      <div data-refusal={answer.kind} className="flex items-start gap-1.5">
        <CircleX aria-hidden className="mt-0.5 size-3.5 shrink-0 text-bad" />
        <p className="min-w-0 wrap-anywhere">
          <span className="font-medium">{title}.</span>{" "}
          <span className="text-data text-ink-3">
            Request:{" "}
            <code className="text-hint">
              <VisibleText>{request}</VisibleText>
            </code>
          </span>
          {"text" in answer && answer.text !== "" ? (
            <code className="block text-hint text-ink-2">
              <VisibleText>{answer.text}</VisibleText>
            </code>
          ) : null}
        </p>
      </div>
      {isNotImported && isOfApi ? (
        <ImportFix wanted={{ subject: `$JS.API.${subject}`, local: request, isService: true }} />
      ) : null}
    </>
  );
}
