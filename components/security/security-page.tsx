// The page "Security": what is promised, how it is enforced, how it was tested, and what a web page cannot
// protect against. It is rendered at build and needs no script.

import { PageHeader } from "@/components/security/page-header";
import {
  PROMISES,
  type PromisedSentence,
  SECURITY_LIMITS,
} from "@/components/security/promises-text";
import { PRODUCT } from "@/lib/page/base/version";

export function SecurityPage() {
  return (
    <div className="min-h-full">
      <PageHeader />
      <main className="mx-auto w-full max-w-190 px-6 pt-10 pb-16 max-sm:px-4">
        <h1 className="text-[27px] leading-[1.12] font-[680] tracking-[-0.025em]">Security</h1>
        <p className="mt-3 max-w-[64ch] text-answer text-ink-2">
          What Credence promises about your creds, how each promise is kept, and how it was tested.
          The browser enforces what it can; the rest is listed at the end.
        </p>

        <h2 className="mt-9 text-name font-semibold">Promises and how they are kept</h2>
        <ol className="mt-3 grid gap-3">
          {PROMISES.map(({ promise, mechanism, tested }) => (
            <li
              key={promise.says}
              className="rounded-xl border border-line bg-panel p-4 shadow-card"
            >
              <h3 className="text-answer font-semibold">{promise.says}</h3>
              <dl className="mt-2 grid gap-x-4 gap-y-1.5 text-ink-2 md:grid-cols-[76px_minmax(0,1fr)]">
                <dt className="font-medium text-ink">Kept by</dt>
                <dd>{mechanism.map(({ says }) => says).join(" ")}</dd>
                <dt className="font-medium text-ink">Tested</dt>
                <dd>
                  {tested}
                  <span className="mt-1 block text-hint text-ink-3 wrap-anywhere">
                    {testFiles([promise, ...mechanism]).join(", ")}
                  </span>
                </dd>
              </dl>
            </li>
          ))}
        </ol>

        <h2 className="mt-9 text-name font-semibold">What it cannot protect against</h2>
        <dl className="mt-3 grid gap-x-6 gap-y-1.5 rounded-xl border border-line bg-panel p-4 shadow-card md:grid-cols-[210px_minmax(0,1fr)] md:gap-y-3">
          {SECURITY_LIMITS.map(({ from, why }) => (
            <div key={from} className="contents">
              <dt className="font-medium max-md:not-first:mt-2">{from}</dt>
              <dd className="text-ink-2">{why}</dd>
            </div>
          ))}
        </dl>

        <h2 className="mt-9 text-name font-semibold">Where it is served</h2>
        <p className="mt-3 max-w-[72ch] text-ink-2">
          Each page carries its policies. The built-in server, and the nginx and Caddy files made
          for it, also send policies with each script. A host that sends no headers leaves the vault
          without a policy: a list of servers is then only as strong as the page's own check, and
          other sites can show the page in a frame. The dashboard stores no creds and needs no login
          to keep them secret; if a bridge is configured, a login in front protects the bridge.
        </p>
        <p className="mt-3 max-w-[72ch] text-ink-2">
          These tests run in Chromium. Other browsers support the same policies but were not tested.
        </p>
        <p className="mt-9 text-ink-2">This is {PRODUCT}.</p>
      </main>
    </div>
  );
}

/** The files of the tests that hold these sentences, each once. */
function testFiles(sentences: readonly PromisedSentence[]): readonly string[] {
  return [...new Set(sentences.flatMap(({ heldBy }) => heldBy.map(({ file }) => file)))];
}
