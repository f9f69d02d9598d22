// Reads the report of one server on a traced message. Used by permission-tries.ts. Fields: nats-server
// server/msgtrace.go, architecture ADR-41.

import { type Fields, fieldsOf } from "@/lib/shared/base/fields";
import type { TraceStep } from "@/lib/shared/facts/permission-tries";
import { listAt, readJson, textAt } from "./reply-fields";

const MAX_STEPS = 1000;

const KINDS: Readonly<Record<string, TraceStep["kind"]>> = {
  in: "ingress",
  sm: "mapping",
  eg: "egress",
  se: "stream-export",
  si: "service-import",
  js: "jetstream",
};

/** Empty when the payload is not such a report. */
export function readTrace(payload: Uint8Array): readonly TraceStep[] {
  return listAt(readJson(payload), "events", MAX_STEPS).flatMap(stepOf);
}

function stepOf(value: unknown): readonly TraceStep[] {
  const event = fieldsOf(value);
  const kind = KINDS[textAt(event, "type")];
  if (kind === undefined) return [];
  const id = event["cid"];
  return [
    {
      kind,
      what: whatOf(kind, event),
      subject: kind === "ingress" ? textAt(event, "subj") : textAt(event, "sub"),
      queue: textAt(event, "queue"),
      clientId: kind === "egress" && typeof id === "number" ? id : null,
      error: textAt(event, "error"),
    },
  ];
}

function whatOf(kind: TraceStep["kind"], event: Fields): string {
  switch (kind) {
    case "ingress":
    case "egress":
      return textAt(event, "name");
    case "mapping":
    case "stream-export":
    case "service-import":
      return textAt(event, "to");
    case "jetstream":
      return textAt(event, "stream");
  }
}
