// The filters of the help on its messages, in a whole vault.

import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "@/lib/testing/run-to-end";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import { FILTER_EXAMPLES, FILTERED_MESSAGES } from "./filter-examples-text";

let rig: Rig;
let id: string;

beforeAll(async () => {
  rig = startRig();
  const lines = FILTERED_MESSAGES.map(({ subject, payload }) =>
    JSON.stringify({
      ...{ time: "2026-11-29T15:00:00.000Z", subject, headers: {}, reply: "" },
      data: Buffer.from(payload).toString("base64"),
    }),
  );
  const file = new File([`${lines.join("\n")}\n`], "help.ndjson");
  const reply = await rig.client.call("openRecording", { file });
  if (!reply.ok) throw new Error(reply.fault.code);
  id = reply.value.id;
  await until(async () => (await rig.window(id)).rows.length === lines.length, "the messages");
});
afterAll(() => rig.close());

it.each(FILTER_EXAMPLES)("$says", async ({ filter, finds }) => {
  const { rows } = await rig.window(id, filter);
  expect(rows.map((row) => row.subject)).toEqual(finds);
});
