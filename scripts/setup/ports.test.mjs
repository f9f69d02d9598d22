// The choice of a port when other ports are really taken.
import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { canBind, freePort } from "./ports.mjs";
import { leasePort } from "./testing/ports.mjs";

/** @type {net.Server[]} */
const held = [];
afterEach(() => {
  for (const server of held.splice(0)) server.close();
});

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function hold(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    held.push(server);
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

describe("ports", () => {
  it("moves past a taken port", async () => {
    const taken = await hold(await leasePort());
    expect(await canBind(taken)).toBe(false);
    const chosen = await freePort(taken);
    expect(chosen).toBeGreaterThan(taken);
    expect(await canBind(chosen)).toBe(true);
  });

  it("leaves the choice to the program when any port will do", async () => {
    expect(await freePort(-1)).toBe(-1);
  });
});
