// The files under the named paths, in the order of their names. A link is followed once, by its name on the command
// line; below a folder links are left alone, so no search runs in a circle.

import fs from "node:fs";
import path from "node:path";
import type { FileRef } from "@/lib/shared/protocol/requests";

/** Throws what the file system says about a path that is not there. */
export function findFiles(paths: readonly string[]): readonly FileRef[] {
  return paths.flatMap((one) => {
    if (!fs.statSync(one).isDirectory()) return [fileAt(one, false)];
    return fs
      .readdirSync(one, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((name) => fileAt(name, true));
  });
}

/** The vault zeroes the bytes that it reads. */
function fileAt(name: string, inFolder: boolean): FileRef {
  return { file: new File([fs.readFileSync(name)], path.basename(name)), path: name, inFolder };
}
