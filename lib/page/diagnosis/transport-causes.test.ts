import { describe, expect, it } from "vitest";
import type { MonitoringFacts } from "@/lib/shared/facts/attempt";
import { attemptOf } from "@/lib/testing/diagnosis-facts";
import { spaceOf } from "./local-network";
import { causeText } from "./texts/cause-text";
import { insideCause, pathCause, transportCauses } from "./transport-causes";

const PAGE = "http://dash.example";

function codes(address: string, probe: { http: boolean | null; https: boolean } | null = null) {
  const seen = probe && { ...probe, pageOrigin: PAGE, monitoring: null };
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

describe("addresses that work inside a cluster or between containers only", () => {
  it("come first, by how sure they are", () => {
    expect(codes("ws://nats.default.svc:8080")[0]).toBe("net/inside-address likely");
    expect(codes("ws://host.docker.internal:8080")[0]).toBe("net/inside-address likely");
    expect(codes("ws://172.17.0.2:8080")[0]).toBe("net/inside-address possible");
    expect(codes("ws://nats:8080", { http: false, https: false })).toEqual(
      expect.arrayContaining(["net/not-listening likely", "net/inside-address possible"]),
    );
    expect(codes("ws://nats.example.com:8080").join()).not.toContain("inside");
  });

  it("are no cause where something answered", () => {
    expect(codes("ws://nats:8080", { http: true, https: false }).join()).not.toContain("inside");
  });

  it("are a cause where nothing came in time", () => {
    expect(insideCause(attemptOf({ address: "ws://172.17.0.2:8080" }))?.certainty).toBe("possible");
    expect(insideCause(attemptOf({ address: "ws://192.0.2.1:8080" }))).toBeNull();
  });

  it("say how to reach the server", () => {
    const [pod] = transportCauses(attemptOf({ address: "ws://nats-0.nats.prod.svc:9222" }), null);
    if (!pod) throw new Error("no cause");
    expect(causeText(pod).commands?.[0]).toBe(
      "kubectl port-forward --namespace prod pod/nats-0 9222:9222",
    );
    expect(causeText(pod).address).toBe("ws://localhost:9222");
    const [service] = transportCauses(
      attemptOf({ address: "ws://nats.prod.svc.cluster.local" }),
      null,
    );
    if (!service) throw new Error("no cause");
    expect(causeText(service).commands?.[0]).toContain("--namespace prod svc/nats 80:80");
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
    const probe = { http: true, https: false, pageOrigin: PAGE, monitoring: null };
    const causes = transportCauses(attemptOf({ address: "ws://h:9000" }), probe);
    expect(causes.find(({ code }) => code === "net/origin")?.evidence).toMatchObject({
      origin: PAGE,
    });
  });
});

describe("a monitoring port that says what it is", () => {
  type Listener = NonNullable<MonitoringFacts["webSocket"]>;
  const listener: Listener = {
    host: "0.0.0.0",
    port: 8080,
    hasTls: false,
    advertise: null,
    isSameOriginOnly: false,
    allowedOrigins: [],
  };

  function causes(webSocket: Partial<Listener> | null, address = "ws://h:9000") {
    const said = { serverName: "nats-eu-2", version: "2.15.1" };
    const full = webSocket && { ...listener, ...webSocket };
    const monitoring = { ...said, webSocket: full } satisfies MonitoringFacts;
    const probe = { http: true, https: false, pageOrigin: PAGE, monitoring };
    return transportCauses(attemptOf({ address }), probe);
  }

  function headline(webSocket: Partial<Listener> | null, address = "ws://h:9000") {
    const [first] = causes(webSocket, address);
    return first && { ...causeText(first), certainty: first.certainty };
  }

  it("is proven, and rules out what else gives that answer, whatever port it is", () => {
    for (const address of ["ws://h:9000", "ws://h:8222", "wss://h:4222/mqtt"]) {
      expect(causes({}, address).map(({ code, certainty }) => `${code} ${certainty}`)).toEqual([
        "net/monitoring-port proven",
        "net/not-websocket proven",
        "net/not-listening ruled-out",
        "net/origin ruled-out",
        "net/scheme ruled-out",
        "net/client-port ruled-out",
        "net/path ruled-out",
      ]);
    }
  });

  it("names the server and the address to use, at the host that was named", () => {
    expect(headline({})).toMatchObject({
      title: "This is the monitoring port of nats-eu-2",
      meaning:
        "h, port 9000, answered as the monitoring port of nats-server 2.15.1. Its WebSocket listener is on port 8080, without TLS.",
      next: "Connect to ws://h:8080.",
      address: "ws://h:8080",
    });
    expect(headline({ port: 443, hasTls: true })?.address).toBe("wss://h:443");
    expect(headline({}, "ws://[::1]:8222")?.address).toBe("ws://[::1]:8080");
  });

  it("says so where there is no listener, and offers no address", () => {
    const text = headline(null);
    expect(text?.meaning).toContain("no WebSocket listener");
    expect(text?.config).toContain("websocket {");
    expect(text?.address).toBeUndefined();
  });

  it("says what would fail there next: origin, another host, another address for clients", () => {
    const listed = headline({ allowedOrigins: ["http://a.example", "https://b.example"] });
    expect(listed?.meaning).toContain(
      "accepts only pages from http://a.example, https://b.example.",
    );
    expect(listed?.config).toBe(`websocket { allowed_origins: ["${PAGE}"] }`);
    const same = headline({ isSameOriginOnly: true });
    expect(same?.meaning).toContain("only pages from its own host and port");
    expect(same?.config).toContain("same_origin: false");
    expect(headline({ host: "127.0.0.1" })?.meaning).toContain("listens on 127.0.0.1");
    expect(headline({ advertise: "n.example:443" })?.meaning).toContain("use n.example:443");
  });

  it("says nothing of origins where this page's is taken", () => {
    for (const webSocket of [
      { allowedOrigins: ["http://a.example", `${PAGE}:80`] },
      { isSameOriginOnly: true, port: 80 },
    ]) {
      const text = headline(webSocket, "ws://dash.example:8222");
      expect(text?.config).toBeUndefined();
      expect(text?.meaning).not.toMatch(/pages/u);
    }
    expect(headline({ host: "127.0.0.1" }, "ws://localhost:8222")?.meaning).not.toContain("bound");
  });
});

it("an open WebSocket without INFO may be on a path that is not for clients", () => {
  expect(pathCause(attemptOf({ address: "ws://h:9000/mqtt" }))?.code).toBe("net/path");
  expect(pathCause(attemptOf({ address: "ws://h:9000" }))).toBeNull();
});

describe("what the browser keeps from a page", () => {
  const nothing = { http: false, https: false, pageOrigin: PAGE, monitoring: null };
  type State = "granted" | "denied" | "prompt" | "insecure";
  const found = (
    address: string,
    state: State,
    probe: Parameters<typeof transportCauses>[1] = null,
    pageOrigin = PAGE,
  ) => {
    const permission = { pageOrigin, loopback: state, local: state };
    return transportCauses(attemptOf({ address }), probe, permission).map(
      ({ code, certainty }) => `${code} ${certainty}`,
    );
  };
  const LNA = "net/local-network-access";

  it.each([null, nothing])("is proven by a denied permission, with the look %j", (probe) => {
    for (const address of ["ws://127.0.0.1:9000", "ws://10.1.2.3:9000", "wss://nats.internal"]) {
      const all = found(address, "denied", probe);
      expect(all[0]).toBe(`${LNA} proven`);
      expect(all).toContain("net/not-listening possible");
      expect(all.join()).not.toMatch(/not-listening likely|ruled-out/u);
    }
  });

  it("is likely while the permission is not given, or cannot be asked for", () => {
    expect(found("ws://192.168.1.4:9000", "prompt", nothing)[0]).toBe(`${LNA} likely`);
    expect(found("ws://[::1]:9000", "insecure")[0]).toBe(`${LNA} likely`);
  });

  it("is no cause with the permission, for a page from the same place, or for a public address", () => {
    expect(found("ws://127.0.0.1:9000", "granted").join()).not.toContain(LNA);
    expect(found("ws://127.0.0.1:9000", "prompt", null, "http://localhost:1").join()).not.toContain(
      LNA,
    );
    expect(found("ws://10.0.0.2:9000", "prompt", null, "http://10.0.0.1").join()).not.toContain(
      LNA,
    );
    expect(found("ws://198.51.100.7:9000", "denied").join()).not.toContain(LNA);
  });

  it("is possible for a name that may lead there", () => {
    expect(found("wss://nats.corp.example", "denied")).toContain(`${LNA} possible`);
    expect(found("wss://nats.corp.example", "prompt").join()).not.toContain(LNA);
  });

  it("is no cause where the look had an answer", () => {
    const probe = { ...nothing, http: true };
    expect(found("ws://127.0.0.1:9000", "denied", probe).join()).not.toContain(LNA);
  });

  it.each([
    ["localhost", "loopback"],
    ["127.4.5.6", "loopback"],
    ["[::1]", "loopback"],
    ["10.0.0.1", "local"],
    ["172.31.0.1", "local"],
    ["172.32.0.1", "public"],
    ["[fd00::1]", "local"],
    ["[2001:db8::1]", "public"],
    ["nats", "local"],
    ["nats.local", "local"],
    ["nats.default.svc", "local"],
    ["nats.example", "unknown"],
  ])("%s is %s", (host, space) => {
    expect(spaceOf(host)).toBe(space);
  });
});

describe("what each browser engine tells", () => {
  const firefox = { engine: "firefox", isPageHttps: false } as const;
  const probe = { http: true, https: false, pageOrigin: PAGE, monitoring: null };
  const closedWith = (code: number) => ({ code, reason: "", wasClean: false });
  type Attempt = Parameters<typeof attemptOf>[0];
  const causes = (attempt: Attempt, look: Parameters<typeof transportCauses>[1] = null) =>
    transportCauses(attemptOf(attempt), look);
  const named = (...args: Parameters<typeof causes>) =>
    causes(...args).map(({ code, certainty }) => `${code} ${certainty}`);

  it("Firefox: close 1015 means that something listens and TLS failed", () => {
    const failed = { address: "wss://h:9000", browser: firefox, close: closedWith(1015) };
    expect(named(failed)).toEqual([
      "net/certificate likely",
      "net/scheme likely",
      "net/client-port possible",
      "net/not-listening ruled-out",
      "net/origin ruled-out",
    ]);
    const [certificate] = causes(failed);
    expect(certificate && causeText(certificate).meaning).toContain("not the server's");
    expect(named({ ...failed, close: closedWith(1006) })).toContain("net/not-listening possible");
    expect(named({ ...failed, address: "wss://h:4222" })[0]).toBe("net/client-port likely");
  });

  it("Firefox: an answer over http can be the port for TCP clients, and proves nothing", () => {
    for (const address of ["ws://h:9000", "wss://h:9000"]) {
      const found = named({ address, browser: firefox }, probe);
      expect(found).toContain("net/client-port possible");
      expect(found.join()).not.toContain("proven");
      expect(named({ address }, probe)[0]).toBe("net/not-websocket proven");
    }
  });

  it("WebKit: no ws:// from a page over https, not even to this computer", () => {
    const webkit = { engine: "webkit", isPageHttps: true } as const;
    const [first] = causes({ address: "ws://localhost:8080", browser: webkit });
    expect(first).toMatchObject({ code: "net/mixed-content", certainty: "likely" });
    expect(first && causeText(first).meaning).toContain("WebKit");
    expect(named({ address: "wss://localhost:8080", browser: webkit }).join()).not.toContain(
      "mixed",
    );
    const plain = { ...webkit, isPageHttps: false };
    expect(named({ address: "ws://localhost:8080", browser: plain }).join()).not.toContain("mixed");
  });
});

describe("the origin", () => {
  it.each([
    ["ws://h:9000", { http: false, https: false }, "ruled-out"],
    ["ws://h:9000", { http: null, https: false }, "possible"],
    ["wss://h:9000", { http: null, https: false }, "possible"],
    ["wss://h:9000", { http: false, https: false }, "possible"],
  ] as const)("of %s with the look %j is %s", (address, look, certainty) => {
    expect(codes(address, look)).toContain(`net/origin ${certainty}`);
  });
});
