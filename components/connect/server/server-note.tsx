// The notes below the server field: the address and description of a listed server, what a bridge can see, and
// why an address from inside a cluster does not work in a browser.

import { Container, Waypoints } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { ListedServer } from "@/lib/page/config/config-facts";
import { linkToHere } from "@/lib/page/config/link-actions";
import { insideHint } from "@/lib/page/diagnosis/texts/inside-text";
import { insideOf } from "@/lib/shared/diagnosis/inside-address";
import type { ServerAddress } from "@/lib/shared/grammar/address";
import { EnvironmentBadge, ServerDot } from "./server-marks";

export function ServerNote({ server }: { server: ListedServer }) {
  const { name, address, note, colour, environment } = server;
  return (
    <div className="mt-2 flex items-start gap-3 text-small text-ink-2">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <ServerDot colour={colour} />
          <EnvironmentBadge environment={environment} />
          <span className="mono min-w-0 wrap-anywhere text-ink">
            <VisibleText>{address}</VisibleText>
          </span>
        </div>
        {note === "" ? null : (
          <p className="wrap-anywhere">
            <VisibleText>{note}</VisibleText>
          </p>
        )}
      </div>
      <CopyButton
        visibleText="Link"
        label={`Copy a link to ${escapedText(name)}`}
        text={() => linkToHere(name)}
      />
    </div>
  );
}

/** Shown when the connection goes through this page's bridge. */
export function BridgeNote({ target }: { target: string }) {
  return (
    <p data-bridge={target} className="mt-1 flex gap-1.5 text-hint text-ink-2">
      <Waypoints aria-hidden className="mt-0.5 size-3.5 shrink-0 text-accent" />
      <span className="min-w-0 wrap-anywhere">
        Connects through this page's bridge to{" "}
        <b className="font-semibold text-ink">
          <VisibleText>{target}</VisibleText>
        </b>
        . The bridge sees the user JWT, the signature and every message, but never the seed.
      </span>
    </p>
  );
}

interface InsideNoteProps {
  readonly address: ServerAddress;
  /** A name without a dot may be half typed until its port is. */
  readonly isPortTyped: boolean;
}

/** Shown for an address that works inside a cluster or between containers only. */
export function InsideNote({ address: { host, port }, isPortTyped }: InsideNoteProps) {
  const inside = insideOf(host, location.hostname);
  if (inside === null || (inside === "bare" && !isPortTyped)) return null;
  return (
    <p data-inside={inside} className="mt-1 flex gap-1.5 text-hint text-ink-2">
      <Container aria-hidden className="mt-0.5 size-3.5 shrink-0 text-accent" />
      <span className="min-w-0 wrap-anywhere">
        <VisibleText>{insideHint({ host, port, inside })}</VisibleText>
      </span>
    </p>
  );
}
