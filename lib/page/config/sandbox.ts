// The local sandbox, as the page's own host describes it at /sandbox.json. It is offered only while it runs:
// the exported file says "off", and the server that started a sandbox answers with its samples.

import { createStore } from "zustand/vanilla";
import { ownPath } from "@/lib/page/base/base-path";

export interface SandboxSample {
  readonly file: string;
  /** A path on the page's own host, below its base path. */
  readonly url: string;
  readonly title: string;
  /** One line: what it shows. */
  readonly shows: string;
}

export interface Sandbox {
  /** WebSocket address of its nats-server. */
  readonly server: string;
  /** Address for clients that speak TCP. */
  readonly clientUrl: string;
  readonly version: string;
  readonly folder: string;
  readonly samples: readonly SandboxSample[];
  readonly trust: readonly SandboxSample[];
}

export type SandboxState =
  | { readonly kind: "unknown" | "off" }
  | { readonly kind: "missing"; readonly missing: string; readonly howTo: string }
  | { readonly kind: "running"; readonly sandbox: Sandbox };

export const sandboxStore = createStore<SandboxState>(() => ({ kind: "unknown" }));

/** Asks the page's own host once. Anything but a well-formed answer means that there is no sandbox. */
export async function findSandbox(): Promise<void> {
  sandboxStore.setState(await askHost(), true);
}

async function askHost(): Promise<SandboxState> {
  try {
    const response = await fetch(ownPath("/sandbox.json"), { cache: "no-store" });
    return response.ok ? readAnswer(await response.json()) : { kind: "off" };
  } catch {
    return { kind: "off" };
  }
}

function readAnswer(answer: unknown): SandboxState {
  if (!isRecord(answer)) return { kind: "off" };
  const { missing, howTo, server, clientUrl, version, folder, samples, trust } = answer;
  if (typeof missing === "string" && typeof howTo === "string") {
    return { kind: "missing", missing, howTo };
  }
  if (typeof server !== "string" || typeof clientUrl !== "string") return { kind: "off" };
  return {
    kind: "running",
    sandbox: {
      server,
      clientUrl,
      version: typeof version === "string" ? version : "",
      folder: typeof folder === "string" ? folder : "",
      samples: readSamples(samples),
      trust: readSamples(trust),
    },
  };
}

function readSamples(list: unknown): readonly SandboxSample[] {
  if (!Array.isArray(list)) return [];
  return list
    .filter(isRecord)
    .flatMap(({ file, url, title, shows }) =>
      typeof file === "string" &&
      typeof url === "string" &&
      typeof title === "string" &&
      typeof shows === "string"
        ? [{ file, url, title, shows }]
        : [],
    );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
