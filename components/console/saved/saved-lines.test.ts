import { expect, it } from "vitest";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import { foldersOf, savedLines } from "./saved-lines";

const message = (name: string): SavedMessage => ({
  ...{ name, mode: "publish", subject: "s", payload: "", encoding: "text", headers: [], reply: "" },
});

it("saved messages make a tree: folders first, each with the number of all its messages", () => {
  const messages = ["b", "team/orders/new", "team/ping", "a/x", "team/orders/old"].map(message);
  expect(foldersOf(messages)).toEqual(["a", "team", "team/orders"]);
  const shown = (folded: readonly string[] = []) =>
    savedLines(messages, (path) => folded.includes(path)).map(
      (line) =>
        `${"  ".repeat(line.level)}${line.label}${line.kind === "folder" ? ` (${line.count})` : ""}`,
    );
  expect(shown()).toEqual([
    ...["a (1)", "  x", "team (3)", "  orders (2)", "    new", "    old", "  ping", "b"],
  ]);
  expect(shown(["team/orders", "a"])).toEqual([
    ...["a (1)", "team (3)", "  orders (2)", "  ping", "b"],
  ]);
  expect(shown(["team"])).toEqual(["a (1)", "  x", "team (3)", "b"]);
});
