// Header and payload of the JWT as JSON, with nothing rounded. The encoded JWT stays in the vault.

import { useMemo } from "react";
import { prettyText } from "@/components/shared/claims/claim-values";
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

function Part({ title, of }: { title: string; of: JsonObject }) {
  const text = useMemo(() => prettyText(of), [of]);
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
        <VisibleText keepLines>{text}</VisibleText>
      </pre>
    </section>
  );
}
