// Beneath the server field, for a listed server: where a click leads and what is known of that place.

import { EnvironmentBadge, ServerDot } from "@/components/connect/server-marks";
import { CopyButton } from "@/components/ui/copy-button";
import type { ListedServer } from "@/lib/page/config/config-facts";
import { linkToHere } from "@/lib/page/config/link-actions";

export function ServerNote({ server }: { server: ListedServer }) {
  const { name, address, note, colour, environment } = server;
  return (
    <div className="mt-2 flex items-start gap-3 text-small text-ink-2">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <ServerDot colour={colour} />
          <EnvironmentBadge environment={environment} />
          <span className="mono min-w-0 wrap-anywhere text-ink">{address}</span>
        </div>
        {note === "" ? null : <p className="wrap-anywhere">{note}</p>}
      </div>
      <CopyButton face="Link" label={`Copy a link to ${name}`} text={() => linkToHere(name)} />
    </div>
  );
}
