// The texts of the page "Security". Each promise names the mechanism that keeps it and the test that shows
// it. A promise without a test does not belong here.

export interface SecurityPromise {
  readonly promise: string;
  readonly mechanism: string;
  readonly test: string;
}

export const PROMISES: readonly SecurityPromise[] = [
  {
    promise: "The seed stays in one worker of this tab, as bytes, and is wiped by Forget.",
    mechanism:
      "The page passes the file unread to the worker, called the vault. There the seed becomes a key that cannot be exported, and its bytes are overwritten. No message from the vault can carry a seed.",
    test: "A browser test searches heaps, page, storage, requests and frames, and on Linux the memory of every browser process, for the seed; the same search finds it when one careless line is planted.",
  },
  {
    promise: "Requests go to this host and to the server that you connect to, and to no other.",
    mechanism:
      "The page may connect to its own host only. The vault opens a socket after a click on Connect that shows the host, and it ignores other addresses that a server announces.",
    test: "Every browser test watches all requests and sockets of page and workers, on every route, and fails if one goes elsewhere.",
  },
  {
    promise: "A locked instance can connect to its listed servers only.",
    mechanism:
      "The policy that comes with the vault's script lists their hosts. The browser refuses every other connection, whichever code asks for it.",
    test: "Code injected into the page and into the worker tries to open a socket to another host. It fails, and it succeeds on a control page without the policy.",
  },
  {
    promise: "Only code of this product runs here.",
    mechanism:
      "A content security policy without unsafe-inline and unsafe-eval, with the digests of this page's inline scripts; Trusted Types, so that text never becomes markup or script; integrity on every script and style sheet that a page names.",
    test: "Inline script, eval, new Function, innerHTML, foreign fetch, image, form, frame, base, worker from a blob and more are tried. Each works on a control page without the policy, and none works here.",
  },
  {
    promise: "No link, page or file makes a connection.",
    mechanism:
      "A link can name a listed server, a subject and a filter; it fills fields only. No other site can show this page in a frame.",
    test: "A browser test opens such a link and sees no connection; another sees a frame of this page stay empty.",
  },
  {
    promise: "Everything from a server or a message is shown as text.",
    mechanism:
      "Names, subjects, payloads and errors never become markup; control and invisible characters are shown as marks. Sizes and depths are bounded before anything is read.",
    test: "Hostile files, names and answers are loaded in the browser and in Node.",
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
