import { beforeEach, describe, expect, test } from "vitest";
import type { EntrySummary } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { attemptOf } from "@/lib/testing/diagnosis-facts";
import {
  addEntries,
  dropEntries,
  EMPTY_VAULT,
  loseSessions,
  putSession,
  vaultStore,
} from "./vault-store";

const entry = (id: string, label = id): EntrySummary => ({
  id,
  label,
  path: "",
  subject: id,
  account: null,
  issuer: null,
  version: 2,
  issuedAtSec: null,
  expiresAtSec: null,
  isBearer: false,
  unusable: null,
  isCleanable: false,
  soundness: "sound",
});

const session = (id: string): SessionState => ({
  id,
  phase: "idle",
  outcome: null,
  attempt: null,
  server: null,
  end: null,
  endCode: null,
  retryAt: null,
  hostProbe: null,
  localNetwork: null,
  cuts: null,
  inboxPrefix: "_INBOX",
});

describe("keyring", () => {
  beforeEach(() => {
    vaultStore.setState(EMPTY_VAULT, true);
    addEntries([entry("UA"), entry("UB"), entry("UC")]);
  });

  test("keeps the order of arrival when an entry changes", () => {
    addEntries([entry("UB", "renamed"), entry("UD")]);
    expect(vaultStore.getState().order).toEqual(["UA", "UB", "UC", "UD"]);
    expect(vaultStore.getState().entries.get("UB")?.label).toBe("renamed");
  });

  test("shows the neighbour when the shown entry is forgotten", () => {
    vaultStore.setState({ selected: "UB" });
    dropEntries(["UB"]);
    expect(vaultStore.getState().selected).toBe("UC");
    dropEntries(["UC"]);
    expect(vaultStore.getState().selected).toBe("UA");
    dropEntries(["UA"]);
    expect(vaultStore.getState().selected).toBeNull();
  });

  test("leaves the shown entry alone when another is forgotten", () => {
    vaultStore.setState({ selected: "UC" });
    dropEntries(["UA"]);
    expect(vaultStore.getState().selected).toBe("UC");
  });

  test("drops the session of a forgotten entry and ignores one that comes late", () => {
    putSession(session("UA"));
    dropEntries(["UA"]);
    putSession(session("UA"));
    expect(vaultStore.getState().sessions.has("UA")).toBe(false);
  });
});

describe("a vault that is gone", () => {
  beforeEach(() => {
    vaultStore.setState(EMPTY_VAULT, true);
    addEntries([entry("UA")]);
  });

  const afterLoss = (change: Partial<SessionState>) => {
    putSession({ ...session("UA"), ...change });
    loseSessions(1_000, () => 7);
    return vaultStore.getState().sessions.get("UA");
  };

  test("ends what was connected", () => {
    const ended = { phase: "idle", outcome: "ended", endCode: "vault/stopped", retryAt: null };
    expect(afterLoss({ phase: "open", outcome: "accepted" })).toMatchObject(ended);
    expect(afterLoss({ phase: "open", outcome: "accepted" })?.end?.at).toBe(1_000);
  });

  test("keeps why an earlier connection ended, and plans no retry", () => {
    const waiting = { phase: "waiting", outcome: "ended", endCode: "ended/stale" } as const;
    const left = { phase: "idle", outcome: "ended", endCode: "ended/stale", retryAt: null };
    expect(afterLoss({ ...waiting, retryAt: 5_000 })).toMatchObject(left);
  });

  test("says how many messages are gone, and offers the connection until it is back", () => {
    const attempt = attemptOf({ address: "ws://h:1" });
    const open = { phase: "open", outcome: "accepted", attempt } as const;
    expect(afterLoss(open)?.end?.vaultStopped).toEqual({ messages: 7 });
    const offered = () => [...vaultStore.getState().lostConnections];
    expect(offered()).toEqual([["UA", { address: "ws://h:1", messages: 7 }]]);
    expect(vaultStore.getState().stop).toEqual({ connections: 1, messages: 7 });
    putSession({ ...session("UA"), phase: "connecting", attempt });
    expect(offered()).toEqual([]);
  });

  test("offers nothing for creds that were not connected", () => {
    afterLoss({ outcome: "refused", attempt: attemptOf() });
    expect(vaultStore.getState().lostConnections.size).toBe(0);
    expect(vaultStore.getState().stop).toEqual({ connections: 0, messages: 7 });
  });

  test("leaves no verdict on an attempt that was under way", () => {
    expect(afterLoss({ phase: "connecting" })).toEqual(session("UA"));
  });

  test("leaves a refusal as it is", () => {
    const refused = { ...session("UA"), outcome: "refused" } as const;
    expect(afterLoss(refused)).toEqual(refused);
  });
});
