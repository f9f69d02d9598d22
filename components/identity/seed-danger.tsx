// The red findings about seeds that are more dangerous than a user's.

import { ShortKey } from "@/components/shared/short-key";
import { seedDangerText } from "@/lib/page/diagnosis/texts/seed-danger-text";
import {
  type SeedDanger as SeedDangerFacts,
  seedDangersOf,
} from "@/lib/shared/diagnosis/seed-danger";
import type { CredsFacts } from "@/lib/shared/facts/creds";

export function SeedDangers({ facts }: { facts: CredsFacts }) {
  return seedDangersOf(facts).map((danger) => (
    <SeedDanger key={`${danger.kind} ${danger.publicKey}`} danger={danger} />
  ));
}

function SeedDanger({ danger }: { danger: SeedDangerFacts }) {
  const { title, consequence, kept, next } = seedDangerText(danger);
  return (
    <div
      role="alert"
      data-danger={danger.kind === "password" ? "password-in-address" : `${danger.kind}-seed`}
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
