// Makes the messages of the bench, for the publisher and for the pages that it is compared with: JSON of
// ordinary English (frequent words), in which every fiftieth message holds "needle".

const WORDS =
  "the of and to in is you that it he was for on are as with his they at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will".split(
    " ",
  );

/** The number of different messages; then they repeat. */
export const DIFFERENT = 1000;

/**
 * @param {number} n
 * @param {number} bytes
 * @returns {string} ASCII
 */
export function payloadOf(n, bytes) {
  let text = `{"n":${n},"key":"${n % 50 === 0 ? "needle" : "cotton"}","text":"`;
  for (let k = n; text.length < bytes - 2; k = (k * 31 + 7) % 1009) {
    text += `${WORDS[k % WORDS.length]} `;
  }
  return text
    .slice(0, bytes - 2)
    .concat('"}')
    .slice(0, bytes);
}
