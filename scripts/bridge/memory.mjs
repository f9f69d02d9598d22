// One allowance for the unfinished frames of all browsers together. A frame may be as large as the server's
// max_payload, so a few hundred unfinished ones would fill the memory. bridge.mjs gives each relay a Share of
// it, and relay.mjs reports to that.

const ALLOWANCE_BYTES = 20_971_520;
/** A connection that holds no more than this is never closed for memory. */
const MODEST_BYTES = 131_072;

/**
 * @typedef {object} Share
 * @property {(bytes: number) => boolean} setHeld sets how much it holds now; false when it must be closed
 * @property {() => void} release sets it to 0
 */

export function createMemory() {
  let held = 0;
  return {
    /** @returns {Share} */
    makeShare() {
      let own = 0;
      /** @param {number} bytes */
      const setHeld = (bytes) => {
        held += bytes - own;
        own = bytes;
        return held <= ALLOWANCE_BYTES || own <= MODEST_BYTES;
      };
      return { setHeld, release: () => void setHeld(0) };
    },
  };
}
