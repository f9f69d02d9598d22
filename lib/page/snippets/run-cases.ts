// The snippets that `npm run clients` runs, with the creds that each needs. What it ran is kept in runs.json by the
// digest of the code; runs.test.ts compares the snippets of today. Called by both, never by the page.

import { type SnippetContext, STORED } from "./context";
import { type Snippet, VARIANTS, type Variant } from "./snippet";
import { snippets } from "./snippets";

/** Rights of the creds that a case needs: the lists of pub and sub, "allow" unless the subject begins with "!". */
export interface CaseRights {
  readonly pub: readonly string[];
  readonly sub: readonly string[];
}

export interface RunCase {
  /** "queue", or "request, own inbox". */
  readonly name: string;
  readonly variant: Variant;
  readonly context: SnippetContext;
  readonly rights: CaseRights;
}

/** The address in the code that is run; the run puts the port of its server in place of this one. */
export const CASE_PORTS = { client: "4222", webSocket: "8080" };

const FULL: SnippetContext = {
  address: `ws://127.0.0.1:${CASE_PORTS.webSocket}`,
  clientAddress: `nats://127.0.0.1:${CASE_PORTS.client}`,
  bridge: null,
  credsFileName: "svc-orders.creds",
  inboxPrefix: null,
  subject: "demo.hello",
  mayPublish: true,
  maySubscribe: true,
  mayRequest: true,
  mayAnswer: true,
  stored: STORED,
  refusedBy: [],
};

const OPEN: CaseRights = { pub: [], sub: [] };
const OWN_INBOX = { ...FULL, inboxPrefix: "_INBOX_eu", subject: "orders.eu.created" };
const NARROW: CaseRights = {
  pub: ["orders.eu.>", "_INBOX_eu.>", "$JS.API.>", "$JS.ACK.>"],
  sub: ["orders.eu.>", "_INBOX_eu.>"],
};

export const RUN_CASES: readonly RunCase[] = [
  ...VARIANTS.map((variant) => ({ name: variant, variant, context: FULL, rights: OPEN })),
  ...(["request", "store", "consume"] as const).map((variant) => ({
    name: `${variant}, own inbox`,
    variant,
    context: OWN_INBOX,
    rights: NARROW,
  })),
  {
    name: "publish alone",
    variant: "messages",
    context: { ...FULL, maySubscribe: false },
    rights: { pub: [], sub: ["!>"] },
  },
  {
    name: "subscribe alone",
    variant: "messages",
    context: { ...FULL, mayPublish: false },
    rights: { pub: ["!>"], sub: [] },
  },
  {
    name: "request alone",
    variant: "request",
    context: { ...FULL, mayAnswer: false },
    rights: { pub: ["demo.>"], sub: ["_INBOX.>"] },
  },
];

/** One for each client, with the context and the example of the case. */
export const snippetsOf = ({ context, variant }: RunCase): readonly Snippet[] =>
  snippets(context, variant);
