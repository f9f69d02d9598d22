// Addresses that work inside of a cluster or between containers only, and that people copy from there into a browser.
// Pure. Used for the hint below the server field and for the causes of a failed attempt.

import { isInRange } from "./address-range";

/**
 * - cluster: a name that Kubernetes gives to a service or a pod
 * - container-host: by which a container reaches the computer that it runs on
 * - container-network: an address in the network that Docker makes unless told otherwise
 * - bare: a name without a dot, as a service of a compose file has it; it may also be a host of the own network
 */
export type InsideKind = "cluster" | "container-host" | "container-network" | "bare";

/** Kubernetes: SERVICE.NAMESPACE.svc and POD.SERVICE.NAMESPACE.svc, with or without the zone of the cluster. */
const CLUSTER = /^[^.]+(?:\.[^.]+)+\.(?:svc|pod)(?:\.[a-z0-9.-]+)?$|\.cluster\.local$/iu;
/** Docker Desktop, Podman, Lima and minikube. */
const CONTAINER_HOST =
  /^(?:(?:host|gateway)\.docker|kubernetes\.docker|host\.containers|host\.lima|host\.minikube)\.internal$/iu;
const DOCKER_BRIDGE = "172.17.0.0/16";

/**
 * `host`: as in a URL. Null where a browser may reach it from anywhere. `pageHost`: where this page comes from, which
 * may be inside itself; then its browser is too.
 */
export function insideOf(host: string, pageHost = ""): InsideKind | null {
  const kind = kindOf(host.replace(/\.$/u, ""));
  return kind === null || kind === kindOf(pageHost) ? null : kind;
}

function kindOf(host: string): InsideKind | null {
  if (CONTAINER_HOST.test(host)) return "container-host";
  if (CLUSTER.test(host)) return "cluster";
  if (isInRange(host, DOCKER_BRIDGE) === true) return "container-network";
  return /^[a-z0-9_-]+$/iu.test(host) && !/^localhost$/iu.test(host) ? "bare" : null;
}
