// The messages of the bench, made alike by the publisher and by the pages it is compared with: JSON of
// ordinary English (its fifty most frequent words), in which every fiftieth message holds "needle".

const WORDS =
  "the of and to in is you that it he was for on are as with his they at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will".split(
    " ",
  );

/** How many there are before they come again. */
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
