// A configuration in full, by the names and values that the server uses.

import { VisibleText } from "@/components/ui/visible-text";

export interface ConfigTableProps {
  readonly config: readonly (readonly [name: string, value: string])[];
}

export function ConfigTable({ config }: ConfigTableProps) {
  return (
    <dl
      aria-label="Configuration"
      className="mono grid grid-cols-[minmax(110px,220px)_minmax(0,1fr)] gap-x-3 gap-y-1 px-3.5 py-2 text-data"
    >
      {config.map(([name, value]) => (
        <div key={name} className="col-span-full grid grid-cols-subgrid">
          <dt className="text-ink-3 wrap-anywhere">
            <VisibleText>{name}</VisibleText>
          </dt>
          <dd className="wrap-anywhere">
            <VisibleText>{valueText(name, value)}</VisibleText>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const NANOSECONDS =
  /^(?:max_age|duplicate_window|ack_wait|idle_heartbeat|inactive_threshold|max_expires|subject_delete_marker_ttl)$/u;

/** Durations are in nanoseconds on the wire. No limit is -1, or 0 for an age. */
function valueText(name: string, value: string): string {
  if (/^max_/u.test(name) && (value === "-1" || (value === "0" && name === "max_age"))) {
    return `${value} (no limit)`;
  }
  if (!NANOSECONDS.test(name) || !/^\d+$/u.test(value)) return value;
  return `${value} (${Number(value) / 1e9} s)`;
}
