// The texts of the page "Security". Each sentence that promises something names the tests that hold it:
// promises-text.test.ts finds them, and a sentence without one does not compile.

/** A test by its file and by its title, as both are written in the repository. */
export interface HoldingTest {
  readonly file: string;
  readonly title: string;
}

export interface PromisedSentence {
  readonly says: string;
  readonly heldBy: readonly [HoldingTest, ...HoldingTest[]];
}

export interface SecurityPromise {
  readonly promise: PromisedSentence;
  /** What keeps the promise. */
  readonly mechanism: readonly [PromisedSentence, ...PromisedSentence[]];
  /** What the tests do, in words. */
  readonly tested: string;
}

const test = (file: string, title: string): HoldingTest => ({ file, title });
const promised = (says: string, ...heldBy: PromisedSentence["heldBy"]): PromisedSentence => ({
  says,
  heldBy,
});

const SEED_STAYS = test(
  "e2e/page/secrecy.spec.ts",
  "the seed stays in the vault, and Forget removes it",
);
const READER_FOUND = test(
  "e2e/page/secrecy.spec.ts",
  "a planted line that reads the file on the page is found",
);
const MISPLACED = "e2e/page/misplaced-seed.spec.ts";
const NO_OTHER_HOST = test(
  "e2e/page/policy.spec.ts",
  "no route causes a violation, and none contacts another host",
);
const LOCKED = test(
  "e2e/page/instance-config.spec.ts",
  "locked: only listed servers, whatever code asks",
);
const ATTACKS = test(
  "e2e/page/policy.spec.ts",
  "each attack works on a page without policies, and none on ours",
);
const LINK = test(
  "e2e/page/instance-config.spec.ts",
  "a link fills fields, connects nowhere, and carries no address",
);
const MARKS = test(
  "e2e/page/visible-text.spec.ts",
  "names, addresses and subjects of a hostile server are shown with marks",
);
const TEN_SIGNATURES = test(
  "e2e/connect/hostile-server.spec.ts",
  "a server that accepts and drops gets ten signatures, and the page asks",
);

