// The product's worker without its page, for what the page would only add frames to: the bench speaks the
// protocol of lib/shared/protocol/protocol.ts to it (pages/vault.js).

/**
 * Connected; `ask(op, request)` and `id` are there for `run`.
 * @param {import("./world.mjs").World} world
 * @returns {Promise<import("./browser.mjs").Tab>}
 */
export async function openVault(world) {
  const tab = await world.browser.open(`${world.origin}/bench/vault.html`);
  const told = [world.vaultUrl, world.creds, world.wsUrl].map((text) => JSON.stringify(text));
  await tab.run(`openVault(${told.join(", ")})`);
  return tab;
}
