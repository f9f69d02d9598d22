// What a server of an older release lets through, and what to do about it.

import { upgradeText } from "@/lib/page/permissions/decision-text";
import type { KnownBypass } from "./rights/bypasses";

const TEXTS = {
  "queue-deny":
    "A deny rule for one queue group cancels a plain deny rule for other groups (NATS advisory 2026-18), and these rules have both.",
  trace:
    "The events of a message trace go to any subject, whatever these rules say (NATS advisory 2026-15).",
  "imported-queue":
    "Queue groups get imported messages under local names that these rules deny. The server filters them by their names in the exporting account (nats-io/nats-server#8616).",
  "kept-defaults":
    "These are default permissions of the account. A change of them does not reach open connections (nats-io/nats-server#8273). Connect again to get the newest ones.",
  "deny-lookup":
    "Deny rules with wildcards or queue groups do not count in every case. The answer for a subject says where.",
} satisfies Record<KnownBypass["code"], string>;

/** What it is, and the releases with the fix. */
export const bypassNoteText = ({ code, fixedIn }: KnownBypass): string =>
  `${TEXTS[code]} ${upgradeText(fixedIn)}`;
