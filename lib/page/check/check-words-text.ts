// What is wrong with a line of a check, in words, and the fix.

import { causeText, remedyText } from "@/lib/page/diagnosis/texts/cause-text";
import { joinWords } from "@/lib/page/format/words";
import { withoutSecrets } from "@/lib/shared/base/secret-patterns";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CheckLine } from "./check-lines";

/** What is wrong, as a title, and with the fix. */
export function wordsOf(line: CheckLine): { readonly title: string; readonly detail: string } {
  const { outcome, causes, may, isExpiring, expiresAtSec } = line;
  const denied = may.filter(({ decision }) => decision !== "allowed");
  const [first] = causes;
  const isBad = outcome !== "accepted" && outcome !== "not-tried";
  if (first !== undefined && (isBad || first.certainty === "proven")) {
    const text = causeText(named(first, line), Date.now());
    // The bridge is in this process, and the address was typed here.
    const fix =
      line.isOwnBridge && first.code.startsWith("bridge/")
        ? "Check the address, and whether the server is up."
        : remedyText(text);
    const lines = [text.meaning, fix, ...(text.commands ?? [])];
    return { title: withoutSecrets(text.title), detail: withoutSecrets(lines.join("\n")) };
  }
  if (isExpiring && expiresAtSec !== null) {
    const title = `Expires at ${new Date(expiresAtSec * 1_000).toISOString()}`;
    return { title, detail: "Issue the creds again before that." };
  }
  if (denied.length > 0) {
    const asked = denied.map(
      ({ action, subject, decision }) => `${action} ${subject}: ${decision}`,
    );
    const title = `May not ${joinWords(
      denied.map(({ action, subject }) => `${action} ${subject}`),
      "and",
    )}`;
    return { title, detail: asked.join("\n") };
  }
  return { title: outcome, detail: "" };
}

/** The bridge of this process calls its targets by numbers. */
const named = (cause: Cause, { isOwnBridge, server }: CheckLine): Cause =>
  !isOwnBridge || cause.evidence["bridge"] === undefined || server === null
    ? cause
    : { ...cause, evidence: { ...cause.evidence, bridge: server } };
