// The red finding about a seed that is more dangerous than a user's.

import { ShortKey } from "@/components/shared/short-key";
import { seedDangerOf } from "@/lib/page/diagnosis/seed-danger";
import { seedDangerText } from "@/lib/page/diagnosis/texts/seed-danger-text";
import type { CredsFacts } from "@/lib/shared/facts/creds";

export function SeedDanger({ facts }: { facts: CredsFacts }) {
  const danger = seedDangerOf(facts);
  if (danger === null) return null;
  const { title, consequence, kept, next } = seedDangerText(danger);
  return (
    <div
      role="alert"
      data-danger={`${danger.kind}-seed`}
      className="border-b border-line bg-bad-soft px-4 py-3 wrap-anywhere"
    >
      <p>
        <b className="font-semibold text-bad">{title}.</b>{" "}
        {danger.publicKey === null ? null : (
          <>
            Its public key is <ShortKey of={danger.publicKey} />.{" "}
          </>
        )}
        {consequence}
      </p>
      <p className="mt-1 text-small">
        {kept} {next}
      </p>
    </div>
  );
}
