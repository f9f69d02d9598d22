// What an operator JWT says, below the head of its page: facts, its loaded accounts, signing keys, addresses and tags.

import { Box } from "@/components/shared/box";
import { ShortKey } from "@/components/shared/short-key";
import {
  objectAt,
  operatorClaimsOf,
  stringsAt,
  valueAt,
} from "@/lib/page/diagnosis/trust/account-claims";
import { formatCount } from "@/lib/page/format/count";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { issueFacts } from "./issue-facts";
import { accountsOf, type LoadedUsers } from "./trust-facts";
import { FactBox, Tags, TrustLink, TrustTable, Written } from "./trust-parts";

export interface OperatorPageProps {
  readonly operator: TrustFacts;
  readonly trust: readonly TrustFacts[];
  readonly usersOf: (account: string) => LoadedUsers;
  readonly nowMs: number;
}

export function OperatorPage({ operator: { id, jwt }, trust, usersOf, nowMs }: OperatorPageProps) {
  const { signingKeys, isStrict, systemAccount } = operatorClaimsOf(jwt);
  const accounts = accountsOf([id, ...signingKeys], trust);
  const nats = objectAt(jwt.claims, "nats");
  const tags = stringsAt(nats, "tags");
  const server = textAt(valueAt(nats, "account_server_url"));
  const version = textAt(valueAt(nats, "assert_server_version"));
  const services = stringsAt(nats, "operator_service_urls");
  return (
    <>
      <FactBox
        label="About this operator"
        facts={[
          ...issueFacts(jwt, nowMs),
          [
            "System account",
            systemAccount === null ? "none" : <TrustLink key="system" of={systemAccount} />,
          ],
          ["Signing keys only", isStrict ? "yes" : "no"],
          ["Accounts loaded", formatCount(accounts.length)],
        ]}
      />
      <TrustTable
        title="Accounts"
        none="No account of this operator is loaded."
        columns={[
          { title: "Name" },
          { title: "Key", width: "w-32" },
          { title: "Signed by", width: "w-32" },
          { title: "Users loaded", width: "w-18 @min-[700px]:w-28", isNumber: true },
        ]}
        rows={accounts.map((account) => ({
          name: account.id,
          cells: [
            <TrustLink key="name" of={account.id} />,
            <ShortKey key="key" of={account.id} />,
            account.jwt.issuer === id ? (
              "own key"
            ) : (
              <ShortKey key="signer" of={account.jwt.issuer ?? ""} />
            ),
            formatCount(usersOf(account.id).count),
          ],
        }))}
      />
      <TrustTable
        title="Signing keys"
        none="None. The operator's own key signs its accounts."
        columns={[{ title: "Key" }, { title: "Accounts loaded", width: "w-32", isNumber: true }]}
        rows={signingKeys.map((key) => ({
          name: key,
          cells: [<ShortKey key="key" of={key} />, formatCount(accountsOf([key], trust).length)],
        }))}
      />
      <Box title="Addresses">
        <dl className="grid @min-[700px]:grid-cols-3">
          {[
            ["Service URL", services.join(", ")],
            ["Account server", server],
            ["Server version at least", version],
          ].map(([name = "", text = ""]) => (
            <div key={name} className="min-w-0 px-3.5 py-1.5">
              <dt className="text-hint text-ink-3">{name}</dt>
              <dd className="wrap-anywhere">
                {text === "" ? <span className="text-ink-2">none</span> : <Written>{text}</Written>}
              </dd>
            </div>
          ))}
        </dl>
      </Box>
      <Tags of={tags} />
    </>
  );
}

const textAt = (value: unknown): string => (typeof value === "string" ? value : "");
