// 10,000 creds in the overview: the time until the first rows are painted, when it is opened, sorted, filtered and
// searched, and what page and vault hold. The creds have 400 different sets of permissions, and some expire.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { atMost, median } from "../figures.mjs";
import { makeFleet } from "../fleet.mjs";
import { HELPERS } from "../product.mjs";

const COUNT = 10_000;
/** Besides: files that hold no creds. */
const UNREADABLE = 50;
const SETS = 400;
/** So many of the sets may publish to orders.eu.created. */
const WIDER = 40;
const DAY = 86_400;
/** What comes later is felt as a delay. */
const GOAL_MS = 100;
const LONGEST_FRAME_MS = 250;

/** @param {number} n */
const hasNone = (n) => n % 10 === 0;

/** @param {number} n */
const mayCreate = (n) => n % SETS < WIDER && !hasNone(n);

/** @param {number} n */
function claimsOf(n) {
  const set = n % SETS;
  const allow = Array.from({ length: 1 + (set % 20) }, (_, rule) => `region${set}.topic${rule}.>`);
  if (set < WIDER) allow.push("orders.*.created");
  const nats = hasNone(n) ? {} : { pub: { allow }, sub: { allow: ["_INBOX.>", ...allow] } };
  const expiry = n % 4 === 0 ? { exp: Math.floor(Date.now() / 1000) + ((n % 800) - 20) * DAY } : {};
  return { name: `svc-${n % 37}-${n}`, nats, ...expiry };
}

/** Runs in the page, after HELPERS. */
const ACTS = `
globalThis.grid = (name = "Creds") => document.querySelector('[role=grid][aria-label="' + name + '"]');
globalThis.rowsIn = (name) => Number(grid(name)?.getAttribute("aria-rowcount") ?? -1);
globalThis.hasRows = (name) => grid(name)?.querySelector("[data-creds]") != null;
globalThis.area = (name) => [...document.querySelectorAll("nav a")].find((link) => link.title === name);
globalThis.leave = () => timeToPaint(() => area("Workbench").click(), () => grid() === null);
globalThis.open = () => timeToPaint(() => area("Overview").click(), () => hasRows());
globalThis.sortBy = (label) => {
  const head = [...grid().querySelectorAll("[role=columnheader]")].find((one) => one.textContent.trim() === label);
  const before = head.getAttribute("aria-sort");
  return timeToPaint(() => head.querySelector("button").click(), () => head.getAttribute("aria-sort") !== before && hasRows());
};
globalThis.press = (selector) => {
  const one = document.querySelector(selector);
  const before = rowsIn();
  return timeToPaint(() => one.click(), () => rowsIn() !== before);
};
globalThis.find = (text, count) => timeToPaint(() => typeInto(field("Search creds"), text), () => rowsIn() === count);
globalThis.ask = (subject, rule) => {
  const one = document.querySelector("section[aria-label='Who may'] input[aria-label='Subject']");
  const first = () => document.querySelector('[data-who][aria-rowindex="1"]')?.getAttribute("data-rule");
  return timeToPaint(() => typeInto(one, subject), () => first() === rule);
};
globalThis.longestFrame = async (isOver) => {
  let [longest, last] = [0, performance.now()];
  while (!isOver()) {
    const now = await new Promise(requestAnimationFrame);
    longest = Math.max(longest, now - last);
    last = Math.max(last, now);
  }
  return longest;
};
`;

/** @type {import("../bench.mjs").Item} */
export const overview = {
  name: "overview",
  title: "10,000 creds in the overview, until the first rows are painted",
  async run(world, { rounds }) {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-overview-"));
    const { creds } = makeFleet(COUNT, claimsOf);
    const paths = [...creds, ...Array.from({ length: UNREADABLE }, () => "no creds")].map(
      (text, n) => {
        const file = path.join(dir, `${n}.creds`);
        fs.writeFileSync(file, text);
        return file;
      },
    );
    const tab = await world.browser.open(world.origin);
    await tab.run(HELPERS);
    await tab.run(ACTS);
    await tab.bringToFront();
    const emptyBytes = world.browser.rendererBytes();
    const emptyHeap = await tab.heapBytes();
    const listed = tab.run(`timeToList(${paths.length})`);
    await tab.chooseFiles('input[type="file"]', paths);
    await listed;
    fs.rmSync(dir, { recursive: true });

    /** @type {Record<string, number[]>} */
    const times = {};
    const time = async (/** @type {string} */ what, /** @type {string} */ code) => {
      const ms = await tab.run(code);
      times[what] = [...(times[what] ?? []), ms];
    };
    const total = paths.length;
    const may = Array.from({ length: COUNT }, (_, n) => n).filter(mayCreate).length;
    await time("opened for the first time", "open()");
    // The search of permissions waits for them; until then it lists those that are read.
    const startMs = Date.now();
    await tab.run(`typeInto(field("Search creds"), "may:publish:orders.eu.created")`);
    const longestFrameMs = await tab.run(`longestFrame(() => rowsIn() === ${may})`);
    const readMs = Date.now() - startMs;
    await tab.run(`find("", ${total})`);
    for (let round = 0; round < rounds; round++) {
      await tab.run("leave()");
      await time("opened", "open()");
      for (const label of [
        "Name",
        "Account",
        "Status",
        "Expires in",
        "Permissions",
        "Last answer",
        "File",
      ]) {
        await time(`sorted by ${label}`, `sortBy(${JSON.stringify(label)})`);
      }
      for (const name of ["expired", "unreadable", "not-tried", "expiring", "any-subject"]) {
        await time(`filter ${name}`, `press('[data-status-count="${name}"]')`);
        await time("all", `press('[data-status-count="all"]')`);
      }
      await time("expiry within 30 days", `press('[data-expiry="month"]')`);
      await time("all", `press('[data-status-count="all"]')`);
      await time("may:", `find("may:publish:orders.eu.created", ${may})`);
      await time(
        "a word",
        `find("svc-36-", ${Array.from({ length: COUNT }, (_, n) => n).filter((n) => n % 37 === 36).length})`,
      );
      await time("no word", `find("", ${total})`);
    }
    await tab.run(`document.querySelector('input[type=radio][value="who"]').click()`);
    await tab.run(
      `waitFor(() => document.querySelector("section[aria-label='Who may']") !== null)`,
    );
    for (let round = 0; round < rounds; round++) {
      await time("who may", `ask("orders.eu.created", "orders.*.created")`);
      await time("who may", `ask("region1.topic0.x", "region1.topic0.>")`);
    }
    const pageBytes = (await tab.heapBytes()) - emptyHeap;
    const allBytes = world.browser.rendererBytes() - emptyBytes;
    await tab.close();
    const medians = Object.fromEntries(
      Object.entries(times).map(([what, all]) => [what, Math.round(median(all))]),
    );
    return {
      times,
      medians,
      permissionsReadMs: readMs,
      memoryMB: { page: Math.round(pageBytes / 1e6), pageAndVault: Math.round(allBytes / 1e6) },
      goals: [
        ...Object.entries(medians).map(([what, ms]) => ({
          ...atMost(what, ms, GOAL_MS),
          unit: " ms",
        })),
        {
          ...atMost("longest frame while permissions are read", longestFrameMs, LONGEST_FRAME_MS),
          unit: " ms",
        },
      ],
    };
  },
};
