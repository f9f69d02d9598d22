"use client";

// The page of the help. Its text is in the page itself, so it can be read without a script and without a network; the
// search and the example of permissions need the script.

import { type ReactNode, useDeferredValue, useState } from "react";
import { flushSync } from "react-dom";
import { PageHeader } from "@/components/security/page-header";
import { ShortcutGroup } from "@/components/shared/shortcut-group";
import { Field } from "@/components/ui/field";
import { formatCount } from "@/lib/page/format/count";
import { type CauseEntry, type CauseGroup, causeGroups } from "@/lib/page/help/cause-entries";
import { SHORTCUTS } from "@/lib/page/help/shortcuts-text";
import { ANSWERS } from "./answers-text";
import { CauseEntryView } from "./cause-entry-view";
import { FilterHelp } from "./filter-help";
import { PermissionHelp } from "./permission-help";
import { PlaceholderHelp } from "./placeholder-help";

const GROUPS = causeGroups();

const SECTIONS = [
  { id: "answers", title: "Answers" },
  { id: "causes", title: "Causes" },
  { id: "filter", title: "Filter of messages" },
  { id: "placeholders", title: "Placeholders of messages" },
  { id: "permissions", title: "Permissions" },
  { id: "keyboard", title: "Keyboard" },
] as const;

/** In lower case: all that the search looks through. */
const textOf = ({ code, text, evidence }: CauseEntry): string =>
  [code, text.title, text.meaning, text.next, text.log ?? "", evidence, ...(text.commands ?? [])]
    .join("\n")
    .toLowerCase();

const SEARCHED = new Map(GROUPS.flatMap(({ entries }) => entries).map((one) => [one, textOf(one)]));

/** The entries that hold each of the words. */
function found(search: string): readonly CauseGroup[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const holds = (entry: CauseEntry) =>
    words.every((word) => SEARCHED.get(entry)?.includes(word) === true);
  return GROUPS.map(({ title, entries }) => ({ title, entries: entries.filter(holds) })).filter(
    ({ entries }) => entries.length > 0,
  );
}

export function HelpPage() {
  const [search, setSearch] = useState("");
  const groups = found(useDeferredValue(search));
  const count = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const isSearching = search.trim() !== "";
  return (
    <div className="min-h-full">
      <PageHeader />
      <main className="mx-auto w-full max-w-190 px-6 pt-10 pb-16 max-sm:px-4">
        <h1 className="text-[27px] leading-[1.12] font-[680] tracking-[-0.025em]">Help</h1>
        <p className="mt-3 max-w-[64ch] text-answer text-ink-2">
          What each answer and each cause means, what counts as evidence, what mends it and what the
          server logs. Nothing here leaves this page.
        </p>
        <nav aria-label="Help" className="mt-4 flex flex-wrap gap-x-4 gap-y-1">
          {SECTIONS.map(({ id, title }) => (
            <a
              key={id}
              href={`#${id}`}
              // What is linked may be hidden by a search.
              onClick={() => flushSync(() => setSearch(""))}
              className="text-accent hover:underline"
            >
              {title}
            </a>
          ))}
        </nav>
        <search className="sticky top-0 z-[2] -mx-2 mt-4 bg-canvas px-2 py-2">
          <Field
            type="search"
            aria-label="Search the causes"
            placeholder="Search: words of an error, a code, a line of the log"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <p role="status" className="mt-1 min-h-5 text-data text-ink-2">
            {isSearching
              ? count === 0
                ? "No cause has all of these words."
                : `${formatCount(count)} ${count === 1 ? "cause" : "causes"}`
              : ""}
          </p>
        </search>

        <div hidden={isSearching}>
          <Section id="answers" title="Answers">
            <dl className="mt-3 grid gap-x-6 gap-y-1.5 rounded-xl border border-line bg-panel p-4 shadow-card md:grid-cols-[170px_minmax(0,1fr)]">
              {ANSWERS.map(({ answer, means }) => (
                <div key={answer} className="contents">
                  <dt className="font-medium max-md:not-first:mt-2">{answer}</dt>
                  <dd className="text-ink-2">{means}</dd>
                </div>
              ))}
            </dl>
          </Section>
        </div>

        <Section id="causes" title="Causes">
          {groups.map(({ title, entries }) => (
            <section key={title}>
              <h3 className="mt-5 font-semibold text-ink-2">{title}</h3>
              <ul className="mt-2 grid gap-3">
                {entries.map((entry) => (
                  <li key={entry.code}>
                    <article
                      id={entry.id}
                      data-help-entry={entry.code}
                      aria-labelledby={`${entry.id}-title`}
                      className="scroll-mt-24 rounded-xl border border-line bg-panel p-4 shadow-card target:border-accent"
                    >
                      <h4 id={`${entry.id}-title`} className="text-answer font-semibold">
                        {entry.text.title}
                      </h4>
                      <CauseEntryView entry={entry} />
                    </article>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </Section>

        <div hidden={isSearching}>
          <Section id="filter" title="Filter of messages">
            <FilterHelp />
          </Section>
          <Section id="placeholders" title="Placeholders of messages">
            <PlaceholderHelp />
          </Section>
          <Section id="permissions" title="Permissions">
            <PermissionHelp />
          </Section>
          <Section id="keyboard" title="Keyboard">
            <div className="mt-3 grid gap-5 rounded-xl border border-line bg-panel p-4 shadow-card md:grid-cols-2">
              {SHORTCUTS.map(({ group, list }) => (
                <ShortcutGroup key={group} group={group} list={list} />
              ))}
            </div>
          </Section>
        </div>
      </main>
    </div>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-20">
      <h2 id={`${id}-title`} className="mt-9 text-name font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
