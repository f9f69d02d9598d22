// The arguments of `npm run check`. Nothing secret is among them: creds are named by path.

import { parseArgs } from "node:util";
import type { CheckAsked, Need } from "@/lib/page/check/check-lines";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { checkPublishSubject, checkSubscribeSubject } from "@/lib/shared/grammar/subject";

export type Format = (typeof FORMATS)[number];

const FORMATS = ["table", "json", "junit", "csv", "markdown"] as const;

export interface CheckOptions extends CheckAsked {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** As typed: ws://, wss://, nats:// or tls://. Empty: the files are read and no server is asked. */
  readonly servers: readonly string[];
  readonly trust: readonly string[];
  readonly format: Format;
  readonly timeLimitMs: number;
  /** How many creds connect at a time. */
  readonly jobs: number;
  /** A file of PEM certificates that nats:// and tls:// servers are verified with. */
  readonly ca: string | null;
}

export const USAGE = `Tells which creds work, and why the others do not.

  npm run check -- PATH… --server URL [--server URL] [options]

  PATH                     a creds file, or a folder that is searched
  --server URL             ws://, wss://, nats:// or tls://; may be given more than once
  --trust PATH             account and operator JWTs, which turn a bare refusal into a proven cause
  --may ACTION:SUBJECT     publish:orders.eu or subscribe:orders.>; creds that may not are not fine
  --expires-within TIME    30m, 12h or 7d; creds that expire sooner are not fine
  --format FORMAT          table (default), json, junit, csv or markdown
  --ca FILE                certificates to verify nats:// and tls:// servers with
  --timeout SECONDS        for one attempt; default 10
  --jobs N                 attempts at a time, 1 to 16; default 4

Exit code: 0 all fine; 1 some refused, unreadable, expiring or not allowed; 2 could not run, or a
server could not be reached. Progress goes to stderr. Seeds are never printed.
`;

/** The fault is a sentence for the user. */
export function readOptions(args: readonly string[]): Result<CheckOptions | "help", string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: "string", multiple: true, default: [] },
        trust: { type: "string", multiple: true, default: [] },
        may: { type: "string", multiple: true, default: [] },
        format: { type: "string", default: "table" },
        "expires-within": { type: "string" },
        ca: { type: "string" },
        timeout: { type: "string", default: "10" },
        jobs: { type: "string", default: "4" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return ok("help");
    if (positionals.length === 0) return fail("Name at least one file or folder.");
    const within = values["expires-within"];
    const format = FORMATS.find((one) => one === values.format);
    if (format === undefined) {
      return fail(`--format is one of ${FORMATS.join(", ")}, not ${values.format}.`);
    }
    return ok({
      paths: positionals,
      servers: values.server,
      trust: values.trust,
      may: values.may.map(readNeed),
      format,
      expiresWithinMs: within === undefined ? null : readTime(within),
      timeLimitMs: 1_000 * readNumber("--timeout", values.timeout, 1, 120),
      jobs: readNumber("--jobs", values.jobs, 1, 16),
      ca: values.ca ?? null,
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function readNeed(text: string): Need {
  const [action, ...rest] = text.split(":");
  const subject = rest.join(":");
  if (action !== "publish" && action !== "subscribe") {
    throw new Error(`--may is publish:SUBJECT or subscribe:SUBJECT, not ${text}.`);
  }
  const check = action === "publish" ? checkPublishSubject : checkSubscribeSubject;
  if (!check(subject).ok) throw new Error(`--may ${text}: the subject is not valid.`);
  return { action, subject };
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function readTime(text: string): number {
  const [, number, unit] = /^(\d{1,6})([mhd])$/u.exec(text) ?? [];
  if (number === undefined || unit === undefined) {
    throw new Error(`--expires-within is a number with m, h or d, such as 7d, not ${text}.`);
  }
  return Number(number) * (UNITS[unit] ?? 0);
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} is a whole number from ${least} to ${most}, not ${text}.`);
  }
  return value;
}
