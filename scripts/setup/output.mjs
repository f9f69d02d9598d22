// Prints one line for each step, with its time. On a terminal a step that takes over a second gets a spinner;
// elsewhere it gets a line every few seconds. Called by start, dev, build and test. When a step throws, its line
// says so and the error is thrown on.
const SPINNER = ["|", "/", "-", "\\"];
const NAME_WIDTH = 14;

/**
 * @typedef {object} Progress
 * @property {(detail: string) => void} update sets the text that is shown while the step runs
 */

/**
 * @typedef {object} StepLine
 * @property {string} detail the outcome in a few words
 */

/**
 * @param {number} ms
 * @returns {string}
 */
export function seconds(ms) {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/**
 * @param {string} name
 * @param {string} detail
 */
export function line(name, detail) {
  process.stdout.write(`  ${name.padEnd(NAME_WIDTH)} ${detail}\n`);
}

/**
 * Runs one step. `done` turns the value into the few words at the end of its line.
 * @template T
 * @param {string} name
 * @param {string} doing shown while it runs
 * @param {(progress: Progress) => Promise<T>} run
 * @param {(value: T) => string} done
 * @returns {Promise<T>}
 */
export async function step(name, doing, run, done) {
  const startMs = performance.now();
  const shown = startProgress(name, doing, startMs);
  const time = () => seconds(performance.now() - startMs);
  try {
    const value = await run({ update: shown.update });
    shown.end();
    line(name, `${done(value)} (${time()})`);
    return value;
  } catch (error) {
    shown.end();
    line(name, `failed (${time()})`);
    throw error;
  }
}

/**
 * @param {string} name
 * @param {string} doing
 * @param {number} startMs
 */
function startProgress(name, doing, startMs) {
  let now = doing;
  let frame = 0;
  const tty = process.stdout.isTTY === true;
  const draw = () => {
    const elapsed = performance.now() - startMs;
    if (elapsed < 1000) return;
    if (tty) {
      const mark = SPINNER[frame++ % SPINNER.length];
      process.stdout.write(
        `\r\x1b[2K  ${name.padEnd(NAME_WIDTH)} ${mark} ${now}, ${seconds(elapsed)}`,
      );
    } else {
      line(name, `${now}, ${seconds(elapsed)} so far`);
    }
  };
  // In both cases the first output comes after a second; a log then gets few lines.
  const timer = setInterval(draw, tty ? 120 : 5000);
  const first = setTimeout(draw, 1050);
  return {
    /** @param {string} detail */
    update: (detail) => {
      now = detail;
    },
    end: () => {
      clearInterval(timer);
      clearTimeout(first);
      if (tty) process.stdout.write("\r\x1b[2K");
    },
  };
}
