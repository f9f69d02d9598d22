// The notes of a release: its section of CHANGELOG.md, or what is unreleased.

/**
 * @param {string} changelog in the form of keepachangelog.com
 * @param {string} version
 * @returns {string} Markdown
 */
export function releaseNotes(changelog, version) {
  const sections = changelog.split(/^(?=## )/m).slice(1);
  const title = (/** @type {string} */ section) => /^## \[([^\]]+)\]/.exec(section)?.[1];
  const found =
    sections.find((section) => title(section) === version) ??
    sections.find((section) => title(section) === "Unreleased");
  if (found === undefined) throw new Error("CHANGELOG.md has no section for this version.");
  const body = found.slice(found.indexOf("\n")).trim();
  return `# Credence ${version}\n\n${body}\n`;
}
