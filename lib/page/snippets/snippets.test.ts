// What every snippet says and leaves out. That the code works is shown by `npm run clients` (runs.test.ts); .NET and
// Ruby follow nats-io/nats.net NatsOpts.cs, NatsClient.cs and nats-io/nats-pure.rb client.rb.

import { describe, expect, it } from "vitest";
import { shellQuoted } from "@/lib/page/base/shell";
import { factsOf, soundUser } from "@/lib/testing/diagnosis-facts";
import { type SnippetContext, snippetContext } from "./context";
import { clientUrl, singleQuoted, VARIANTS, type Variant } from "./snippet";
import { snippets as snippetsFor } from "./snippets";

const snippets = (from: SnippetContext, variant: Variant = "messages") =>
  snippetsFor(from, variant);

const context: SnippetContext = {
  address: "ws://nats.example.net:8080",
  clientAddress: null,
  bridge: null,
  credsFileName: "svc-orders.creds",
  inboxPrefix: null,
  subject: "orders.eu.created",
  mayPublish: true,
  maySubscribe: true,
  mayRequest: true,
  mayAnswer: true,
  stored: { stream: "ORDERS", consumer: "worker" },
  refusedBy: [],
};

const INBOX_OPTION: Record<string, string> = {
  go: 'nats.CustomInboxPrefix("_INBOX_eu")',
  java: '.inboxPrefix("_INBOX_eu")',
  javascript: 'inboxPrefix: "_INBOX_eu"',
  typescript: 'inboxPrefix: "_INBOX_eu"',
  browser: 'inboxPrefix: "_INBOX_eu"',
  python: 'inbox_prefix="_INBOX_eu"',
  c: 'natsOptions_SetCustomInboxPrefix(opts, "_INBOX_eu")',
  dotnet: 'InboxPrefix = "_INBOX_eu"',
  rust: '.custom_inbox_prefix("_INBOX_eu")',
  ruby: "custom_inbox_prefix: '_INBOX_eu'",
  cli: "--inbox-prefix _INBOX_eu",
};

describe("every snippet", () => {
  it.each(snippets(context))("$label names file, address and subject", ({ id, code, install }) => {
    expect(code).toContain("svc-orders.creds");
    expect(code).toContain(
      id === "browser" ? "ws://nats.example.net:8080" : "nats://nats.example.net:4222",
    );
    expect(code).toContain("orders.eu.created");
    if (id !== "browser") expect(code).toContain("default client port, 4222");
    expect(code).not.toMatch(/undefined|null,|false\b/u);
    expect(code.toLowerCase()).not.toContain("inbox");
    expect(install.length).toBeGreaterThan(5);
    const own = snippets({ ...context, inboxPrefix: "_INBOX_eu" }).find((one) => one.id === id);
    expect(own?.code).toContain(INBOX_OPTION[id]);
  });

  it.each(snippets(context))("$label leaves out what is not allowed", ({ id }) => {
    const of = (change: Partial<SnippetContext>) =>
      snippets({ ...context, ...change }).find((one) => one.id === id)?.code ?? "";
    expect(of({ maySubscribe: false })).not.toMatch(/\bsub(scribe)?\b|next_?msg|messages/iu);
    expect(of({ mayPublish: false })).not.toMatch(/publish|\bpub\b|hello/iu);
  });

  it.each(snippets(context))("$label says what a request lacks", ({ id }) => {
    const code = snippets({ ...context, mayRequest: false, mayAnswer: false }, "request").find(
      (one) => one.id === id,
    )?.code;
    expect(code).toContain("do not allow this request");
    expect(code).toContain("another client has to");
    expect(code).not.toContain("hello to you");
    const [store, consume] = (["store", "consume"] as const).map((variant) =>
      snippets(context, variant).find((one) => one.id === id),
    );
    expect(store?.code).toContain("A stream has to store orders.eu.created.");
    expect(consume?.code).toContain("Replace ORDERS and worker with");
  });

  it.each(VARIANTS.flatMap((variant) => snippets(context, variant)))(
    "$label has balanced brackets",
    ({ code }) => {
      for (const [open, close] of ["()", "{}", "[]"].map((pair) => pair.split(""))) {
        expect(code.split(open ?? "").length).toBe(code.split(close ?? "").length);
      }
    },
  );
});

