// One allowance for what all browsers together have half sent: a frame may be as large as the server's
// max_payload, and a few hundred of them begun and never finished would fill the memory. Used by
// relay.mjs through the Share that bridge.mjs gives to each relay.

const ALLOWANCE_BYTES = 20_971_520;
/** Whoever holds no more than this is never the one to go. */
const MODEST_BYTES = 131_072;

/**
 * @typedef {object} Share
 * @property {(bytes: number) => boolean} hold how much it holds now; false when it is to go
 * @property {() => void} give gives all of it back
 */

export function createMemory() {
  let held = 0;
  return {
    /** @returns {Share} */
    share() {
      let own = 0;
      /** @param {number} bytes */
      const hold = (bytes) => {
        held += bytes - own;
        own = bytes;
        return held <= ALLOWANCE_BYTES || own <= MODEST_BYTES;
      };
      return { hold, give: () => void hold(0) };
    },
  };
}
