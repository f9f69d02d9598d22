import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** These take about a minute each. Begun last, they would run alone at the end. */
const LONG = ["folder-import", "too-many-seeds", "large-import"];

const isLong = ({ moduleId }: TestSpecification): boolean =>
  LONG.some((name) => moduleId.endsWith(`/${name}.test.ts`));

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx,mjs}"],
    // These limits only end a test that hangs; a busy machine must not fail one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Tests mostly wait for servers, so two workers would leave two cores a quarter idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
