// Whether anything at a host and port speaks HTTP or HTTPS: all that a browser can still find out after
// a WebSocket failed without a word. Asked by the session after the user's click, of the host that the
// user named and no other. Nothing of the answer can be read; that there is one is the finding
// (observed with Chromium 156 and nats-server 2.9 to 2.15: e2e/connect-unreachable.spec.ts).

import type { ProbeFacts } from "@/lib/facts/attempt";
import type { ServerAddress } from "@/lib/grammar/address";

export const PROBE_LIMIT_MS = 3_000;

export interface ProbeOptions {
  readonly isPageHttps: boolean;
  readonly pageOrigin: string;
  /** One line a request and one an answer, for people. */
  frame(direction: "in" | "out", line: string): void;
}

/** `http` is null where the page, loaded over https, may not ask. Never rejects. */
export async function probe(
  { host, port, isLoopback }: Pick<ServerAddress, "host" | "port" | "isLoopback">,
  { isPageHttps, pageOrigin, frame }: ProbeOptions,
): Promise<ProbeFacts> {
  const ask = async (scheme: "http" | "https"): Promise<boolean> => {
    const url = `${scheme}://${host}:${port}/`;
    frame("out", `GET ${url} (a look without creds: does anything answer?)`);
    const answered = await answers(url);
    frame("in", `${url} ${answered ? "answered" : "gave no answer that a browser accepts"}`);
    return answered;
  };
  const mayAskHttp = !isPageHttps || isLoopback;
  const [http, https] = await Promise.all([mayAskHttp ? ask("http") : null, ask("https")]);
  return { http, https, pageOrigin };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, {
      mode: "no-cors",
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "follow",
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    });
    return true;
  } catch {
    return false;
  }
}
