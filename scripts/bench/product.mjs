// Opens the product's page and uses it as a user does, through the names and attributes that the browser
// tests use. The bench passes the page nothing that a user could not enter.
import fs from "node:fs";

export const HELPERS = fs.readFileSync(new URL("page-helpers.js", import.meta.url), "utf8");

/**
 * @typedef {object} Product
 * @property {import("./browser.mjs").Tab} tab
 * @property {(subject: string) => Promise<void>} subscribe
 * @property {(total: number) => Promise<{at: number}>} receivedAt waits until `total` messages have been received in all
 * @property {(name: string) => Promise<number>} count a count of the page
 * @property {(seconds: number) => Promise<{perSecond: number, longTasks: number[]}>} watchFrames
 */

/**
 * Opens the page and connects; there is no subscription yet.
 * @param {import("./world.mjs").World} world
 * @returns {Promise<Product>}
 */
export async function openProduct(world) {
  const tab = await world.browser.open(world.origin);
  await tab.run(HELPERS);
  await tab.run(`(async () => {
    await dropCreds([{ name: "bench", creds: ${JSON.stringify(world.creds)} }]);
    typeInto(await waitFor(() => field("Server")), ${JSON.stringify(world.wsUrl)});
    (await enabledButton("Connect")).click();
    await waitFor(() => /accepted|unchecked/.test(document.querySelector("[data-verdict]")?.getAttribute("data-verdict")));
    // A server that checks nothing leaves the diagnosis shown.
    const tab = () => [...document.querySelectorAll("[role=tab]")].find((one) => one.textContent.trim() === "Console");
    (await waitFor(tab)).click();
  })()`);
  return {
    tab,
    async subscribe(subject) {
      await tab.run(`(async () => {
        typeInto(await waitFor(() => field("Subject")), ${JSON.stringify(subject)});
        (await enabledButton("Subscribe")).click();
        await waitFor(() => document.querySelector('[data-subscription="${subject}"]'));
      })()`);
    },
    // Notices (connected, the account) come before the first message; a later notice only ends the wait earlier.
    receivedAt: (total) =>
      tab.run(
        `(async () => {
          const notices = countOf("notices");
          await waitFor(() => newestRow() - notices >= ${total}, 120000);
          return { at: Date.now() };
        })()`,
      ),
    count: (name) => tab.run(`countOf(${JSON.stringify(name)})`),
    watchFrames: (seconds) => tab.run(`countFrames(${seconds})`),
  };
}
