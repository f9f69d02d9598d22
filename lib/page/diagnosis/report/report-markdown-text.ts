// A report as Markdown for a ticket. Text from files and servers stays text, whatever Markdown or hidden
// characters it has.

import { escapedText } from "@/lib/page/base/visible-characters";
import type { Report, ReportCause } from "@/lib/shared/facts/report";
import { attemptRows, identityRows, type ReportRow, serverRows } from "./report-rows-text";

/** For the head of a saved report and of what is copied from it. */
export const MADE_ELSEWHERE =
  "Made elsewhere and not checked by this page: anyone can write such a file.";

/** A saved report as Markdown. It begins with the warning, so that a ticket has it, too. */
export function savedReportMarkdown(report: Report): string {
  return `> **${MADE_ELSEWHERE}**\n\n${reportMarkdown(report)}`;
}

export function reportMarkdown(report: Report): string {
  const { causes, checks } = report;
  const lines = [
    `# ${plainMarkdown(report.headline)}`,
    "",
    ...causes.flatMap((cause) => (cause.certainty === "ruled-out" ? [] : causeLines(cause))),
    ...ruledOutLine(causes),
    ...table("Identity", identityRows(report)),
    ...table("Attempt", attemptRows(report)),
    ...table("Server", serverRows(report)),
    "",
    "Checks:",
    "",
    ...checks.map(({ id, state, code, title, more }) => {
      const text = more === "" ? title : `${title}: ${more}`;
      return `- ${state}: ${plainMarkdown(id)}${code ? ` (\`${code}\`)` : ""}: ${plainMarkdown(text)}`;
    }),
    "",
    `Made with ${plainMarkdown(report.madeBy ?? "Credence")} at ${report.madeAt}. Contains no seed, JWT or signature.`,
  ];
  return `${lines.join("\n")}\n`;
}

function causeLines(cause: ReportCause): readonly string[] {
  const { code, certainty, title, meaning, next, command, config, log, link } = cause;
  return [
    `- **${plainMarkdown(title)}** (${certainty}, \`${code}\`). ${plainMarkdown(meaning)} ${plainMarkdown(next)}`,
    ...[command, config, link].flatMap((text) => (text === null ? [] : [`  - ${codeSpan(text)}`])),
    ...(log === null ? [] : [`  - Server log: ${codeSpan(log)}`]),
  ];
}

/** Uses more backticks than the text has in a row. */
function codeSpan(text: string): string {
  const fence = "`".repeat(
    1 + Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length)),
  );
  return `${fence} ${escapedText(text)} ${fence}`;
}

function ruledOutLine(causes: readonly ReportCause[]): readonly string[] {
  const out = causes.filter(({ certainty }) => certainty === "ruled-out");
  return out.length === 0
    ? []
    : [`- Ruled out: ${out.map(({ code }) => `\`${code}\``).join(", ")}`];
}

function table(title: string, rows: readonly ReportRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const body = rows.map(({ label, value }) => `| ${label} | ${plainMarkdown(value)} |`);
  return ["", `| ${title} | |`, "|---|---|", ...body];
}

export function plainMarkdown(text: string): string {
  return escapedText(text).replace(/[\\`*_[\]<>|]/gu, (mark) => `\\${mark}`);
}
