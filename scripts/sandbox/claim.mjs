// Two starts of one clone at a time must not share a server's folder. The first holds the folder
// while its process lives; the next takes a numbered one beside it.
import fs from "node:fs";
import path from "node:path";

/**
 * @param {string} base
 * @returns {{dir: string, release: () => void}}
 */
export function claimFolder(base) {
  for (let n = 1; ; n++) {
    const dir = n === 1 ? base : `${base}-${n}`;
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
    const owner = path.join(dir, "owner");
    if (isHeld(owner)) continue;
    fs.writeFileSync(owner, String(process.pid));
    return { dir, release: () => fs.rmSync(owner, { force: true }) };
  }
}

/** @param {string} owner */
function isHeld(owner) {
  const pid = fs.existsSync(owner) ? Number(fs.readFileSync(owner, "utf8")) : 0;
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
