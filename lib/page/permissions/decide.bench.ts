// 100,000 decisions against 300 rules: one round must stay under 100 ms (`npx vitest bench --run
// lib/page/permissions`). Half are publishes and half are subscriptions, a third of those with wildcards
// and a third with a queue group. The rules have every form.

import { bench, describe } from "vitest";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import { makePattern, makeQueue, makeSubject } from "@/lib/testing/permissions/generated-world";
import { makeRandom, type Random } from "@/lib/testing/random";
import { decide } from "./decide";
import type { Question } from "./decision";
import { rulesOf } from "./rule-set";

const DECISIONS = 100_000;
const RULES_A_LIST = 75;
const LIMIT_MS = 100;

const random = makeRandom(5);

function manySubjects(count: number, queues: boolean): string[] {
  return Array.from({ length: count }, (_, at) => {
    const subject = `svc${at % 40}.${makePattern(random, 0.3)}`;
    return queues && at % 4 === 0 ? `${subject} v${at % 5}` : subject;
  });
}

const permissions: UserPermissions = {
  publish: { allow: manySubjects(RULES_A_LIST, false), deny: manySubjects(RULES_A_LIST, false) },
  subscribe: { allow: manySubjects(RULES_A_LIST, true), deny: manySubjects(RULES_A_LIST, true) },
  responses: null,
};
const rules = rulesOf(permissions);
const questions = Array.from({ length: 5000 }, (_, at) => question(random, at));

function question(chance: Random, at: number): Question {
  const isPublish = at % 2 === 0;
  const { allow, deny } = isPublish ? permissions.publish : permissions.subscribe;
  const subject = makeSubject(chance, [...(allow ?? []), ...(deny ?? [])], isPublish);
  return isPublish
    ? { action: "publish", subject, queue: "" }
    : { action: "subscribe", subject, queue: chance.is(0.33) ? makeQueue(chance) : "" };
}

describe("100,000 decisions against 300 rules", () => {
  let best = Number.POSITIVE_INFINITY;
  bench(
    `one round, at most ${LIMIT_MS} ms`,
    () => {
      const startedAt = performance.now();
      let allowed = 0;
      for (let at = 0; at < DECISIONS; at += 1) {
        const asked = questions[at % questions.length];
        if (asked && decide(rules, asked).kind === "allowed") allowed += 1;
      }
      best = Math.min(best, performance.now() - startedAt);
      if (allowed === 0) throw new Error("nothing was decided");
    },
    {
      iterations: 10,
      time: 0,
      warmupIterations: 3,
      teardown: (_task, mode) => {
        if (mode !== "run" || best <= LIMIT_MS) return;
        process.stderr.write(`The best round took ${best.toFixed(0)} ms.\n`);
        process.exitCode = 1;
      },
    },
  );
});
