// The services of the account: found on request, each instance with its endpoints, statistics and errors. A right that
// is missing is named beforehand.

import { Radar } from "lucide-react";
import { useStore } from "zustand";
import { MissingRights } from "@/components/jetstream/parts/missing-rights";
import { AskProblem, NotAsked } from "@/components/jetstream/parts/refused";
import { useStoredRights } from "@/components/jetstream/parts/use-stored-rights";
import { useBlocker } from "@/components/shared/use-blocker";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Fold } from "@/components/ui/fold";
import { VisibleText } from "@/components/ui/visible-text";
import { findServices } from "@/lib/page/actions/stored/service-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { serviceCommand, servicesCommand } from "@/lib/page/console/nats-command";
import { formatCount } from "@/lib/page/format/count";
import { formatMs } from "@/lib/page/format/duration";
import { formatTime } from "@/lib/page/format/time";
import { SERVICE_REQUESTS, SERVICE_STATS_REQUESTS } from "@/lib/page/permissions/stored-rights";
import { serviceStore } from "@/lib/page/state/stored/service-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { ServiceFacts, ServicesFound } from "@/lib/shared/facts/services";

export function Services({ id }: { readonly id: EntryId }) {
  const { isAsking, at, found } = useStore(serviceStore.store, () => serviceStore.of(id));
  const blocker = useBlocker("find services");
  const rights = useStoredRights(SERVICE_REQUESTS);
  const stats = useStoredRights(SERVICE_STATS_REQUESTS);
  const mayAsk = blocker === null && rights.missing.length === 0;
  return (
    <section aria-labelledby="services-title" className="border-t border-line">
      <div className="flex flex-wrap items-center gap-2 px-3.5 pt-3 pb-2">
        <h2 id="services-title" className="text-data font-semibold text-ink-2">
          Services
        </h2>
        <Button
          size="sm"
          disabled={!mayAsk}
          isOff={isAsking}
          title={blocker ?? undefined}
          onClick={() => void findServices(id)}
        >
          <Radar aria-hidden className="size-3.5" />
          Find services
        </Button>
        <p role="status" className="text-data text-ink-2">
          {isAsking ? "Asking for 2 s" : found === null ? "" : `asked at ${formatTime(at)}`}
        </p>
        <span className="grow" />
        <CopyButton text={servicesCommand()} label="Copy as nats CLI" isCompact />
      </div>
      <MissingRights purpose="find services" rights={rights} />
      {rights.missing.length > 0 ? null : (
        <MissingRights purpose="see the statistics of services" rights={stats} />
      )}
      {found === null ? (
        <p className="px-3.5 pb-3 text-data text-ink-3">
          Asks every service of the account ($SRV) for its endpoints and statistics.
        </p>
      ) : found.ok ? (
        <Found found={found.value} />
      ) : (
        <NotAsked fault={found.fault} />
      )}
    </section>
  );
}

function Found({ found: { list, stats } }: { readonly found: ServicesFound }) {
  if (list.kind !== "told") {
    return <AskProblem answer={{ ok: true, value: list }} subject="$SRV.INFO" />;
  }
  if (list.value.length === 0) {
    return <p className="px-3.5 pb-3 text-ink-2">No service of this account answered.</p>;
  }
  return (
    <>
      <AskProblem answer={{ ok: true, value: stats }} subject="$SRV.STATS" />
      <ul aria-label="Services">
        {list.value.map((service) => (
          <Service key={service.id} service={service} />
        ))}
      </ul>
    </>
  );
}

function Service({ service }: { readonly service: ServiceFacts }) {
  const { name, id, version, description, startedAt, endpoints } = service;
  const errors = endpoints.reduce((sum, { stats }) => sum + (stats?.errors ?? 0), 0);
  return (
    <li data-service={name} data-service-id={id} className="border-t border-line">
      <Fold
        title={
          <code>
            <VisibleText>{name}</VisibleText>
          </code>
        }
        note={<VisibleText>{`${version}, ${id}`}</VisibleText>}
        end={
          errors === 0 ? null : (
            <span className="text-data text-bad">
              {formatCount(errors)} {errors === 1 ? "error" : "errors"}
            </span>
          )
        }
      >
        <div className="px-3.5 pb-2">
          <p className="flex items-center gap-2 text-data text-ink-2">
            <span className="grow">
              <VisibleText>{description}</VisibleText>
              {startedAt === null ? null : (
                <>
                  {" "}
                  Started <When ms={startedAt} precise />.
                </>
              )}
            </span>
            <CopyButton
              text={serviceCommand(name)}
              label="Copy the nats command for its statistics"
              isCompact
            />
          </p>
          <table
            aria-label={`Endpoints of ${escapedText(name)}`}
            className="mono w-full text-left text-data"
          >
            <thead className="text-hint text-ink-3">
              <tr>
                {["Endpoint", "Subject", "Queue group", "Requests", "Errors", "Mean time"].map(
                  (title) => (
                    <th
                      key={title}
                      className="h-6 pr-3 font-medium whitespace-nowrap @max-[640px]:nth-3:hidden @max-[640px]:nth-6:hidden"
                    >
                      {title}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {endpoints.map(({ name: endpoint, subject, queue, stats }) => (
                <tr
                  key={`${endpoint} ${subject}`}
                  data-endpoint={endpoint}
                  className="border-t border-line/55 align-top"
                >
                  <td className="pr-3 wrap-anywhere">
                    <VisibleText>{endpoint}</VisibleText>
                  </td>
                  <td className="pr-3 wrap-anywhere">
                    <VisibleText>{subject}</VisibleText>
                  </td>
                  <td className="pr-3 @max-[640px]:hidden">
                    <VisibleText>{queue === "" ? "none" : queue}</VisibleText>
                  </td>
                  <td className="pr-3">{stats === null ? "–" : formatCount(stats.requests)}</td>
                  <td className="pr-3 wrap-anywhere">
                    {stats === null ? "–" : formatCount(stats.errors)}
                    {stats === null || stats.lastError === "" ? null : (
                      <span className="block text-bad">
                        last: <VisibleText>{stats.lastError}</VisibleText>
                      </span>
                    )}
                  </td>
                  <td className="whitespace-nowrap @max-[640px]:hidden">
                    {stats === null ? "–" : formatMs(stats.averageMs)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </li>
  );
}
