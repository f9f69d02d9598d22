import { expect, it } from "vitest";
import { cleanPath, folderOf, labelOf, pathOf } from "./saved-path";

it.each([
  ["orders", "", "orders"],
  ["orders/created", "orders", "created"],
  ["team/orders/created", "team/orders", "created"],
  // A subject can be nothing but slashes, and is offered as a name.
  ["/", "", "/"],
])("%s is in '%s' as %s", (path, folder, label) => {
  expect([folderOf(path), labelOf(path)]).toEqual([folder, label]);
  expect(pathOf(folder, label)).toBe(path);
});

it.each([
  [" a / b ", "a/b"],
  ["/a//b/", "a/b"],
  ["//", "//"],
  ["  ", ""],
])("'%s' is cleaned to '%s'", (typed, path) => {
  expect(cleanPath(typed)).toBe(path);
});
