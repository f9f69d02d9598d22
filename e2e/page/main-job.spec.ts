// The main job by the accessibility tree alone: a file is chosen, a server is asked, the answer is heard, its cause is
// read and its help is opened. Roles and names in their order, and what a screen reader is told, in its order.
import { expect, type Page } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { test } from "../fixtures/test";

interface Node {
  readonly role: string;
  readonly name: string;
}

/** The tree as assistive technology gets it, in reading order, without what it passes over. */
async function readTree(page: Page): Promise<readonly Node[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const found: Node[] = [];
  const walk = (id: string): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    if (!node.ignored)
      found.push({ role: String(node.role?.value), name: String(node.name?.value ?? "") });
    for (const child of node.childIds ?? []) walk(child);
  };
  walk(nodes[0]?.nodeId ?? "");
  return found;
}

type Wanted = readonly [role: string, name: RegExp];

/** Each wanted node occurs, after the one before. */
async function expectInOrder(page: Page, wanted: readonly Wanted[]): Promise<void> {
  await expect(async () => {
    const tree = await readTree(page);
    let from = 0;
    for (const [role, name] of wanted) {
      const index = tree.findIndex(
        (node, at) => at >= from && node.role === role && name.test(node.name),
      );
      expect(index, `${role} ${name} after place ${from}`).toBeGreaterThanOrEqual(0);
      from = index + 1;
    }
  }).toPass({ timeout: 10_000 });
}

declare global {
  interface Window {
    heard: string[];
  }
}

/** Notes each new text of a live region, as a screen reader would say it. */
function listen(): void {
  window.heard = [];
  const live = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]";
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const text = element?.closest(live)?.textContent?.trim() ?? "";
      if (text !== "" && window.heard.at(-1) !== text) window.heard.push(text);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

test("the main job is done by names and roles, and its answer is heard", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  await expectInOrder(page, [
    ["banner", /^/],
    ["link", /Help/],
    ["button", /^Theme$/],
    ["main", /^/],
    ["heading", /^Does this NATS creds file work/],
    ["button", /^Choose files$/],
    ["button", /^Paste$/],
    ["button", /^Take the tour$/],
  ]);

  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-heard", claims: { exp: nowSec() - 3600 } });
  await workbench.choose(files.write("svc-heard.creds", user.creds));
  await expect(workbench.beforeConnecting).toBeVisible();
  await expectInOrder(page, [
    ["main", /^/],
    ["heading", /^Workbench$/],
    ["region", /^Identity$/],
    ["tab", /^Diagnosis/],
    ["region", /^Before connecting$/],
    ["heading", /^Not asked yet:.*expired/],
    ["heading", /^Evidence$/],
    ["heading", /^Fix$/],
    ["link", /^Help about jwt\/expired$/],
  ]);

  await page.evaluate(listen);
  await workbench.server.focus();
  workbench.watch.choose(server.wsUrl);
  await workbench.server.fill(server.wsUrl);
  await page.keyboard.press("Control+Enter");
  await workbench.expectVerdict("refused");
  const heard = () => page.evaluate(() => window.heard.filter((text) => /refused/i.test(text)));
  await expect.poll(async () => (await heard()).at(-1)).toMatch(/^Refused: .*expired/);
  const said = await page.evaluate(() => window.heard.join("\n"));
  expect(said).not.toContain(user.key.seed);
  await expectInOrder(page, [
    ["heading", /refused.*expired/i],
    ["heading", /^Evidence$/],
    ["heading", /^Fix$/],
    ["link", /^Help about jwt\/expired$/],
  ]);

  await page.getByRole("link", { name: "Help about jwt/expired", exact: true }).press("Enter");
  await expectInOrder(page, [
    ["dialog", /expired/i],
    ["heading", /expired/i],
    ["button", /^Close the help$/],
    ["term", /^/],
  ]);
});
