"use client";

// Next.js shows this when rendering the page failed. The vault's worker and the page's client for it are
// not part of React, so both survive; "Try again" renders the page once more with the loaded creds.
export default function PageError({ reset }: { reset: () => void }) {
  return (
    <main className="mx-auto grid min-h-full max-w-lg content-center justify-items-start gap-3 p-6">
      <h1 className="text-name font-semibold">The page stopped working</h1>
      <p className="text-ink-2">
        An unexpected error occurred. Loaded creds stay in the vault until the tab is closed or
        reloaded. Try again first, and reload if that does not help.
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
