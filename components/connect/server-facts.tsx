// What the server reported about itself and about this client, in INFO and in its answers.

import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatBinaryBytes } from "@/lib/page/format/bytes";
import { formatLatency } from "@/lib/page/format/duration";
import type { InfoFacts, ServerFacts } from "@/lib/shared/facts/attempt";

export interface ServerFactsListProps {
  /** Name of the bridge's target; null without a bridge. */
  readonly bridge: string | null;
  /** From the attempt; used until `server` is known. */
  readonly info: InfoFacts;
  readonly server: ServerFacts | null;
  /** The round trip is shown for an open connection only. */
  readonly isOpen: boolean;
}

export function ServerFactsList({ info, bridge, server, isOpen }: ServerFactsListProps) {
  const latest = server?.info ?? info;
  const maxPayload = server?.maxPayloadBytes ?? latest.maxPayloadBytes;
  const roundTrip = isOpen ? (server?.roundTripMs ?? null) : null;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.75 text-small @min-[560px]:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
      <Fact of="name" label="Server" value={latest.serverName} />
      <Fact of="version" label="Version" value={latest.version} />
      {latest.cluster ? <Fact of="cluster" label="Cluster" value={latest.cluster} /> : null}
      {latest.clientIp ? (
        <Fact of="client-ip" label="Your address" value={latest.clientIp} />
      ) : null}
      <Fact of="max-payload" label="Max payload" value={String(maxPayload)}>
        {formatBinaryBytes(maxPayload)}
      </Fact>
      <Fact of="jetstream" label="JetStream" value={String(latest.jetstream)}>
        {latest.jetstream ? "on" : "off"}
      </Fact>
      {roundTrip === null ? null : (
        <Fact of="rtt-ms" label="Round trip" value={String(roundTrip)}>
          {formatLatency(roundTrip)}
        </Fact>
      )}
      {bridge === null ? null : (
        <Fact of="bridge" label="Bridge to" value={bridge} isWide>
          <VisibleText>{bridge}</VisibleText>, {latest.bridgeTls ? "over TLS" : "without TLS"}
        </Fact>
      )}
      <Fact of="id" label="Server ID" value={latest.serverId} isWide />
    </dl>
  );
}

interface FactProps {
  readonly of: string;
  readonly label: string;
  readonly value: string;
  readonly children?: ReactNode;
  readonly isWide?: boolean;
}

function Fact({ of, label, value, children, isWide = false }: FactProps) {
  return (
    <>
      <dt className={cx("text-ink-2", isWide && "col-start-1")}>{label}</dt>
      <dd
        data-server={of}
        data-value={value}
        title={escapedText(value)}
        className={cx("mono truncate text-ink tabular-nums", isWide && "@min-[560px]:col-span-3")}
      >
        {children ?? <VisibleText>{value}</VisibleText>}
      </dd>
    </>
  );
}
