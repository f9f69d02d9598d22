"use client";

// The last resort: something on the page broke. The vault lives in its own worker, but this page's
// hold on it is gone, so the honest way back is a fresh start.
export default function PageError({ reset }: { reset: () => void }) {
  return (
    <main className="mx-auto grid min-h-full max-w-lg content-center justify-items-start gap-3 p-6">
      <h1 className="text-name font-semibold">The page stopped working</h1>
      <p className="text-ink-2">
        An unexpected error ended it. Loaded creds stay in the vault until the tab is closed or
        reloaded; try again first, and reload if that does not help.
      </p>
      <button
        type="button"
        onClick={reset}
        className="h-9 rounded-lg bg-accent px-3 font-medium text-on-accent"
      >
        Try again
      </button>
    </main>
  );
}
