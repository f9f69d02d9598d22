import { afterEach, expect, it } from "vitest";
import { fileOf } from "@/lib/testing/page-rig";
import {
  dropHandles,
  dropHandlesOf,
  expectFiles,
  handlesOf,
  keepHandles,
  recoverHandles,
  setAsideOf,
  setBegun,
} from "./file-handles";

const files = ["a", "b", "c", "d"].map((name) => fileOf(name, name));
const paths = files.map(({ path }) => path);
const names = (list: readonly { readonly path: string }[]) => list.map(({ path }) => path);

afterEach(dropHandles);

it("keeps handles of files that were read, and of no others", () => {
  expectFiles(files);
  expect(names(handlesOf(paths))).toEqual([]);
  setBegun(["a", "b"]);
  expect(names(handlesOf(paths))).toEqual([]);
  setBegun(["c"]);
  expect(names(handlesOf(paths))).toEqual(["a", "b"]);
  keepHandles(files);
  expect(names(handlesOf(paths))).toEqual(["a", "b", "c", "d"]);
});

it("after a stop, sets aside the files that were being read, and only them", () => {
  expectFiles(files);
  setBegun(["a"]);
  setBegun(["b", "c"]);
  const { readable, setAside } = recoverHandles();
  expect(names(readable)).toEqual(["a", "d"]);
  expect(names(setAside)).toEqual(["b", "c"]);
  // They stay aside over more stops, until they are opened again or dropped.
  expect(names(recoverHandles().setAside)).toEqual(["b", "c"]);
  expect(names(recoverHandles().readable)).toEqual(["a", "d"]);
  expect(names(setAsideOf(paths))).toEqual(["b", "c"]);
  expectFiles(files.slice(1, 2));
  dropHandlesOf(["c"]);
  expect(names(setAsideOf(paths))).toEqual([]);
  expect(names(recoverHandles().readable)).toEqual(["a", "b", "d"]);
});
