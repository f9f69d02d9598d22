// What each common client does with the file as it is written. Shown when at least one cannot read it.

import { Check, TriangleAlert } from "lucide-react";
import { type ClientAnswer, clientAnswers } from "@/lib/page/diagnosis/texts/client-text";
import type { FormatIssue } from "@/lib/shared/facts/creds";

export function ClientAnswers({ form }: { form: readonly FormatIssue[] }) {
  const answers = clientAnswers(form);
  const readers = answers.filter(({ state }) => state === "accepted");
  const others = answers.filter(({ state }) => state !== "accepted");
  return (
    <ul aria-label="Clients" className="mt-1.5 grid gap-0.5 text-data">
      {others.map((answer) => (
        <Line key={answer.client} answer={answer} />
      ))}
      {readers.length === 0 ? null : (
        <li className="grid grid-cols-[14px_minmax(0,1fr)] gap-1.5">
          <Check aria-hidden className="mt-0.5 size-3.5 text-ok" />
          <span className="text-ink-2">
            Read by{" "}
            {readers.map(({ client, name }, i) => (
              <span key={client} data-client={client} data-answer="accepted">
                {i === 0 ? "" : ", "}
                {name}
              </span>
            ))}
          </span>
        </li>
      )}
    </ul>
  );
}

function Line({ answer: { client, state, name, text } }: { answer: ClientAnswer }) {
  return (
    <li
      data-client={client}
      data-answer={state}
      className="grid grid-cols-[14px_minmax(0,1fr)] gap-1.5"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 text-warn" />
      <span className="wrap-anywhere text-ink-2">
        <span className="font-medium">{name}</span> {text}
      </span>
    </li>
  );
}
