import type { ViewName } from "@/lib/page/state/panel-state";

/** The names of the views, as on their tabs. */
export const VIEW_LABELS = {
  diagnosis: "Diagnosis",
  console: "Console",
  jetstream: "JetStream",
  permissions: "Permissions",
  claims: "Claims",
  protocol: "Protocol",
  code: "Code",
  compare: "Compare",
} satisfies Record<ViewName, string>;
