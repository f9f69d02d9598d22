// The other half of a login: a token, or a user and password, for servers that ask an auth callout. Offered
// plainly for sentinel creds, quietly for others. Once added it is in the vault alone, so it can be replaced or
// removed here, but not shown.

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { ExtraLoginDialog } from "@/components/identity/extra-login-dialog";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { removeLogin } from "@/lib/page/actions/login-actions";
import { cx } from "@/lib/page/base/cx";
import { type Sentinel, sentinelOf } from "@/lib/page/diagnosis/sentinel";
import type { CredsFacts, EntryId, LoginKind } from "@/lib/shared/facts/creds";

const HELD: Record<LoginKind, string> = {
  token: "A token is sent with these creds.",
  password: "A user and password are sent with these creds.",
};

export interface ExtraLoginProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function ExtraLogin({ id, facts }: ExtraLoginProps) {
  const trust = useVault((state) => state.trust);
  const [isOpen, setOpen] = useState(false);
  if (facts.unusable !== null) return null;
  const { login } = facts;
  const sentinel = login === undefined ? sentinelOf(facts, trust) : null;
  return (
    <div
      data-extra-login={login}
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4",
        login === undefined && sentinel === null ? "py-1" : "py-2.5",
      )}
    >
      {login === undefined ? null : <p className="min-w-0 grow text-small">{HELD[login]}</p>}
      {sentinel === null ? null : <p className="min-w-0 grow text-small">{noteOf(sentinel)}</p>}
      {login === undefined ? (
        <Button
          size="sm"
          tone={sentinel === null ? "quiet" : "plain"}
          className={sentinel === null ? "-ml-2.25" : ""}
          onClick={() => setOpen(true)}
        >
          <KeyRound aria-hidden className="size-3.5" />
          Add token or password
        </Button>
      ) : (
        <span className="flex gap-2">
          <Button size="sm" onClick={() => setOpen(true)}>
            Replace
          </Button>
          <Button size="sm" onClick={() => void removeLogin(id)}>
            Remove
          </Button>
        </span>
      )}
      <ExtraLoginDialog
        id={id}
        isReplacing={login !== undefined}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}

const noteOf = ({ deniesAll }: Sentinel): string =>
  deniesAll
    ? "This looks like a sentinel: it opens the door to an auth callout, which wants a token or a password besides."
    : "The account leaves logins to an auth callout, which may want a token or a password besides.";
