// A message → one line of JSON, as an export in NDJSON writes it but for the decoded text, so that it can be opened as
// a recording. Pure.

import { toBase64 } from "@/lib/shared/base/base64";
import type { MessageDetail } from "@/lib/shared/facts/console";

/** Headers of one name are a list; the payload is base64, so that every byte survives. */
export function messageJson(message: MessageDetail): string {
  const { seq, at, subject, reply, payload, stored } = message;
  const headers: [name: string, values: string[]][] = [];
  for (const [name, value] of message.headers) {
    const held = headers.find(([known]) => known === name);
    if (held === undefined) headers.push([name, [value]]);
    else held[1].push(value);
  }
  return JSON.stringify({
    seq,
    ...stored,
    time: new Date(at).toISOString(),
    subject,
    reply,
    headers: Object.fromEntries(headers),
    data: toBase64(payload),
  });
}
