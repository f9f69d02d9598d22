// Two starts of one clone at the same time must not share a server's folder. The first process holds the
// folder while it runs; the next one takes a numbered folder beside it.
import fs from "node:fs";
import path from "node:path";
import { readOr } from "../setup/digest.mjs";
import { isAlive } from "../setup/run.mjs";

/**
 * @param {string} base
 * @returns {{dir: string, release: () => void}}
 */
export function claimFolder(base) {
  for (let n = 1; ; n++) {
    const dir = n === 1 ? base : `${base}-${n}`;
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
    const owner = path.join(dir, "owner");
    removeStale(owner);
    if (take(owner)) return { dir, release: () => fs.rmSync(owner, { force: true }) };
  }
}

/**
 * If two processes try at once, one succeeds. The file never exists without its text.
 * @param {string} owner
 */
function take(owner) {
  const own = `${owner}.${process.pid}`;
  fs.writeFileSync(own, String(process.pid));
  try {
    fs.linkSync(own, owner);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/**
 * Removes the file of a process that has ended. It moves the file first, because another process may do the
 * same and take the folder between the check and the removal. A file that turns out to be held is put back.
 * @param {string} owner
 */
function removeStale(owner) {
  if (!fs.existsSync(owner) || isHeld(owner)) return;
  const moved = `${owner}.stale-${process.pid}`;
  try {
    fs.renameSync(owner, moved);
    if (isHeld(moved)) fs.linkSync(moved, owner);
  } catch {
    // Another process was first.
  }
  fs.rmSync(moved, { force: true });
}

/** @param {string} owner */
function isHeld(owner) {
  const pid = Number(readOr(owner));
  return Number.isInteger(pid) && pid > 0 && isAlive(pid);
}
