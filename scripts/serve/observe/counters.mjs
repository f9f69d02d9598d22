// Numbers with labels, and their text in the exposition format of Prometheus, version 0.0.4. The callers choose
// labels from closed lists (codes, names in config.json), so the number of series is bounded.

/** @typedef {Record<string, string | number>} Labels */

/**
 * @typedef {object} Family
 * @property {string} name
 * @property {"counter" | "gauge"} type
 * @property {string} help
 * @property {readonly (readonly [Labels, number])[]} samples
 */

/** Adds up by labels. */
export function createCounter() {
  /** @type {Map<string, [Labels, number]>} */
  const samples = new Map();
  return {
    /**
     * @param {Labels} labels always the same names in the same order
     * @param {number} [by]
     */
    add(labels, by = 1) {
      const key = JSON.stringify(labels);
      samples.set(key, [labels, (samples.get(key)?.[1] ?? 0) + by]);
    },
    samples: () => [...samples.values()],
  };
}

/** @param {readonly Family[]} families */
export function exposition(families) {
  return families
    .map(({ name, type, help, samples }) => {
      const lines = samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}`);
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n");
    })
    .join("");
}

/** @param {Labels} labels */
function labelText(labels) {
  const pairs = Object.entries(labels).map(([name, value]) => {
    const text = String(value).replace(/[\\"\n]/g, (one) => (one === "\n" ? "\\n" : `\\${one}`));
    return `${name}="${text}"`;
  });
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
