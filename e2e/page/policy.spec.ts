// The browser enforces the policies: every attack of fixtures/attacks.ts is stopped on the shipped page and works
// on a control page without policies. No route of the page causes a violation.
import { type Browser, expect, type Page, type Worker } from "@playwright/test";
import { readPages } from "../../scripts/policy/pages.mjs";
import { outDir } from "../../scripts/setup/paths.mjs";
import {
  type Attacker,
  startAttacker,
  startBare,
  startControl,
  startShipped,
} from "../fixtures/attacked-sites";
import { ATTACKS, attack, watchViolations } from "../fixtures/attacks";
import { slowDown } from "../fixtures/pace";
import { settle } from "../fixtures/settle";
import { pageUrl, test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

const NAMES = ["inline script", ...ATTACKS.map(({ name }) => name)].sort();

async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await slowDown(page);
  return page;
}

/**
 * Opens a page, tries the attacks one by one, and gives the names of those that worked. Each attempt ends when
 * it has worked or when the browser reports that it stopped it, by an exception or a violation, so that no
 * attempt is still on its way.
 */
async function tryAll(page: Page, url: string, attacker: Attacker) {
  await page.addInitScript(watchViolations);
  await page.goto(url);
  await page.waitForLoadState("networkidle");
  const inside = new Set<string>();
  const look = async () => {
    const { done, violations, planted } = await page.evaluate(() => ({
      done: window.done,
      violations: window.violations,
      planted: window.planted,
    }));
    if (planted === true) inside.add("inline script");
    for (const name of done) inside.add(name);
    return violations.length;
  };
  let seen = await look();
  for (const one of ATTACKS) {
    const wasThrown = await attack(page, one, attacker.url);
    const isOver = async () => {
      if (wasThrown || attacker.arrived.has(one.name)) return true;
      // A form may leave the page during this check.
      const noted = await look().catch(() => seen);
      return noted > seen || inside.has(one.name);
    };
    await expect.poll(isOver, `${one.name} worked or was stopped`).toBe(true);
    // If the form worked, the page has been left.
    if (attacker.arrived.has("form")) break;
    await settle(page);
    seen = await look();
  }
  return [...new Set([...inside, ...attacker.arrived])]
    .filter((name) => NAMES.includes(name))
    .sort();
}

test("each attack works on a page without policies, and none on ours", async ({ browser }) => {
  const [control, shipped] = [await startControl(), await startShipped()];
  const attackers = [await startAttacker(), await startAttacker()] as const;
  const pages = [await newPage(browser), await newPage(browser)] as const;
  try {
    expect(await tryAll(pages[0], `${control.url}/`, attackers[0])).toEqual(NAMES);

    expect(await tryAll(pages[1], `${shipped.url}/`, attackers[1])).toEqual([]);
    expect(pages[1].url()).toBe(`${shipped.url}/`);
    const violations = await pages[1].evaluate(() => window.violations);
    expect([...new Set(violations)].sort()).toEqual(
      expect.arrayContaining([
        "base-uri",
        "connect-src",
        "form-action",
        "frame-src",
        "img-src",
        "require-trusted-types-for",
        "script-src-elem",
        "style-src-elem",
        "trusted-types",
      ]),
    );
  } finally {
    for (const page of pages) await page.close();
    for (const host of [control, shipped, ...attackers]) await host.stop();
  }
});

test("on a host that sends no headers the page's own meta tag stops them all", async ({
  browser,
}) => {
  const bare = await startBare({ meta: true });
  const attacker = await startAttacker();
  const page = await newPage(browser);
  try {
    expect(await tryAll(page, `${bare.url}/`, attacker)).toEqual([]);
  } finally {
    await page.close();
    for (const host of [bare, attacker]) await host.stop();
  }
});

test("no other site can put the page into a frame", async ({ browser }) => {
  const control = await startControl();
  const framing = (url: string) => startAttacker(`<iframe src="${url}/"></iframe>`);
  const hosts = [await framing(control.url), await framing(pageUrl())] as const;
  const page = await newPage(browser);
  const banners = () => page.frames()[1]?.getByRole("banner").count();
  try {
    await page.goto(`${hosts[0].url}/`);
    await expect.poll(banners).toBe(1);
    await page.goto(`${hosts[1].url}/`);
    // The browser's own error page says that it was refused, and the frame shows nothing else after that.
    await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
    expect(await banners()).toBe(0);
  } finally {
    await page.close();
    for (const host of [control, ...hosts]) await host.stop();
  }
});

/** Opens the page and gives its vault, which starts when something is first loaded. */
async function vaultOf(page: Page, url: string): Promise<Worker> {
  const started = page.waitForEvent("worker");
  const workbench = new Workbench(page, new Watch(page, url));
  await workbench.open(url);
  await workbench.paste("nothing");
  return started;
}

/** Tries code and sockets inside a worker, and gives the names of what worked. */
async function tryInside(vault: Worker, attacker: Attacker): Promise<string[]> {
  const inside = await vault.evaluate(async (host) => {
    const worked: string[] = [];
    const attempt = (name: string, run: () => unknown) =>
      new Promise<void>((resolve) => {
        setTimeout(() => {
          try {
            run();
            worked.push(name);
          } catch {
            // A policy stopped it.
          }
          resolve();
        });
      });
    const load = (address: string) =>
      Reflect.apply(Reflect.get(self, "importScripts"), self, [address]);
    await attempt("eval", () => self.eval("1"));
    await attempt("new Function", () => new Function("return 1")());
    await attempt("foreign script", () => load(`${host}/x.js`));
    await attempt("an answer that is no script of the page", () => load("/theirs"));
    // These end once the browser has answered; by then an allowed request has arrived.
    await fetch(`${host}/fetch`, { mode: "no-cors" }).catch(() => {});
    await new Promise((resolve) => {
      new WebSocket(`${host.replace("http", "ws")}/socket`).onerror = resolve;
    });
    return worked;
  }, attacker.url);
  return [...inside, ...attacker.arrived].sort();
}

test("the worker has its script's own policy, which the page's policy does not replace", async ({
  browser,
}) => {
  const sites = { open: await startShipped(), control: await startControl() };
  const attackers = { open: await startAttacker(), control: await startAttacker() };
  const page = await newPage(browser);
  try {
    expect(await tryInside(await vaultOf(page, sites.control.url), attackers.control)).toEqual([
      "an answer that is no script of the page",
      "eval",
      "fetch",
      "foreign script",
      "new Function",
      "socket",
      "x.js",
    ]);
    // The user may name any server, so sockets are open; code is not.
    expect(await tryInside(await vaultOf(page, sites.open.url), attackers.open)).toEqual([
      "fetch",
      "socket",
    ]);
  } finally {
    await page.close();
    for (const host of [...Object.values(sites), ...Object.values(attackers)]) await host.stop();
  }
});

test("no route causes a violation, and none contacts another host", async ({ page, watch }) => {
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      Reflect.get(window, "reportViolation")(`${effectiveDirective} ${blockedURI}`);
    });
  });
  const routes = readPages(outDir).map(({ file }) =>
    file.replace(/(?:^|\/)index\.html$|\.html$/, ""),
  );
  expect(routes).toContain("");
  for (const route of [...routes, "no/such/page"]) {
    await page.goto(`/${route}`);
    await page.waitForLoadState("networkidle");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => window.crossOriginIsolated), route).toBe(true);
  }
  expect(violations).toEqual([]);
  watch.check();
});
