// Names a JWT that holds a seed in one of its claims, and what to do. The vault has hidden the seed.

import { OctagonAlert } from "lucide-react";

export function SeedInClaims() {
  return (
    <p
      role="alert"
      data-danger="seed-in-wrong-place"
      data-place="jwt"
      className="mt-2.5 flex items-start gap-2 rounded-lg bg-bad-soft px-2.5 py-2 text-small"
    >
      <OctagonAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <span className="min-w-0">
        <b className="font-semibold text-bad">The JWT itself holds a seed</b> in its name, a tag or
        another claim. It is hidden here, but a server that receives this JWT gets the seed, and so
        did everyone who has seen the file. Issue a new JWT without it, and revoke the key that the
        seed belongs to.
      </span>
    </p>
  );
}
