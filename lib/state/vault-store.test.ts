import { beforeEach, describe, expect, test } from "vitest";
import type { EntrySummary } from "@/lib/creds/facts";
import {
  addEntries,
  dropEntries,
  EMPTY_VAULT,
  putSession,
  vaultStore,
} from "@/lib/state/vault-store";
import type { SessionState } from "@/lib/vault/protocol";

const entry = (id: string, label = id): EntrySummary => ({
  id,
  label,
  subject: id,
  account: null,
  version: 2,
  issuedAtSec: null,
  expiresAtSec: null,
  isBearer: false,
  unusable: null,
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
