// The placeholders of sent messages and of answers, each with an example and what it becomes.

import {
  ANSWER_PLACEHOLDERS,
  EXAMPLE_FILL,
  EXAMPLE_REQUEST,
  type PlaceholderExample,
  SEND_PLACEHOLDERS,
} from "@/lib/page/help/placeholders-text";

export function PlaceholderHelp() {
  const { subject, payload, header } = EXAMPLE_REQUEST;
  return (
    <>
      <p className="mt-3 max-w-[72ch] text-ink-2">
        Words in double braces are filled in with every send: in the subject, the reply subject, the
        values of headers and the payload. Preview in the send form shows the result. MessagePack
        and CBOR take none.
      </p>
      <Examples title="In every message" examples={SEND_PLACEHOLDERS}>
        Here the field of region holds {EXAMPLE_FILL.values[0].text}, and these creds have sent{" "}
        {EXAMPLE_FILL.counted} messages.
      </Examples>
      <Examples title="In an answer of the responder" examples={ANSWER_PLACEHOLDERS}>
        An answer takes those above as well, but for named values; there {"{{seq}}"} and{" "}
        {"{{count}}"} both count the answers. Here the request is on {subject}, with the payload{" "}
        {payload} and the header {header.name}: {header.value}.
      </Examples>
    </>
  );
}

interface ExamplesProps {
  readonly title: string;
  readonly examples: readonly PlaceholderExample[];
  readonly children: React.ReactNode;
}

function Examples({ title, examples, children }: ExamplesProps) {
  return (
    <div className="mt-3 rounded-xl border border-line bg-panel p-4 shadow-card">
      <h3 className="font-semibold">{title}</h3>
      <p className="mt-1 text-ink-2">{children}</p>
      <dl className="mt-3 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
        {examples.map(({ placeholder, says, typed, sent: [first, second] }) => (
          <div key={placeholder} className="contents">
            <dt className="mono max-sm:mt-2">{placeholder}</dt>
            <dd>
              {says}
              <span className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-ink-2 wrap-anywhere">
                <code className="rounded bg-sunken px-1.5 text-ink">{typed}</code>
                <span>becomes</span>
                <code>{first}</code>
                {first === second ? null : (
                  <>
                    <span>and then</span>
                    <code>{second}</code>
                  </>
                )}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
