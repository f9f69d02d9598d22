// The product's own page as the bench uses it: found by the names and attributes that people and tests
// use, and told nothing that a person could not tell it.
import fs from "node:fs";

export const HELPERS = fs.readFileSync(new URL("page-helpers.js", import.meta.url), "utf8");

/**
 * @typedef {object} Product
 * @property {import("./browser.mjs").Tab} tab
 * @property {(subject: string) => Promise<void>} subscribe
 * @property {(total: number) => Promise<{at: number}>} receivedAt when so many have been received in all
 * @property {(name: string) => Promise<number>} count a count of the page
 * @property {(seconds: number) => Promise<{perSecond: number, longTasks: number[]}>} watchFrames
 */

/**
 * Connected, without a subscription.
 * @param {import("./world.mjs").World} world
 * @returns {Promise<Product>}
 */
export async function openProduct(world) {
  const tab = await world.browser.open(world.origin);
  await tab.run(HELPERS);
  await tab.run(`(async () => {
    await dropCreds([{ name: "bench", creds: ${JSON.stringify(world.creds)} }]);
    type(await when(() => field("Server")), ${JSON.stringify(world.wsUrl)});
    (await ready("Connect")).click();
    await when(() => /accepted|unchecked/.test(document.querySelector("[data-verdict]")?.getAttribute("data-verdict")));
  })()`);
  return {
    tab,
    async subscribe(subject) {
      await tab.run(`(async () => {
        type(await when(() => field("Subject")), ${JSON.stringify(subject)});
        (await ready("Subscribe")).click();
        await when(() => document.querySelector('[data-subscription="${subject}"]'));
      })()`);
    },
    // Notices (connected, the account) come before the first message; a later one shows at most earlier.
    receivedAt: (total) =>
      tab.run(
        `(async () => {
          const notices = countOf("notices");
          await when(() => newestRow() - notices >= ${total}, 120000);
          return { at: Date.now() };
        })()`,
      ),
    count: (name) => tab.run(`countOf(${JSON.stringify(name)})`),
    watchFrames: (seconds) => tab.run(`countFrames(${seconds})`),
  };
}