export const PROMISES: readonly SecurityPromise[] = [
  {
    promise: promised(
      "The seed stays in one worker of this tab, as bytes, and is wiped by Forget.",
      SEED_STAYS,
    ),
    mechanism: [
      promised(
        "The page passes the file unread to the worker, called the vault.",
        READER_FOUND,
        SEED_STAYS,
      ),
      promised(
        "There the seed becomes a key that cannot be exported, except over plain http, where the browser has no such keys.",
        test("lib/vault/keyring/seed-box.test.ts", "%s: signs until it is wiped, and shows no key"),
        test("lib/vault/keyring/seed-box.test.ts", "keeps a WebCrypto key that cannot be exported"),
      ),
      promised("Its bytes are overwritten.", SEED_STAYS),
      promised(
        "A token or a password that you add to creds is kept there as well, after the page's field is emptied.",
        test(
          "e2e/page/secrecy.spec.ts",
          "a token and a password are in the vault alone, and go with Forget",
        ),
        test(
          "lib/vault/keyring/login-box.test.ts",
          "is zero after it was wiped, and so is its own copy",
        ),
      ),
      promised(
        "No message from the vault can carry a seed.",
        test("lib/shared/protocol/protocol.test.ts", "accepts the protocol as it is"),
        test(
          "lib/vault/worker/serve.test.ts",
          "hides a seed in the name, the tags and other claims of a JWT, and in the name of its file",
        ),
      ),
    ],
    tested:
      "A browser test searches heaps, page, storage, requests and frames, and on Linux the memory of every browser process, for the seed; the same search finds it when one careless line is planted.",
  },
  {
    promise: promised(
      "A seed in the wrong place is hidden, never stored, and named.",
      test(
        MISPLACED,
        "a seed in a file name, and in the name and tags of a JWT, is hidden and named",
      ),
      test(MISPLACED, "a seed that is typed or pasted into a field is removed and named"),
    ),
    mechanism: [
      promised(
        "The vault hides seeds in all that it says about files, claims and servers.",
        test(
          "lib/vault/worker/serve.test.ts",
          "hides a seed in the name, the tags and other claims of a JWT, and in the name of its file",
        ),
      ),
      promised(
        "Fields for anything but creds do not take one.",
        test(MISPLACED, "a seed that is typed or pasted into a field is removed and named"),
      ),
      promised(
        "What the browser keeps between visits is searched for seeds before it is written.",
        test("lib/page/storage/storage.test.ts", "never gets %s, in a key or in a text"),
      ),
      promised(
        "An address is remembered without user, password and query.",
        test(MISPLACED, "an address is remembered without its query"),
        test("lib/page/storage/storage.test.ts", "%s is kept as %s"),
      ),
    ],
    tested:
      "Seeds are put into file names, claims, fields, lists, addresses and links in the browser; document, fields and storage are then searched for them.",
  },
  {
    promise: promised(
      "Requests go to this host and to the server that you connect to, and to no other.",
      NO_OTHER_HOST,
    ),
    mechanism: [
      promised(
        "The page may connect to its own host only.",
        test("scripts/policy/policy.test.mjs", "let the page reach its own host alone"),
        ATTACKS,
      ),
      promised(
        "The vault opens the first socket after a click on Connect that shows the host.",
        LINK,
        NO_OTHER_HOST,
      ),
      promised(
        "It ignores other addresses that a server announces.",
        test(
          "e2e/connect/announced-servers.spec.ts",
          "a server that another one announces is never dialled",
        ),
      ),
    ],
    tested:
      "Every browser test watches all requests and sockets of page and workers, on every route, and fails if one goes elsewhere.",
  },
  {
    promise: promised(
      "One click on Connect gives a server at most ten signatures, unless a connection lasted a minute.",
      TEN_SIGNATURES,
    ),
    mechanism: [
      promised(
        "After ten accepted connections that ended early, the page stops and asks.",
        TEN_SIGNATURES,
        test(
          "lib/vault/session/flapping-server.test.ts",
          "gets a stated number of signatures, and then the page asks",
        ),
      ),
      promised(
        "Only a nonce of 11 to 32 letters, digits, hyphens and underscores is signed.",
        test(
          "e2e/connect/hostile-server.spec.ts",
          "a nonce that no NATS server sends is not signed",
        ),
        test("lib/vault/nats/wire/control-line.test.ts", "lets %s be signed"),
      ),
    ],
    tested:
      "A server that accepts and drops counts the signatures that it gets, in the browser and in Node.",
  },
  {
    promise: promised("A locked instance can connect to its listed servers only.", LOCKED),
    mechanism: [
      promised(
        "The policy that comes with the vault's script lists their hosts.",
        test(
          "scripts/policy/policy.test.mjs",
          "lock the worker to host and port of the listed servers, each once",
        ),
      ),
      promised(
        "The browser refuses every other connection, whichever code asks for it.",
        LOCKED,
        test(
          "e2e/page/policy.spec.ts",
          "the worker has its script's own policy, which the page's policy does not replace",
        ),
      ),
    ],
    tested:
      "Code injected into the page and into the worker tries to open a socket to another host. It fails, and it succeeds on a control page without the policy.",
  },
  {
    promise: promised("Only code of this product runs here.", ATTACKS),
    mechanism: [
      promised(
        "A content security policy has neither unsafe-inline nor unsafe-eval, and the digests of this page's inline scripts.",
        test("scripts/policy/policy.test.mjs", "never allow inline or evaluated code"),
        test(
          "scripts/policy/policy.test.mjs",
          "gets its policy before every script, with the hash of each inline one",
        ),
      ),
      promised("With Trusted Types, text never becomes markup or script.", ATTACKS),
      promised(
        "Every script and style sheet that a page names has a digest.",
        test(
          "scripts/policy/policy.test.mjs",
          "gets its policy before every script, with the hash of each inline one",
        ),
      ),
    ],
    tested:
      "Inline script, eval, new Function, innerHTML, foreign fetch, image, form, frame, base, worker from a blob and more are tried. Each works on a control page without the policy, and none works here.",
  },
  {
    promise: promised("No link, page or file makes a connection.", LINK),
    mechanism: [
      promised(
        "A link can name a listed server, a subject and a filter, and fills fields only.",
        LINK,
      ),
      promised(
        "No other site can show this page in a frame.",
        test("e2e/page/policy.spec.ts", "no other site can put the page into a frame"),
      ),
    ],
    tested:
      "A browser test opens such a link and sees no connection; another sees a frame of this page stay empty.",
  },
  {
    promise: promised("Everything from a server or a message is shown as text.", MARKS),
    mechanism: [
      promised(
        "Names, subjects, payloads and errors never become markup.",
        test("e2e/console/console-payload.spec.ts", "markup in a payload stays text"),
        ATTACKS,
      ),
      promised(
        "Control and invisible characters are shown as marks.",
        MARKS,
        test(
          "scripts/lint/visible-text.test.mjs",
          "every text field of the facts is in the rule, or holds our own words",
        ),
      ),
      promised(
        "The sizes of files and the depth of JSON are bounded before they are read.",
        test("e2e/creds/hostile-files.spec.ts", "100 MB: refused in a moment"),
        test("lib/vault/creds/encoding/json-reader.test.ts", "limits depth and size"),
      ),
      promised(
        "What is very long is shown in part, with its number.",
        test(
          "e2e/creds/hostile-sizes.spec.ts",
          "a JWT with 50,000 claims: the first are shown, the rest is counted, no tab freezes",
        ),
        test(
          "lib/vault/message-store/subject-tree.test.ts",
          "of 1,000,000 subjects makes the shown nodes only and counts the rest",
        ),
      ),
    ],
    tested: "Hostile files, names and answers are loaded in the browser and in Node.",
  },
];

