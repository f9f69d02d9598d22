// Opens the product's worker without its page, for measurements that drawing would disturb. The bench speaks
// the protocol of lib/shared/protocol/protocol.ts to it (pages/vault.js).

/**
 * Opens the worker and connects; code passed to `run` may use `ask(op, request)` and `id`.
 * @param {import("./world.mjs").World} world
 * @returns {Promise<import("./browser.mjs").Tab>}
 */
export async function openVault(world) {
  const tab = await world.browser.open(`${world.origin}/bench/vault.html`);
  const callArguments = [world.vaultUrl, world.creds, world.wsUrl].map((text) =>
    JSON.stringify(text),
  );
  await tab.run(`openVault(${callArguments.join(", ")})`);
  return tab;
}
