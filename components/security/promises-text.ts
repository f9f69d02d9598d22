// What the page "Security" states. Each promise names what keeps it and the test that shows it; a
// sentence that no test shows does not belong here.

export interface SecurityPromise {
  readonly promise: string;
  readonly mechanism: string;
  readonly test: string;
}

export const PROMISES: readonly SecurityPromise[] = [
  {
    promise: "The seed stays in one worker of this tab, as bytes, and is wiped by Forget.",
    mechanism:
      "The page hands the worker, called the vault, a file that it never reads. There the seed becomes a key that cannot be exported, and the bytes are overwritten. No message from the vault can carry a seed.",
    test: "A browser test searches heaps, page, storage, requests and frames, and on Linux the memory of every browser process, for the seed; the same search finds it when one careless line is planted.",
  },
  {
    promise: "Nothing is asked of any host but this one and the server that you connect to.",
    mechanism:
      "The page may connect to its own host alone. The vault opens a socket after a click on Connect that shows the host, and follows no other address that a server names.",
    test: "Every browser test watches all requests and sockets of page and workers, on every route, and fails when one goes elsewhere.",
  },
  {
    promise: "On a locked instance only the listed servers can be reached.",
    mechanism:
      "The policy that comes with the vault's script lists their hosts; the browser refuses every other connection, whatever code asks for it.",
    test: "Code injected into the page and into the worker tries to open a socket to another host. It fails, and works where the policy is left out.",
  },
  {
    promise: "Code that is not ours does not run here.",
    mechanism:
      "A content security policy without unsafe-inline and unsafe-eval, with the digests of this page's own inline scripts; Trusted Types, so that text never becomes markup or script; integrity on every script and style sheet that a page names.",
    test: "Inline script, eval, new Function, innerHTML, foreign fetch, image, form, frame, base, worker from a blob and more are tried: each works on a control page without the policy and none does here.",
  },
  {
    promise: "No link, page or file makes a connection.",
    mechanism:
      "A link carries a listed server's name, a subject and a filter, and fills fields. No other site can show this page in a frame.",
    test: "A browser test opens such a link and sees no connection; another sees a frame of this page stay empty.",
  },
  {
    promise: "What a server or a message says is shown as text.",
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
    why: "They may read whatever this tab reads. Use a clean profile, and creds that are narrow and expire soon.",
  },
  {
    from: "The host that serves this page",
    why: "It could serve other code. Serve it yourself; a release has a list of digests to compare with, and two builds of one commit give the same bytes. Scripts that are fetched later, the vault's among them, are named by their digest, which no browser checks.",
  },
  {
    from: "The clipboard",
    why: "The system, and other programs, keep what was copied. Drop the file rather than paste it.",
  },
  {
    from: "A hostile server that relays a nonce",
    why: "A NATS nonce is not bound to its server: who runs the server that you connect to can pass on another server's nonce and log in there as you, once. Connect to servers that you trust; on a locked instance only those can be reached.",
  },
  {
    from: "A bridge, where a server is reached through one",
    why: "It passes on your user JWT, the signature and all messages, and could read them. The seed stays here all the same.",
  },
  {
    from: "Leaving by navigation or WebRTC",
    why: "No policy of today's browsers stops code that already runs in a page from leading it elsewhere with data in the address. That is why the seed is not in the page.",
  },
  {
    from: "Plain http on a network",
    why: "Whoever is in between can change this page. Use https, or localhost.",
  },
];
