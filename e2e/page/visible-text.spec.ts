// Text from a server, a file or a message cannot hide, reorder or break the text around it: marks replace
// control, invisible and bidirectional characters, in texts, tooltips and accessible names.
import { expect, type Page } from "@playwright/test";
import { type HostileClient, startHostileServer } from "@/lib/testing/hostile-server";
import { signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import { test } from "../fixtures/test";

const RLO = "\u202E";
const LRI = "\u2066";
const NUL = "\u0000";

/** Every text and every attribute that is shown or read aloud, where such a character is raw. */
function rawTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const RAW = /[\0\u202e\u2066]/u;
    const SHOWN = ["title", "aria-label", "placeholder", "alt", "aria-description"];
    const found: string[] = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ALL);
    for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) {
      if (node instanceof Text && RAW.test(node.data)) found.push(node.data);
      if (!(node instanceof Element)) continue;
      for (const name of SHOWN) {
        const value = node.getAttribute(name);
        if (value !== null && RAW.test(value)) found.push(`${name}=${value}`);
      }
    }
    return found;
  });
}

/**
 * Answers $SYS.REQ.USER.INFO with these facts of the user, and each subscription with a message on every subject,
 * which is also its payload, with a NUL behind it.
 */
function answerWith(facts: object, subjects: readonly string[]) {
  let inbox = "";
  const message = (subject: string, id: string, payload: string) =>
    `MSG ${subject} ${id} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`;
  return (client: HostileClient, text: string) => {
    for (const line of text.split("\r\n")) {
      const [verb = "", subject = "", ...rest] = line.split(" ");
      const last = rest.at(-1) ?? "";
      if (verb === "SUB" && subject.startsWith("_INBOX")) inbox = last;
      else if (verb === "SUB")
        for (const each of subjects) client.send(message(each, last, `${each}${NUL}`));
      if (verb === "PUB" && subject === "$SYS.REQ.USER.INFO") {
        client.send(message(rest[0] ?? "", inbox, JSON.stringify({ server: {}, data: facts })));
      }
    }
  };
}

test("names, addresses and subjects of a hostile server are shown with marks", async ({
  workbench,
  page,
  lab,
  files,
}) => {
  const account = makeKey("account");
  const user = lab.trust.user({ name: `svc-${RLO}user`, account });
  const accountJwt = signToken(
    {
      ...standardClaims(`acc-${LRI}ount`, account, makeKey("operator")),
      nats: { limits: OPEN_LIMITS, type: "account", version: 2 },
    },
    makeKey("operator"),
  );
  const server = await startHostileServer({
    info: {
      server_name: `srv-${RLO}name${NUL}`,
      version: `2.10.0-${LRI}x`,
      cluster: `clu-${RLO}ster`,
      client_ip: `10.0.0.1${LRI}${RLO}9`,
    },
    onHeard: answerWith(
      {
        user: user.key.publicKey,
        account: account.publicKey,
        account_name: `told-${RLO}account`,
      },
      [`sub.${RLO}ject`, `sub.${LRI}ject`],
    ),
  });
  try {
    await workbench.choose(
      files.write(`file-${RLO}name${LRI}.creds`, user.creds),
      files.write(`account-${RLO}.jwt`, accountJwt),
    );
    await expect(workbench.identity).toContainText("U+2066");
    await workbench.connect(server.url);
    await workbench.expectVerdict("accepted");
    // The names are on the page, and so are the marks.
    await expect(workbench.fact("client-ip")).toContainText("U+2066");
    await expect(workbench.fact("client-ip")).toHaveAttribute("title", /⟨U\+2066⟩⟨U\+202E⟩/);
    await expect(workbench.fact("name")).toContainText("U+0000");
    await expect(workbench.fact("cluster")).toContainText("U+202E");
    await expect(page.getByText("your address as")).toContainText("U+2066");
    expect(await rawTexts(page)).toEqual([]);

    await workbench.subscribe(">");
    await workbench.expectCount("received", 2);
    await expect(workbench.rows).toHaveCount(2);
    await workbench.rows.first().click();
    await expect(workbench.message).toContainText("U+202E");
    expect(await rawTexts(page)).toEqual([]);

    await page.getByRole("radio", { name: "Subjects" }).check();
    const tree = page.getByRole("treegrid", { name: "Subjects" });
    await expect(tree.locator("[data-subject='sub']")).toBeVisible();
    await tree.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expect(tree.getByText("⟨U+202E⟩ject").first()).toBeVisible();
    expect(await rawTexts(page)).toEqual([]);

    for (const tab of ["Claims", "Raw", "Chain", "Permissions", "Protocol", "Code"]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      expect(await rawTexts(page), tab).toEqual([]);
    }
  } finally {
    await server.end();
  }
});
