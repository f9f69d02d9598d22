// 1,000 creds against two servers on the page, and bare WebSockets that send the same CONNECTs.

import * as identities from "../../sandbox/identities.mjs";
import { startCheckWorld } from "../check-world.mjs";
import { atLeast, atMost } from "../figures.mjs";
import { HELPERS } from "../product.mjs";

const SIZE = { count: 1_000, good: 750, servers: 2 };
const TOTAL = SIZE.count * SIZE.servers;

/** @type {import("../bench.mjs").Item} */
export const check = {
  name: "check",
  title: "1,000 creds against two servers, against bare WebSockets",
  async run(world, { rounds }) {
    const own = await startCheckWorld(SIZE);
    const urls = own.servers.map(({ wsUrl }) => wsUrl);
    /** @type {{ours: number[], bare: number[], frames: number[], accepted: number[], left: number[]}} */
    const figures = { ours: [], bare: [], frames: [], accepted: [], left: [] };
    try {
      for (let round = 0; round < rounds; round++) {
        figures.bare.push(TOTAL / (await bareSeconds(world, own, urls)));
        const { seconds, frames, accepted } = await checkOnPage(world, own.files, urls);
        figures.ours.push(TOTAL / seconds);
        figures.frames.push(frames);
        figures.accepted.push(accepted);
        figures.left.push(await connectionsOf(own.servers));
      }
    } finally {
      await own.stop();
    }
    const least = (/** @type {number[]} */ values) => Math.min(...values);
    const perRound = figures.ours.map((value, n) => value / (figures.bare[n] ?? Number.NaN));
    const sorted = [...perRound].sort((a, b) => a - b);
    return {
      figures,
      goals: [
        {
          ...atLeast(
            "rate, against bare WebSockets",
            sorted[Math.floor(sorted.length / 2)] ?? 0,
            0.95,
          ),
          unit: "×",
        },
        { ...atLeast("frames, against the idle page", least(figures.frames), 0.9), unit: "×" },
        atLeast("accepted creds and servers", least(figures.accepted), SIZE.good * SIZE.servers),
        atMost(
          "accepted creds and servers",
          Math.max(...figures.accepted),
          SIZE.good * SIZE.servers,
        ),
        atMost("connections left", Math.max(...figures.left), 0),
      ],
    };
  },
};

/**
 * @param {import("../world.mjs").World} world
 * @param {Awaited<ReturnType<typeof startCheckWorld>>} own
 * @param {readonly string[]} urls
 */
async function bareSeconds(world, own, urls) {
  const tab = await world.browser.open(`${world.origin}/bench/check.html`);
  await tab.bringToFront();
  await tab.run("window.isReady ??= new Promise((resolve) => setTimeout(resolve, 200))");
  const users = own.users.map(({ jwt, seed }) => ({ jwt, seed: [...identities.rawSeed(seed)] }));
  await tab.run(`prepare(${JSON.stringify(users)})`);
  const { ms, accepted } = await tab.run(`connectAll(${JSON.stringify(urls)})`);
  await tab.close();
  // A seed that does not fit and a JWT that is not signed are refused as well.
  if (accepted !== SIZE.good * SIZE.servers)
    throw new Error(`bare WebSockets: ${accepted} accepted`);
  return ms / 1_000;
}

/**
 * @param {import("../world.mjs").World} world
 * @param {readonly string[]} files
 * @param {readonly string[]} urls
 */
async function checkOnPage(world, files, urls) {
  const tab = await world.browser.open(world.origin);
  await tab.run(HELPERS);
  await tab.bringToFront();
  await tab.run(`waitFor(() => {
    const input = document.querySelector("input[type=file]");
    return input && Object.keys(input).some((name) => name.startsWith("__react"));
  })`);
  await tab.chooseFiles('input[type="file"]', files);
  await tab.run(`waitFor(() => countOf("keys") >= ${SIZE.count - 25}, 60000)`);
  await tab.run(`(async () => {
    (await waitFor(() => [...document.querySelectorAll("a")].find((link) => /^Overview/.test(link.textContent)))).click();
    (await waitFor(() => [...document.querySelectorAll("button")].find((one) => /^Check/.test(one.textContent.trim()) && !one.disabled))).click();
    typeInto(await waitFor(() => field("Servers")), ${JSON.stringify(urls.join("\n"))});
    await new Promise((resolve) => setTimeout(resolve, 1000));
  })()`);
  const idle = await tab.run("countFrames(2)");
  const seconds = tab.run(`(async () => {
    const from = performance.now();
    (await enabledButton("Start")).click();
    await waitFor(() => document.querySelector('[data-check-run="done"]'), 240000);
    return (performance.now() - from) / 1000;
  })()`);
  const busy = await tab.run("countFrames(4)");
  const took = await seconds;
  const accepted = await tab.run(
    `Number(/(\\d+) accepted/.exec(document.querySelector("[role=progressbar]").getAttribute("aria-valuetext"))?.[1] ?? 0)`,
  );
  await tab.close();
  return { seconds: took, frames: busy.perSecond / idle.perSecond, accepted };
}

/** @param {readonly {monitorUrl: string}[]} servers */
async function connectionsOf(servers) {
  let open = 0;
  for (const { monitorUrl } of servers) {
    const reply = await fetch(`${monitorUrl}/connz`);
    const { num_connections } = /** @type {{num_connections: number}} */ (await reply.json());
    open += num_connections;
  }
  return open;
}
