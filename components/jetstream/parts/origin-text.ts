// The stream whose messages are copied into another one, and how far that is.

import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import type { StreamOrigin } from "@/lib/shared/facts/permission-tries";

/** "ORDERS, lag 3, heard 2 s ago". */
export function originText({ name, api, lag, heardMs }: StreamOrigin): string {
  return [
    api === "" ? name : `${name} of ${api}`,
    ...(lag === null ? [] : [`lag ${formatCount(lag)}`]),
    heardMs === null ? "not heard yet" : `heard ${formatSpan(heardMs / 1000)} ago`,
  ].join(", ");
}
