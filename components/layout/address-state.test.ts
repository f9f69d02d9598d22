import { describe, expect, it } from "vitest";
import { readWhoText, whoText } from "@/lib/page/overview/overview-store";
import { makeKey } from "@/lib/testing/nkey";
import { fragmentOf, placeOf } from "./address-state";

const key = makeKey("user");

describe("the fragment", () => {
  it("holds key, view and filter, and leaves a deep link's other fields", () => {
    const place = { key: key.publicKey, view: "console", filter: 'orders.> "EUR"' } as const;
    const fragment = fragmentOf(place, "#server=staging%20EU&subject=a.b");
    expect(placeOf(fragment)).toEqual(place);
    expect(new URLSearchParams(fragment.slice(1)).get("server")).toBe("staging EU");
  });

  it("holds the question of Who may", () => {
    const may = whoText({ action: "subscribe", subject: "orders.>", queue: "workers" });
    const place = { key: key.publicKey, view: "console", filter: "", area: "who", may } as const;
    const fragment = fragmentOf(place, "#subject=a.b");
    expect(placeOf(fragment)).toEqual(place);
    expect(readWhoText(may)).toEqual({
      action: "subscribe",
      subject: "orders.>",
      queue: "workers",
    });
    expect(whoText({ action: "publish", subject: `a.${key.seed}`, queue: "" })).toBe("");
    expect(readWhoText(`publish:${key.seed}`)).toBeNull();
    const { area: _, ...workbench } = place;
    expect(fragmentOf(workbench, fragment)).not.toContain("may=");
  });

  it("holds the open page of an account, with or without creds", () => {
    const trust = makeKey("account").publicKey;
    const place = { key: key.publicKey, view: "claims", filter: "", trust } as const;
    expect(placeOf(fragmentOf(place, ""))).toEqual(place);
    const alone = { key: null, view: "diagnosis", filter: "", trust } as const;
    expect(placeOf(fragmentOf(alone, ""))).toEqual(alone);
    expect(fragmentOf({ ...alone, trust: key.seed }, "")).toBe("");
  });

  it("never holds a seed or another secret", () => {
    const { seed } = key;
    const secret = `eyJ${"hbGciOiJlZDI1NTE5LW5rZXki".repeat(4)}`;
    for (const filter of [seed, `x ${seed} y`, secret, "a".repeat(300)]) {
      const fragment = fragmentOf({ key: key.publicKey, view: "console", filter }, "");
      expect(new URLSearchParams(fragment.slice(1)).get("filter")).toBeNull();
    }
  });

  it("is empty without creds", () => {
    expect(fragmentOf({ key: null, view: "diagnosis", filter: "" }, "")).toBe("");
    expect(placeOf("")).toBeNull();
    expect(placeOf("#key=UA&view=attic")).toBeNull();
  });
});
