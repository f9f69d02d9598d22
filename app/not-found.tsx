import { HomeLink } from "@/components/security/home-link";

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-full max-w-lg content-center gap-3 p-6">
      <h1 className="text-name font-semibold">Page not found</h1>
      <p className="text-ink-2">There is no page at this address.</p>
      <p>
        <HomeLink className="text-accent underline">Open Credence</HomeLink>
      </p>
    </main>
  );
}
