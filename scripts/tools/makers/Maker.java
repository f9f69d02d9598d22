// Makes creds with JwtUtils and NKey of jnats. The account's seed comes on the first line of standard input.

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;

public class Maker {
  public static void main(String[] args) throws Exception {
    String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
    NKey account = NKey.fromSeed(line.trim().toCharArray());
    NKey user = NKey.createUser(null);
    String accountKey = new String(account.getPublicKey());
    JwtUtils.UserClaim claim =
        new JwtUtils.UserClaim(accountKey)
            .pub(new JwtUtils.Permission().allow("orders.>"))
            .sub(new JwtUtils.Permission().deny("secret.>"));
    String jwt =
        JwtUtils.issueUserJWT(
            account,
            new String(user.getPublicKey()),
            "maker",
            Duration.ofHours(1),
            JwtUtils.currentTimeSeconds(),
            claim);
    System.out.print(String.format(JwtUtils.NATS_USER_JWT_FORMAT, jwt, new String(user.getSeed())));
  }
}
