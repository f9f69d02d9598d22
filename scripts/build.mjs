// `npm run build` installs the dependencies if needed and makes the static export in out/.
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { line } from "./setup/output.mjs";
import { printFailure } from "./setup/run.mjs";

requireNode();
try {
  await ensureInstalled();
  if ((await ensureBuilt()) === "unchanged") line("build", "unchanged");
} catch (error) {
  printFailure(error);
}
