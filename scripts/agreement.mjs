// `node scripts/agreement.mjs [PATH…]` compares the permissions engine with real nats-servers at length. Each
// PATH is a nats-server binary; the default is the server of the tests. Each is asked at least 5,000 generated
// pairs of permission set and subject (CREDENCE_SETS and CREDENCE_SEED change them), and no answer may differ.
// `npm test` runs lib/page/permissions/agreement.test.ts with a smaller set.
import path from "node:path";
import { natsServerForTests } from "./setup/nats-server/for-tests.mjs";
import { rootDir } from "./setup/paths.mjs";
import { run } from "./setup/run.mjs";

const SETS = 600;
const TEST = "lib/page/permissions/agreement.test.ts";

const named = process.argv.slice(2);
const servers = named.length > 0 ? named : [(await natsServerForTests()).path];
for (const server of servers) {
  const { ok, output } = await run(
    process.execPath,
    [path.join(rootDir, "node_modules/vitest/vitest.mjs"), "run", TEST],
    {
      cwd: rootDir,
      env: {
        CREDENCE_SETS: String(SETS),
        CREDENCE_SEED: String(Math.floor(Math.random() * 1e9)),
        ...process.env,
        NATS_SERVER: server,
        FORCE_COLOR: "0",
      },
      timeout: 600_000,
    },
  );
  const counts = /^nats-server .*$/m.exec(output)?.[0];
  process.stdout.write(ok && counts ? `${counts}\n` : output);
  if (!ok || !counts) process.exitCode = 1;
}
