import { expect, it } from "vitest";
import { holdLifeLock } from "./life-lock";

it("reports the lock once it is held, and never lets it go", async () => {
  const reported: string[] = [];
  const held: Promise<unknown>[] = [];
  const locks = {
    request: (name: string, onGranted: () => Promise<unknown>) => {
      expect(reported).toEqual([]);
      held.push(onGranted());
      expect(reported).toEqual([name]);
      return Promise.resolve();
    },
  } as unknown as Pick<LockManager, "request">;
  holdLifeLock(locks, (name) => reported.push(name));
  expect(reported).toHaveLength(1);
  const isReleased = Promise.race([
    held[0]?.then(() => true),
    new Promise((resolve) => setTimeout(() => resolve(false), 20)),
  ]);
  expect(await isReleased).toBe(false);
});

it("two vaults have locks of different names, and a browser without locks has none", () => {
  const names: string[] = [];
  const locks = {
    request: (_: string, onGranted: () => Promise<unknown>) => Promise.resolve(void onGranted()),
  } as unknown as Pick<LockManager, "request">;
  for (const each of [locks, locks, undefined]) holdLifeLock(each, (name) => names.push(name));
  expect(new Set(names).size).toBe(2);
  expect(names).toHaveLength(2);
});
