// What the banner says about a seed in the wrong place, and what to do.

import type { SeedPlace } from "@/lib/page/state/misplaced-seed";

export const MISPLACED_SEED_TEXTS = {
  field: {
    title: "A seed does not belong in that field.",
    next: "It was removed, and nothing was stored or sent. Load it with Paste or as a file. Your clipboard may still hold it; copy something else.",
  },
  "file-name": {
    title: "The name of a file holds a seed.",
    next: "It is hidden here. Rename the file. If others could see the name, issue new creds for this user and revoke the old key.",
  },
  link: {
    title: "The link that opened this page holds a seed.",
    next: "It was removed from the address and not used. The browser's history and the sender of the link still have it. Issue new creds for this user and revoke the old key.",
  },
} satisfies Record<SeedPlace, { title: string; next: string }>;
