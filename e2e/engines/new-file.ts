// Waits for the file that a browser writes into a folder of downloads.
import fs from "node:fs";
import path from "node:path";
import { stretch } from "../fixtures/pace";

/** A browser that is still writing has such a name beside the file, or in its place. */
const UNFINISHED = /\.(?:wkdownload|part)$/u;

/** Runs `start`, and gives the text of the first whole file that is new then. */
export async function readNewFile(folder: string, start: () => Promise<unknown>): Promise<string> {
  const names = () => fs.readdirSync(folder).filter((name) => !name.startsWith("."));
  const before = new Set(names());
  await start();
  const until = Date.now() + stretch(30_000);
  let size = 0;
  for (;;) {
    const added = names().filter((name) => !before.has(name));
    const [whole] = added;
    if (whole !== undefined && !added.some((name) => UNFINISHED.test(name))) {
      const before = size;
      ({ size } = fs.statSync(path.join(folder, whole)));
      // The same twice: it grows no more.
      if (size > 0 && size === before) return fs.readFileSync(path.join(folder, whole), "utf8");
    }
    if (Date.now() > until) throw new Error("no file was downloaded");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
