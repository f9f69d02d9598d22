// The results as a summary in Markdown, for a ticket: counts for each server, then what is not fine. Text from files
// and servers stays text, whatever Markdown or hidden characters it has.

import { plainMarkdown } from "@/lib/page/diagnosis/report/report-markdown-text";
import { formatCount } from "@/lib/page/format/count";
import type { CheckLine } from "./check-lines";
import { wordsOf } from "./check-words-text";
import { isFine, isUntried } from "./is-fine";

/** A ticket is for people. The other formats have everything. */
const MOST_LISTED = 200;

/** `nowMs`: when it was made, as its last line says. */
export function checkMarkdown(lines: readonly CheckLine[], nowMs: number): string {
  const wrong = lines.filter((line) => !isFine(line) && !isUntried(line));
  const text = [
    `# Creds: ${formatCount(lines.filter(isFine).length)} of ${formatCount(lines.length)} checks fine`,
    "",
    ...countLines(lines),
    ...(wrong.length === 0 ? [] : ["", ...wrongLines(wrong)]),
    "",
    `Made with Credence at ${new Date(nowMs).toISOString()}. Contains no seed, JWT or signature.`,
  ];
  return `${text.join("\n")}\n`;
}

function countLines(lines: readonly CheckLine[]): readonly string[] {
  const servers = [...new Set(lines.map(({ server }) => server))];
  const rows = servers.map((server) => {
    const own = lines.filter((line) => line.server === server);
    const count = (...outcomes: readonly CheckLine["outcome"][]) =>
      own.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const counts = [
      ...[count("accepted"), count("refused"), count("unreachable"), count("unreadable")],
      ...[count("unchecked", "ended"), count("not-tried")],
    ];
    return `| ${plainMarkdown(server ?? "no server")} | ${counts.map(formatCount).join(" | ")} |`;
  });
  return [
    "| server | accepted | refused | no answer | unreadable | other | not tried |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ];
}

function wrongLines(wrong: readonly CheckLine[]): readonly string[] {
  const rows = wrong.slice(0, MOST_LISTED).map((line) => {
    const [first] = line.causes;
    const why = first === undefined ? "" : ` (${first.certainty}, \`${first.code}\`)`;
    const cells = [line.file, line.name, line.server ?? "", line.outcome].map(plainMarkdown);
    return `| ${cells.join(" | ")} | ${plainMarkdown(wordsOf(line).title)}${why} |`;
  });
  const left = wrong.length - rows.length;
  return [
    "| file | user | server | answer | why |",
    "|---|---|---|---|---|",
    ...rows,
    ...(left > 0 ? ["", `And ${formatCount(left)} more.`] : []),
  ];
}
