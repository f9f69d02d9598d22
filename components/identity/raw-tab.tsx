// Header and payload of the JWT as JSON, with nothing rounded. Of a very long one the beginning is shown, with a
// button for more; Copy copies all of it. The encoded JWT stays in the vault.

import { useMemo, useState } from "react";
import { prettyText } from "@/components/shared/claims/claim-values";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";
import type { JsonObject } from "@/lib/shared/base/json";
import type { JwtFacts } from "@/lib/shared/facts/creds";

const SIGNATURE_TEXTS = {
  valid: "The signature is valid. It is not shown.",
  invalid: "The signature is not valid. It is not shown.",
  unchecked: "The signature could not be verified. It is not shown.",
} satisfies Record<JwtFacts["signature"], string>;

export function RawTab({ jwt }: { jwt: JwtFacts }) {
  return (
    <div className="grid gap-3.5 px-4 py-3.5">
      <Part title="Header" of={jwt.header} />
      <Part title="Payload" of={jwt.claims} />
      <p className="text-small text-ink-2">
        {SIGNATURE_TEXTS[jwt.signature]} The whole JWT has {formatCount(jwt.lengthChars)}{" "}
        characters.
      </p>
    </div>
  );
}

/** How many characters one more press adds. A frame has time to lay out so many. */
const PAGE_CHARS = 20_000;

function Part({ title, of }: { title: string; of: JsonObject }) {
  const text = useMemo(() => prettyText(of), [of]);
  const [limit, setLimit] = useState(PAGE_CHARS);
  const shown = text.slice(0, limit);
  return (
    <section aria-label={title}>
      <div className="mb-1.5 flex items-center justify-between">
        <h2 className="text-data font-semibold text-ink-2">{title}</h2>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard.
        tabIndex={0}
        className="max-h-120 overflow-auto rounded-lg border border-line bg-sunken p-2.5 leading-normal"
      >
        <VisibleText keepLines>{shown}</VisibleText>
      </pre>
      {shown.length < text.length ? (
        <p data-cut="json" className="mt-1.5 flex items-center gap-2 text-small text-ink-2">
          <Button size="sm" onClick={() => setLimit(limit + PAGE_CHARS)}>
            Show more
          </Button>
          {formatCount(shown.length)} of {formatCount(text.length)} characters. Copy copies all.
        </p>
      ) : null}
    </section>
  );
}
