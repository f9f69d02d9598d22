// The servers of a check, as the user chose and typed them: what is dialled, what they are called, and how fast. Pure.

import type { CheckedServer, Pace } from "@/lib/page/state/check-store";
import type { Fault } from "@/lib/shared/base/result";
import type { AddressFault } from "@/lib/shared/grammar/address";
import { maskQuery, parseAddress } from "@/lib/shared/grammar/address";
import { isAddressAllowed, listedServer } from "./config";
import type { ListedServer, PageConfig } from "./config-facts";

const USUAL_AT_PRODUCTION = 5;
const USUAL_ELSEWHERE = 50;

export interface ServerProblem {
  readonly typed: string;
  /** "not-listed": this instance is locked to its list. */
  readonly fault: Fault<AddressFault | "not-listed">;
}

export interface ChosenServers {
  /** Each address once. */
  readonly servers: readonly CheckedServer[];
  readonly problems: readonly ServerProblem[];
}

/** `typed`: names of listed servers and addresses, one a line. */
export function chooseServers(
  config: PageConfig,
  {
    listed,
    typed,
    pace,
    isPageHttps,
  }: {
    readonly listed: readonly ListedServer[];
    readonly typed: string;
    readonly pace: Pace;
    readonly isPageHttps: boolean;
  },
): ChosenServers {
  const problems: ServerProblem[] = [];
  const servers = new Map<string, CheckedServer>();
  const lines = typed.split(/[\n,]/u).map((line) => line.trim());
  const texts = [...listed.map(({ name }) => name), ...lines.filter((line) => line !== "")];
  for (const text of texts) {
    const server = listedServer(config, text);
    const address = parseAddress(server?.address ?? text, isPageHttps);
    if (!address.ok) {
      problems.push({ typed: text, fault: address.fault });
    } else if (!isAddressAllowed(config, text)) {
      problems.push({ typed: text, fault: { code: "not-listed" } });
    } else {
      const isKnown = address.value.isLoopback || (server?.environment ?? null) !== null;
      const isProduction = server?.environment === "production";
      const { url } = address.value;
      servers.set(url, {
        address: url,
        name: server?.bridge ?? maskQuery(url),
        title: server?.name ?? maskQuery(url),
        isProduction,
        isBridge: (server?.bridge ?? null) !== null,
        perSecond:
          pace === "unlimited" ? null : pace !== "usual" ? pace : usualPace(isProduction, isKnown),
      });
    }
  }
  return { servers: [...servers.values()], problems };
}

function usualPace(isProduction: boolean, isKnown: boolean): number | null {
  if (isProduction) return USUAL_AT_PRODUCTION;
  return isKnown ? null : USUAL_ELSEWHERE;
}
