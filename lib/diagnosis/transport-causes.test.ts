import { describe, expect, it } from "vitest";
import { attemptOf } from "@/lib/diagnosis/testdata";
import { pathCause, transportCauses } from "@/lib/diagnosis/transport-causes";

const PAGE = "http://dash.example";

function codes(address: string, probe: { http: boolean | null; https: boolean } | null = null) {
  const seen = probe && { ...probe, pageOrigin: PAGE };
  return transportCauses(attemptOf({ address }), seen).map(
    ({ code, certainty }) => `${code} ${certainty}`,
  );
}

describe("before a closer look", () => {
  it("proves nothing, and takes well-known ports and paths for a hint", () => {
    expect(codes("ws://h:9000").every((one) => one.endsWith(" possible"))).toBe(true);
    expect(codes("ws://h:4222")[0]).toBe("net/client-port likely");
    expect(codes("ws://h:7422")[0]).toBe("net/client-port likely");
    expect(codes("ws://h:8222")[0]).toBe("net/monitoring-port likely");
    expect(codes("wss://h/leafnode")[0]).toBe("net/path likely");
    expect(codes("wss://h/leafnodes")).not.toContain("net/path likely");
  });

  it("thinks of certificates only where there are some", () => {
    expect(codes("wss://h:9000")).toContain("net/certificate possible");
    expect(codes("ws://h:9000").join()).not.toContain("net/certificate");
  });
});

describe("after a closer look", () => {
  it("HTTP answers: proven to be there, the origin before the rest", () => {
    expect(codes("ws://h:9000", { http: true, https: false }).slice(0, 2)).toEqual([
      "net/not-websocket proven",
      "net/origin likely",
    ]);
    expect(codes("ws://h:8222", { http: true, https: false }).slice(0, 2)).toEqual([
      "net/not-websocket proven",
      "net/monitoring-port likely",
    ]);
  });

  it("the other scheme answers", () => {
    expect(codes("ws://h:9000", { http: false, https: true })[0]).toBe("net/scheme likely");
    expect(codes("wss://h:9000", { http: true, https: false }).slice(0, 3)).toEqual([
      "net/not-websocket proven",
      "net/certificate likely",
      "net/scheme likely",
    ]);
  });

  it("nothing answers", () => {
    expect(codes("ws://h:9000", { http: false, https: false })[0]).toBe("net/not-listening likely");
    expect(codes("ws://h:4222", { http: false, https: false })[0]).toBe("net/client-port likely");
    // A page over https may not ask over http, and an untrusted certificate answers nothing.
    expect(codes("wss://h:9000", { http: null, https: false })).toContain(
      "net/certificate possible",
    );
  });

  it("names this page's origin", () => {
    const probe = { http: true, https: false, pageOrigin: PAGE };
    const causes = transportCauses(attemptOf({ address: "ws://h:9000" }), probe);
    expect(causes.find(({ code }) => code === "net/origin")?.evidence).toMatchObject({
      origin: PAGE,
    });
  });
});

it("an open WebSocket without INFO may be on a path that is not for clients", () => {
  expect(pathCause(attemptOf({ address: "ws://h:9000/mqtt" }))?.code).toBe("net/path");
  expect(pathCause(attemptOf({ address: "ws://h:9000" }))).toBeNull();
});
