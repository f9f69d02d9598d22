// One allowance for what all browsers together have half sent: a frame may be as large as the server's
// max_payload, and a few hundred of them begun and never finished would fill the memory. Used by
// relay.mjs through the Share that bridge.mjs gives to each relay.

export const MEMORY_BYTES = 33_554_432;

/**
 * @typedef {object} Share
 * @property {(bytes: number) => boolean} hold how much it holds now; false when that is too much in all
 * @property {() => void} give gives all of it back
 */

/** @param {number} [limit] bytes */
export function createMemory(limit = MEMORY_BYTES) {
  let held = 0;
  return {
    /** @returns {Share} */
    share() {
      let own = 0;
      /** @param {number} bytes */
      const hold = (bytes) => {
        held += bytes - own;
        own = bytes;
        return held <= limit;
      };
      return { hold, give: () => void hold(0) };
    },
  };
}
