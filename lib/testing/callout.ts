// An auth callout as people run it: an operator whose account AUTH leaves logins to a service, sentinel creds that
// may do nothing, and the service itself, a real client that answers the server's requests. It lets in who sends
// the right token or password, as a user of account APP. Called by tests of the vault and of the browser.
// Shapes: nats-io/jwt v2 authorization_claims.go; the convention of sentinels: synadia-io/callout.go.

import {
  type AuthorizationRequest,
  encodeAuthorizationResponse,
  encodeUser,
  type User as UserOptions,
} from "@nats-io/jwt";
import { connect, jwtAuthenticator } from "@nats-io/transport-node";
import * as identities from "../../scripts/sandbox/identities.mjs";

export const TOKEN = 'let "me" in \\ ünïcode 🔑';
export const LOGIN = { user: "anna", password: "päss\tword" } as const;

/** What the service gives to whom it lets in. */
const RIGHTS: Partial<UserOptions> = {
  pub: { allow: ["app.>", "$SYS.REQ.USER.INFO"], deny: [] },
  sub: { allow: ["app.>", "_INBOX.>"], deny: [] },
};

export type CalloutWorld = Awaited<ReturnType<typeof makeCalloutWorld>>;

export async function makeCalloutWorld() {
  const systemKey = identities.makeKey("account");
  const operator = await identities.makeOperator({
    name: "OP",
    systemAccount: systemKey.publicKey,
  });
  const system = await identities.makeAccount({ name: "SYS", operator, key: systemKey });
  const app = await identities.makeAccount({ name: "APP", operator });
  const serviceKey = identities.makeKey("user");
  const auth = await identities.makeAccount({
    name: "AUTH",
    operator,
    claims: { authorization: { auth_users: [serviceKey.publicKey], allowed_accounts: ["*"] } },
  });
  const service = await identities.makeUser({ name: "callout", account: auth, key: serviceKey });
  const sentinel = await identities.makeUser({
    name: "sentinel",
    account: auth,
    claims: {
      bearer_token: true,
      pub: { allow: [], deny: [">"] },
      sub: { allow: [], deny: [">"] },
    },
  });
  const config = identities.operatorConfig({
    operator,
    systemAccount: system,
    accounts: [auth, app],
  });
  return { operator, system, auth, app, service, sentinel, config };
}

export interface CalloutService {
  /** How many logins it decided. */
  decided(): number;
  stop(): Promise<void>;
}

/** `clientUrl`: the TCP address of the server. */
export async function startCallout(
  { auth, app, service }: CalloutWorld,
  clientUrl: string,
): Promise<CalloutService> {
  const nc = await connect({
    servers: clientUrl,
    authenticator: jwtAuthenticator(service.jwt, new TextEncoder().encode(service.seed)),
    timeout: 60_000,
  });
  let decided = 0;
  nc.subscribe("$SYS.REQ.USER.AUTH", {
    callback: (error, message) => {
      if (error !== null) return;
      decided += 1;
      // The decoder of @nats-io/jwt reads UTF-8 as Latin-1.
      void answer(identities.claimsOf(message.string())["nats"]).then((response) =>
        message.respond(response),
      );
    },
  });
  await nc.flush();

  const answer = async ({ user_nkey, server_id, connect_opts }: AuthorizationRequest) => {
    const { auth_token, user, pass } = connect_opts;
    const isRight = auth_token === TOKEN || (user === LOGIN.user && pass === LOGIN.password);
    const data = isRight
      ? { jwt: await encodeUser("let-in", user_nkey, app.pair, RIGHTS) }
      : { error: "not let in" };
    return encodeAuthorizationResponse(user_nkey, server_id.id, auth.pair, data, {});
  };
  return { decided: () => decided, stop: () => nc.close() };
}