export interface SecurityLimit {
  readonly from: string;
  readonly why: string;
}

export const SECURITY_LIMITS: readonly SecurityLimit[] = [
  {
    from: "Browser extensions, developer tools, malware",
    why: "They can read whatever this tab reads. Use a clean browser profile, and creds with few permissions and a near expiry.",
  },
  {
    from: "The host that serves this page",
    why: "It could serve other code. Serve the page yourself: a release has a list of digests to compare with, and two builds of one commit give the same bytes. Scripts that are fetched later, including the vault's, have their digest in the name, but no browser checks it.",
  },
  {
    from: "The clipboard",
    why: "The system and other programs keep what you copied. Drop the file instead of pasting it.",
  },
  {
    from: "A hostile server that relays a nonce",
    why: "A NATS nonce is not bound to its server. The operator of the server that you connect to can pass on another server's nonce and log in there as you, once for each signature. What it can get signed is a text of 11 to 32 letters, digits, hyphens and underscores that it chooses, and nothing else. One click on Connect gives it one signature, and one more each time it accepts the login and then ends the connection: at most 10, and then the page asks. A connection that lasts a minute starts this count again, and so do renewed creds that you drop while connected. Connect to servers that you trust; a locked instance can connect to no others.",
  },
  {
    from: "A bridge between this page and the server",
    why: "It passes on your user JWT, the signature and all messages, and could read them. The seed still stays here.",
  },
  {
    from: "Leaving by navigation or WebRTC",
    why: "No current browser policy stops code that already runs in a page from navigating elsewhere with data in the address. That is why the seed is not in the page.",
  },
  {
    from: "Plain http on a network",
    why: "Anyone on the network path can change this page. Use https or localhost.",
  },
];
