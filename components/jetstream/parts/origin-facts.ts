// The stream whose messages are copied into another one, and how far that is, as facts of FactGrid.

import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import type { StreamOrigin } from "@/lib/shared/facts/permission-tries";

type Fact = readonly [name: string, value: string];

export function mirrorFacts(mirror: StreamOrigin | null): readonly Fact[] {
  return mirror === null ? [] : originFacts(mirror, "Mirror of", "Lag, heard");
}

export function sourceFacts(sources: readonly StreamOrigin[]): readonly Fact[] {
  // FactGrid tells facts apart by their names.
  return sources.flatMap((one, index) =>
    originFacts(one, `Source ${index + 1}`, `Lag, heard ${index + 1}`),
  );
}

function originFacts(
  { name, api, lag, heardMs }: StreamOrigin,
  title: string,
  lagTitle: string,
): readonly Fact[] {
  const behind = lag === null ? "not told" : formatCount(lag);
  const heard = heardMs === null ? "never" : `${formatSpan(heardMs / 1000)} ago`;
  return [
    [title, api === "" ? name : `${name} of ${api}`],
    [lagTitle, `${behind}, ${heard}`],
  ];
}
