// The servers of a check that do not answer: one reason for each, and when it is tried again.

import { Unplug } from "lucide-react";
import { useNow } from "@/components/shared/use-now";
import { VisibleText } from "@/components/ui/visible-text";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { formatSpan } from "@/lib/page/format/duration";
import { counted } from "@/lib/page/format/words";
import type { CheckState } from "@/lib/page/state/check-store";

export function SilentServers({ state }: { readonly state: CheckState }) {
  const now = useNow();
  const { servers, progress, silences, isLost } = state;
  if (progress === null) return null;
  const lines = servers.flatMap((server, index) => {
    const column = progress.columns[index];
    if (column === undefined || (column.state !== "silent" && column.state !== "ended")) return [];
    const cause = silences[index]?.verdict.causes.find(
      ({ certainty }) => certainty !== "ruled-out",
    );
    const reason = cause === undefined ? "" : `: ${causeText(cause, now).title}`;
    const left = counted(column.total - column.done, "creds", "creds");
    const next =
      column.state === "ended"
        ? `${left} not tried.`
        : column.retryAt === null || isLost || progress.state === "stopped"
          ? `${left} left.`
          : `${left} left. Tried again in ${formatSpan(Math.max(0, Math.ceil((column.retryAt - now) / 1_000)))}.`;
    const verb = column.state === "ended" ? "does not answer" : "stopped answering";
    return [{ server, state: column.state, text: `${server.title} ${verb}${reason}.`, next }];
  });
  if (lines.length === 0) return null;
  return (
    <div className="grid gap-1">
      {lines.map(({ server, state: of, text, next }) => (
        <p
          key={server.address}
          data-silent={server.name}
          data-state={of}
          className="flex items-start gap-1.75 text-warn"
        >
          <Unplug aria-hidden className="mt-0.75 size-3.5 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            <span role="status">
              <VisibleText>{text}</VisibleText>
            </span>{" "}
            {next}
          </span>
        </p>
      ))}
    </div>
  );
}