describe("the client address", () => {
  it("is the known one, else port 4222, with TLS where the page used it", () => {
    expect(clientUrl({ ...context, clientAddress: "nats://127.0.0.1:4333" })).toBe(
      "nats://127.0.0.1:4333",
    );
    expect(clientUrl({ ...context, address: "wss://n.example.net/ws" })).toBe(
      "tls://n.example.net:4222",
    );
    expect(clientUrl({ ...context, address: "ws://[::1]:8080" })).toBe("nats://[::1]:4222");
    const [go] = snippets({ ...context, address: "wss://n.example.net" });
    expect(go?.code).toContain("It assumes TLS");
  });

  it("is a stand-in where the page goes through its bridge, and the remark says so", () => {
    const bridged = { ...context, address: "ws://page.test/bridge/prod-eu", bridge: "prod-eu" };
    for (const { id, code } of snippets(bridged)) {
      expect(code).toContain(
        id === "browser" ? "wss://nats.example.com:8080" : "nats://nats.example.com:4222",
      );
      expect(code).toContain("bridge to prod-eu");
      expect(code).not.toContain("page.test");
    }
  });

  it("says which client refuses the file", () => {
    const warned = snippets({ ...context, refusedBy: ["javascript", "dotnet"] })
      .filter(({ code }) => code.includes("Use the cleaned copy"))
      .map(({ id }) => id);
    expect(warned.sort()).toEqual(["browser", "dotnet", "javascript", "typescript"]);
  });
});

describe("the context", () => {
  const rights = (
    pubAllow: string[] | null,
    subAllow: string[] | null,
    subDeny: string[] | null = null,
  ) =>
    snippetContext(
      factsOf(
        {},
        {},
        {
          ...soundUser,
          permissions: {
            publish: { allow: pubAllow, deny: null },
            subscribe: { allow: subAllow, deny: subDeny },
            responses: null,
          },
        },
      ),
      "ws://localhost:8080",
      null,
    );

  it("is free where nothing is restricted", () => {
    expect(rights(null, null)).toMatchObject({
      subject: "demo.hello",
      mayPublish: true,
      maySubscribe: true,
      inboxPrefix: null,
      credsFileName: "svc-orders.creds",
    });
  });

  it("chooses a subject for both ways, else for one", () => {
    expect(rights(["orders.eu.>"], ["orders.*.example", "_INBOX.>"])).toMatchObject({
      subject: "orders.eu.example",
      mayPublish: true,
      maySubscribe: true,
    });
    expect(rights(["a.b", "_INBOX.>"], ["c.>"])).toMatchObject({
      subject: "a.b",
      mayPublish: true,
      maySubscribe: false,
    });
  });

  it("knows whether a request can be sent and answered", () => {
    expect(rights(null, null)).toMatchObject({ mayRequest: true, mayAnswer: true });
    expect(rights(["orders.>"], ["orders.>"])).toMatchObject({
      mayRequest: false,
      mayAnswer: false,
    });
    expect(rights(["orders.>", "_INBOX.>"], ["orders.>"]).mayAnswer).toBe(true);
    expect(rights(["orders.>"], ["orders.>", "_INBOX.>"]).mayRequest).toBe(true);
  });

  it("takes the inbox prefix that the permissions have", () => {
    expect(rights(null, ["orders.>", "_INBOX_eu.>"]).inboxPrefix).toBe("_INBOX_eu");
    expect(rights(null, ["orders.>", "_INBOX.>"]).inboxPrefix).toBeNull();
  });

  it("keeps file names plain", () => {
    const named = (name: string, kind: "file" | "paste" = "file") =>
      snippetContext(
        factsOf({ sources: [{ kind, name, bytes: 1, part: 0 }] }),
        "ws://localhost",
        null,
      ).credsFileName;
    expect(named("team/eu/svc orders.creds")).toBe("svc_orders.creds");
    expect(named('"; rm -rf \u202e.creds')).toBe("_rm_-rf_.creds");
    expect(named("pasted text", "paste")).toBe("svc-orders.creds");
    expect(named("..")).toBe("user.creds");
  });
});

describe("quoting", () => {
  it("lets no value out of its quotes", () => {
    expect(singleQuoted("a'b\\c#{d}")).toBe("'a\\'b\\\\c#{d}'");
    expect(shellQuoted("orders.>")).toBe("'orders.>'");
    expect(shellQuoted("it's $HOME")).toBe("'it'\\''s $HOME'");
    expect(shellQuoted("nats://h:4222")).toBe("nats://h:4222");
    expect(shellQuoted("=ls")).toBe("'=ls'");
    expect(shellQuoted("")).toBe("''");
    const ruby = snippets({ ...context, subject: "a.#{exit}" }).find(({ id }) => id === "ruby");
    expect(ruby?.code).toContain("'a.#{exit}'");
  });
});
