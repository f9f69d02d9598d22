// The sandbox's operator and accounts. ORDERS has the users of the samples; SYS is the system account. One
// signing key of ORDERS is plain, one is scoped and carries a template. The account revokes the user of the
// sample "Revoked".
import { jetStreamLimits, makeAccount, makeOperator } from "./identities.mjs";

/** @typedef {import("./identities.mjs").Key} Key */
/** @typedef {import("./identities.mjs").Account} Account */
/** @typedef {import("./identities.mjs").Operator} Operator */

/**
 * @typedef {object} Trust
 * @property {Operator} operator
 * @property {Account} systemAccount
 * @property {Account} orders
 * @property {Key} signingKey plain, listed in the account
 * @property {Key} deviceKey scoped, listed in the account
 * @property {Key} revokedUser
 */

/** Rights of every user that the scoped key signs; all limits are written out (see identities.mjs). */
const deviceTemplate = {
  pub: { allow: ["devices.{{name()}}.>", "_INBOX.>"] },
  sub: { allow: ["devices.{{name()}}.commands.>", "_INBOX.>"] },
  subs: 50,
  data: -1,
  payload: 65536,
};

/**
 * @param {import("./state.mjs").KeyStore} keys
 * @returns {Promise<Trust>}
 */
export async function makeTrust(keys) {
  const systemKey = keys.key("account", "SYS");
  const operator = await makeOperator({
    name: "sandbox-operator",
    key: keys.key("operator", "sandbox-operator"),
    systemAccount: systemKey.publicKey,
  });
  const systemAccount = await makeAccount({ name: "SYS", operator, key: systemKey });
  const signingKey = keys.key("account", "ORDERS signing key");
  const deviceKey = keys.key("account", "ORDERS device key");
  const revokedUser = keys.key("user", "svc-former");
  const orders = await makeAccount({
    name: "ORDERS",
    operator,
    key: keys.key("account", "ORDERS"),
    limits: jetStreamLimits,
    claims: {
      signing_keys: [
        signingKey.publicKey,
        {
          kind: "user_scope",
          key: deviceKey.publicKey,
          role: "device",
          description: "one device: its own subjects and nothing else",
          template: deviceTemplate,
        },
      ],
      // This revokes everything that was issued to the user up to an hour before the first start.
      revocations: { [revokedUser.publicKey]: keys.created - 3600 },
    },
  });
  return { operator, systemAccount, orders, signingKey, deviceKey, revokedUser };
}
