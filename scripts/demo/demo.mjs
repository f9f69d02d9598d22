// What the demo consists of: sample creds of the sandbox's kinds, made with fixed keys and a fixed clock, the JWTs of
// their account and operator, a recording of messages, and the answers that a real server gave (evidence.ndjson).
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { makeSamples, trustFiles } from "../sandbox/samples.mjs";
import { makeTrust } from "../sandbox/trust.mjs";
import { DEMO_NOW, demoKeys } from "./keys.mjs";
import { recordingText } from "./recording.mjs";

/** @typedef {import("../sandbox/samples.mjs").Sample} Sample */
/** @typedef {import("../sandbox/samples.mjs").TrustFile} TrustFile */

/**
 * @typedef {object} Demo
 * @property {readonly Sample[]} samples
 * @property {readonly TrustFile[]} trust
 * @property {{file: string, text: string}} recording
 */

/** Their answer depends on the hour in which they are tried. */
const BY_THE_CLOCK = ["job-nightly.creds", "svc-batch.creds"];

const EVIDENCE = path.join(path.dirname(fileURLToPath(import.meta.url)), "evidence.ndjson");

/** @returns {Promise<Demo & {identities: import("../sandbox/trust.mjs").Trust}>} */
export async function makeDemo() {
  const realNow = Date.now;
  // The encoder of the JWTs reads the clock.
  Date.now = () => DEMO_NOW * 1_000;
  try {
    const keys = demoKeys();
    const identities = await makeTrust(keys);
    const samples = await makeSamples(identities, keys, DEMO_NOW);
    return {
      identities,
      samples: samples.filter(({ file }) => !BY_THE_CLOCK.includes(file)),
      trust: trustFiles(identities).filter(({ file }) => file !== "SYS.jwt"),
      recording: { file: "orders-demo.ndjson", text: recordingText() },
    };
  } finally {
    Date.now = realNow;
  }
}

/** One answer in each line: the file's name, and the session after the attempt. */
export const readEvidence = () =>
  fs
    .readFileSync(EVIDENCE, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** @param {readonly {file: string, session: unknown}[]} lines */
export function writeEvidence(lines) {
  fs.writeFileSync(EVIDENCE, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/**
 * Writes the demo below an export.
 * @param {string} folder the export
 */
export async function writeDemo(folder) {
  const { samples, trust, recording } = await makeDemo();
  const place = path.join(folder, "demo");
  fs.mkdirSync(place, { recursive: true });
  for (const { file, text } of [...samples, ...trust, recording]) {
    fs.writeFileSync(path.join(place, file), text);
  }
  const facts = {
    files: [...samples, ...trust, recording].map(({ file }) => file),
    evidence: readEvidence(),
  };
  fs.writeFileSync(path.join(place, "demo.json"), `${JSON.stringify(facts)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeDemo(process.argv[2] ?? "out");
