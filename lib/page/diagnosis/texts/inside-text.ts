// The text of net/inside-address: a host that is known inside of a cluster or between containers only. Used by
// net-text.ts and, before connecting, by the note below the server field.

import { num, str } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CauseText, CauseTextOf } from "./cause-text-types";

const PUBLISHED = 'ports: ["8080:8080"]';

const local = (port: number): string => `ws://localhost:${port}`;

/** `evidence.inside` is the kind of address that insideOf found. */
export const insideText: CauseTextOf = (evidence) => {
  const host = str(evidence, "host") ?? "The host";
  const port = num(evidence, "port") ?? 8080;
  const address = local(port);
  switch (str(evidence, "inside")) {
    case "cluster":
      return clusterText(host, port);
    case "container-host":
      return {
        title: "That name is for containers",
        meaning: `${host} is what a container calls the computer it runs on. A browser on that computer says localhost.`,
        next: `Connect to ${address}. From another computer use its name.`,
        address,
      };
    case "container-network":
      return {
        title: "That address is inside Docker's network",
        meaning: `${host} is in the network that Docker makes for containers. On Linux only the computer that runs the container reaches it, on macOS and Windows not even that one.`,
        next: `Publish the port of the WebSocket listener, then connect to ${address} on that computer.`,
        config: PUBLISHED,
        address,
      };
    default:
      return {
        title: "That name may be known between containers only",
        meaning: `${host} has no dot. Services of a compose file or a cluster have such names, and no browser outside can resolve them.`,
        next: `If it is a service of a compose file, publish the port of its WebSocket listener and connect to ${address}. If it is a host of your network, try its full name.`,
        config: PUBLISHED,
        address,
      };
  }
};

function clusterText(host: string, port: number): CauseText {
  const labels = host.replace(/\.(?:svc|pod)(?:\..*)?$/iu, "").split(".");
  const [name = "", namespace = ""] = labels.slice(-2);
  const target = labels.length > 2 ? `pod/${labels[0]}` : `svc/${name}`;
  return {
    title: "That name is known inside the cluster only",
    meaning: `${host} is a name that Kubernetes gives inside a cluster. A browser outside of it cannot resolve the name.`,
    next: `Forward the port of the WebSocket listener to this computer and connect to ${local(port)}. For more people, set up an ingress or a load balancer.`,
    // Only what a shell takes as one word: the name was typed.
    ...(labels.length >= 2 && /^[a-z0-9.-]+$/iu.test(host)
      ? {
          commands: [`kubectl port-forward --namespace ${namespace} ${target} ${port}:${port}`],
        }
      : {}),
    address: local(port),
  };
}

/** One sentence for the note before connecting. */
export function insideHint(evidence: Evidence): string {
  const { meaning, next } = insideText(evidence, 0, "possible");
  return `${meaning} ${next}`;
}
