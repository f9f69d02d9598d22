// Beside a publish that the server denied: the rule that denies it, or that the known rules would allow it.

import { VisibleText } from "@/components/ui/visible-text";
import { decide } from "@/lib/page/permissions/decide";
import { originText, whyText } from "@/lib/page/permissions/decision-text";
import { useShownRights } from "./rights/use-rights";

export function DenyingRule({ subject }: { readonly subject: string }) {
  const rights = useShownRights();
  if (rights === null) return null;
  const decision = decide(rights.rules, { action: "publish", subject, queue: "" });
  if (decision.kind === "unknown") return null;
  return (
    <span className="block" data-rule={decision.rule?.text ?? ""}>
      {decision.kind === "denied" ? (
        <>
          <VisibleText>{whyText(decision)}</VisibleText> ({originText(decision.origin)})
        </>
      ) : rights.reported === null ? (
        "The loaded JWTs would allow it, so the server enforces different permissions."
      ) : (
        "The permissions that the server reported would allow it. They have changed since, or the user has no inbox for the reply."
      )}
    </span>
  );
}
