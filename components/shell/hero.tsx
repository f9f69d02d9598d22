// The page before anything is loaded: what the product does, and where to drop files.

import { FileUp } from "lucide-react";
import { TourButton } from "@/components/demo/tour-button";
import { chooseFiles, chooseFolder } from "@/components/shell/open/file-chooser";
import { SandboxNote, SandboxPicker } from "@/components/shell/sandbox-picker";
import { Button } from "@/components/ui/button";

const FACTS = [
  {
    title: "Reads it locally",
    words: "Shows claims, permissions, limits, signatures and expiry before any connection.",
  },
  {
    title: "Shows what the server said",
    words: "Each step of the attempt, the answer, and what it proves.",
  },
  {
    title: "Tests it on the server",
    words: "Subscribe, publish and request as this user, in a live console.",
  },
];

export function Hero({ onPaste }: { onPaste: () => void }) {
  return (
    <div className="grid min-h-0 items-center justify-items-center overflow-auto p-6">
      <div className="w-full max-w-170 min-w-0">
        <h1 className="text-[27px] leading-[1.12] font-[680] tracking-[-0.025em] text-balance md:text-hero">
          Does this NATS creds file work, and what may it do?
        </h1>
        <p className="mt-3 mb-6.5 max-w-[56ch] text-[15.5px] text-ink-2">
          Drop a creds file. Your browser reads and verifies it, signs the server's nonce and shows
          the answer, with a live console to use it. The seed never leaves this tab.
        </p>
        <div className="rounded-2xl border-[1.5px] border-dashed border-line-strong bg-panel px-6 py-11 text-center shadow-card max-sm:py-8">
          <FileUp aria-hidden className="mx-auto size-10 text-accent" strokeWidth={1.5} />
          <p className="mt-2.5 text-name font-semibold">Drop .creds files anywhere</p>
          <p className="mt-1 text-ink-2">
            One file or a whole folder. Account and operator JWTs and console recordings (.ndjson)
            work too.
          </p>
          <div className="mt-4.5 flex flex-wrap justify-center gap-2">
            <Button tone="primary" data-hotkey="o" onClick={chooseFiles}>
              Choose files
            </Button>
            <Button data-hotkey="O" onClick={chooseFolder}>
              Choose a folder
            </Button>
            <Button data-hotkey="v" onClick={onPaste}>
              Paste
            </Button>
            <SandboxPicker />
            <TourButton />
          </div>
          <SandboxNote />
        </div>
        <div className="mt-7 grid gap-6 md:grid-cols-3">
          {FACTS.map((fact) => (
            <div key={fact.title}>
              <h2 className="mb-0.5 font-semibold">{fact.title}</h2>
              <p className="text-small text-ink-2">{fact.words}</p>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
