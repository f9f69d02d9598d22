// What Start will do: for each server its host, the number of connections and how fast they come.

import { TriangleAlert, Waypoints } from "lucide-react";
import { hostText, planText } from "@/components/check/check-text";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";
import { counted } from "@/lib/page/format/words";
import type { CheckedServer } from "@/lib/page/state/check-store";

export interface CheckPlanProps {
  readonly servers: readonly CheckedServer[];
  /** Creds that connect. */
  readonly readable: number;
  readonly unreadable: number;
}

export function CheckPlan({ servers, readable, unreadable }: CheckPlanProps) {
  const total = servers.length * readable;
  return (
    <section
      aria-label="What Start does"
      aria-live="polite"
      className="rounded-lg bg-sunken px-3 py-2.5"
    >
      <p>
        {servers.length === 0 ? (
          <>
            <b className="font-semibold tabular-nums">{formatCount(readable)}</b> creds connect to
            each server once.
          </>
        ) : (
          <>
            Start makes <b className="font-semibold tabular-nums">{counted(total, "connection")}</b>
            , one for each creds and server.
          </>
        )}{" "}
        Each asks the server who the user is, where the creds allow it, and disconnects. A token or
        password that you added to creds is sent with them, to each server. Nothing else is sent.
        {unreadable === 0
          ? ""
          : ` ${counted(unreadable, "file")} cannot be read and ${unreadable === 1 ? "is" : "are"} left out.`}
      </p>
      {servers.length === 0 ? null : (
        <ul className="mt-2 grid gap-1">
          {servers.map((server) => (
            <li
              key={server.address}
              data-planned={server.name}
              className="flex items-start gap-1.75"
            >
              {server.isProduction ? (
                <TriangleAlert
                  aria-label="Production"
                  className="mt-0.75 size-3.5 shrink-0 text-bad"
                />
              ) : null}
              {server.isBridge ? (
                <Waypoints aria-hidden className="mt-0.75 size-3.5 shrink-0 text-accent" />
              ) : null}
              <span className="min-w-0 wrap-anywhere">
                <b className="font-semibold">
                  <VisibleText>{hostText(server)}</VisibleText>
                </b>
                {server.isProduction ? <span className="text-bad"> (production)</span> : null}:{" "}
                {planText(server, readable)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {servers.some(({ isBridge }) => isBridge) ? (
        <p className="mt-2 text-small text-ink-2">
          The bridge sees the user JWT and the signature of each creds, but never a seed.
        </p>
      ) : null}
    </section>
  );
}
