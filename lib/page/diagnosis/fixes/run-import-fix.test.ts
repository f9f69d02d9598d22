// Runs the lines that import a subject with the real nsc, against a real server: unanswered before, answered after.
// Without nsc one test is skipped by name.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePlace } from "@/lib/testing/nsc/places";
import { makeNscStore, type NscStore, partsOf } from "@/lib/testing/nsc/store";
import { connectPeer, endServers } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { missingTools } from "../../../../scripts/tools/folder.mjs";
import { importFix } from "./import-fix-text";
import { placeholdersIn } from "./placeholders-text";

const missing = missingTools("nsc");

if (missing === "") {
  let store: NscStore;
  beforeAll(async () => {
    store = await makeNscStore();
  });
  afterAll(async () => {
    await store?.remove();
    await endServers();
  });

  describe("the lines that import a subject", () => {
    it.each([
      { subject: "$JS.API.STREAM.INFO.A", local: "JS.acme.API.STREAM.INFO.A", isService: true },
      { subject: "deliver.acme.>", local: "deliver.acme.>", isService: false },
    ])("$subject: nothing comes before, and it comes after", async (wanted) => {
      const [exporter, importer] = [await makePlace(store), await makePlace(store)];
      const [there, here] = [
        await connectPeer(store.server.wsUrl, partsOf(exporter.creds())),
        await connectPeer(store.server.wsUrl, partsOf(importer.creds())),
      ];
      const [subject, local] = [wanted.subject, wanted.local].map((one) => one.replace(">", "x"));
      const got: string[] = [];
      const take = (text: string) => void got.push(text);
      if (wanted.isService) {
        there.subscribe(subject ?? "", { callback: (_, message) => void message.respond("yes") });
      } else here.subscribe(local ?? "", { callback: (_, message) => take(message.string()) });
      await Promise.all([there.flush(), here.flush()]);
      const use = async () => {
        if (wanted.isService) {
          const answer = await here.request(local ?? "", "", { timeout: 60_000 }).catch(() => null);
          if (answer !== null) take(answer.string());
        } else {
          there.publish(subject ?? "", "yes");
          await there.flush();
          await here.flush();
        }
      };
      await use();
      expect(got).toEqual([]);
      const { lines } = importFix(wanted, importer.account);
      expect(placeholdersIn(lines).map(({ word }) => word)).toEqual(["EXPORTER", "EXPORTER_KEY"]);
      const fill = (line: string) =>
        line.replace("EXPORTER_KEY", exporter.key).replace("EXPORTER", `'${exporter.account}'`);
      await store.run(lines.map(fill));
      await until(async () => {
        await use();
        return got.length > 0;
      }, "what was imported");
      expect(got[0]).toBe("yes");
      await Promise.all([there.close(), here.close()]);
    });
  });
} else {
  it.skip(`the lines that import a subject: ${missing}`, () => {});
}
