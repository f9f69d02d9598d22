import { describe, expect, it } from "vitest";
import { insideOf } from "./inside-address";

describe("addresses that work inside only", () => {
  it.each([
    ["nats.default.svc", "cluster"],
    ["nats.default.svc.cluster.local", "cluster"],
    ["nats-0.nats.prod.svc.example.internal", "cluster"],
    ["10-1-2-3.default.pod.cluster.local", "cluster"],
    ["NATS.Default.SVC.", "cluster"],
    ["host.docker.internal", "container-host"],
    ["host.containers.internal", "container-host"],
    ["172.17.0.2", "container-network"],
    ["nats", "bare"],
    ["nats_1", "bare"],
  ])("%s: %s", (host, kind) => {
    expect(insideOf(host)).toBe(kind);
  });

  it.each([
    "localhost",
    "127.0.0.1",
    "[::1]",
    "[fd00::1]",
    "172.18.0.2",
    "10.0.0.1",
    "nats.example.com",
    "svc.example.com",
    "nats.svc.example.com",
    "nats.pod.example.com",
    "docker.internal.example.com",
    "",
  ])("%s: a browser may reach it", (host) => {
    expect(insideOf(host)).toBeNull();
  });

  it("a page from the inside is opened by a browser inside", () => {
    expect(insideOf("nats.default.svc", "credence.default.svc")).toBeNull();
    expect(insideOf("nats", "credence")).toBeNull();
    expect(insideOf("nats", "localhost")).toBe("bare");
  });
});
