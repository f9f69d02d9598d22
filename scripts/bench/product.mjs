// The product's own page as the bench uses it: found by the names and attributes that people and tests
// use, and told nothing that a person could not tell it.
const HELPERS = `
  window.nameOf = (element) => element.getAttribute("aria-label") ??
    [...(element.labels ?? [])].map((label) => label.textContent).join(" ").trim();
  window.field = (name) => [...document.querySelectorAll("input,textarea")]
    .find((element) => element.type !== "file" && nameOf(element) === name);
  window.button = (name) => [...document.querySelectorAll("button")]
    .find((element) => (element.getAttribute("aria-label") ?? element.textContent).trim() === name);
  window.type = (element, text) => {
    const prototype = element.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(prototype.prototype, "value").set.call(element, text);
    element.dispatchEvent(new Event("input", { bubbles: true }));
  };
  window.when = (find, limit = 20000) => new Promise((resolve, reject) => {
    const until = performance.now() + limit;
    const look = () => {
      const found = find();
      if (found) resolve(found);
      else if (performance.now() > until) reject(new Error("waited in vain for " + find));
      else setTimeout(look, 4);
    };
    look();
  });
  window.countOf = (name) =>
    Number(document.querySelector('[data-count="' + name + '"]')?.getAttribute("data-value") ?? 0);
  // The rows stand in the order of the stream. Asked for often, so it must cost next to nothing.
  let rows = null;
  window.newestRow = () => {
    if (!rows?.isConnected) rows = document.querySelector("[role=grid] [role=row]")?.parentElement;
    return Number(rows?.lastElementChild?.getAttribute("data-message") ?? 0);
  };
  window.countFrames = async (seconds) => {
    let frames = 0;
    let isOver = false;
    const frame = () => { frames += 1; if (!isOver) requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    longTasks.length = 0;
    const startedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    isOver = true;
    return { perSecond: (frames / (performance.now() - startedAt)) * 1000, longTasks: [...longTasks] };
  };
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ type: "longtask" });
`;

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
    const input = await when(() => {
      const found = document.querySelector("input[type=file]");
      return found && Object.keys(found).some((name) => name.startsWith("__react")) ? found : null;
    });
    const files = new DataTransfer();
    files.items.add(new File([${JSON.stringify(world.creds)}], "bench.creds"));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    type(await when(() => field("Server")), ${JSON.stringify(world.wsUrl)});
    (await when(() => { const found = button("Connect"); return found && !found.disabled ? found : null; })).click();
    await when(() => /accepted|unchecked/.test(document.querySelector("[data-verdict]")?.getAttribute("data-verdict")));
  })()`);
  return {
    tab,
    async subscribe(subject) {
      await tab.run(`(async () => {
        type(await when(() => field("Subject")), ${JSON.stringify(subject)});
        (await when(() => { const found = button("Subscribe"); return found && !found.disabled ? found : null; })).click();
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
