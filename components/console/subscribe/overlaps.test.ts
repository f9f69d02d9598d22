import { expect, it } from "vitest";
import { overlapsOf } from "./overlaps";

const one = (subject: string, queue = "", state: "active" | "ended" = "active") => ({
  ...{ subject, queue, state },
});

it("names the subscriptions that get the same messages", () => {
  const all = [one("a.>"), one("a.b"), one("c"), one("a.b", "q"), one("a.*", "q")];
  const names = all.map((each) =>
    overlapsOf(each, all).map(({ subject, queue }) => subject + queue),
  );
  expect(names).toEqual([
    ["a.b", "a.bq", "a.*q"],
    ["a.>", "a.bq", "a.*q"],
    [],
    ["a.>", "a.b"],
    ["a.>", "a.b"],
  ]);
});

it("leaves out what has ended", () => {
  const all = [one("a"), one("a", "", "ended")];
  expect(all.map((each) => overlapsOf(each, all))).toEqual([[], []]);
});
