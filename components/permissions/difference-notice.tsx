// A notice beside the verdict: the server enforces different permissions than the creds say. The Permissions tab has
// the details.

import { CircleAlert } from "lucide-react";
import { differenceCountText } from "@/components/permissions/difference-text";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { rightsUnavailableText } from "./rights/rights-unavailable-text";
import { useRightsOf } from "./rights/use-rights";

export interface DifferenceNoticeProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  readonly onShow: () => void;
}

export function DifferenceNotice({ id, facts, onShow }: DifferenceNoticeProps) {
  const rights = useRightsOf(id, facts);
  const server = useVault((state) => state.sessions.get(id)?.server ?? null);
  if (rights === null) return null;
  const { difference, own } = rights;
  const text =
    difference === null
      ? rightsUnavailableText(server, own).isFinding
        ? "its refusal proves it"
        : null
      : difference.isSame
        ? null
        : differenceCountText(difference);
  if (text === null) return null;
  return (
    <div className="flex items-start gap-2 rounded-[10px] bg-warn-soft px-3 py-2">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <p role="status" className="min-w-0 flex-1">
        The server enforces different permissions than these creds say: {text}.
      </p>
      <Button size="sm" onClick={onShow}>
        Show
      </Button>
    </div>
  );
}
