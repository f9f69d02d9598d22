// Beside a publish that the server denied: which rule denies it, or that the rules known here would not.

import { VisibleText } from "@/components/ui/visible-text";
import { decide } from "@/lib/page/permissions/decide";
import { originText, whyText } from "@/lib/page/permissions/decision-text";
import { useShownRights } from "./rights/use-rights";

export function DenyingRule({ subject }: { readonly subject: string }) {
  const access = useShownRights();
  if (access === null) return null;
  const decision = decide(access.rules, { action: "publish", subject, queue: "" });
  if (decision.kind === "unknown") return null;
  return (
    <span className="block" data-rule={decision.rule?.text ?? ""}>
      {decision.kind === "denied" ? (
        <>
          <VisibleText>{whyText(decision)}</VisibleText> ({originText(decision.origin)})
        </>
      ) : access.reported === null ? (
        "The JWTs at hand would allow it: the server enforces other permissions."
      ) : (
        "The permissions that the server told would allow it: they have changed since, or the reply has no inbox."
      )}
    </span>
  );
}
