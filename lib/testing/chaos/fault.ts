// What one fault of the chaos run is, and what can be asked of a session afterwards.

import type { SessionState } from "@/lib/shared/protocol/protocol";
import type { Random } from "@/lib/testing/random";
import type { ChaosWorld } from "./world";

/** Something that must hold after a fault, at the latest after `withinMs`. */
export interface Hold {
  readonly what: string;
  readonly withinMs?: number;
  check(): boolean | Promise<boolean>;
}

export interface Fault {
  readonly name: string;
  /** It waits for a time limit of the vault, so the short run leaves it out. */
  readonly isSlow?: boolean;
  run(world: ChaosWorld, random: Random): Promise<readonly Hold[]>;
}

/**
 * The heartbeat ends a silent connection when two beats of 5 s brought no answer, 10 to 15 s after the last one. A
 * busy machine makes beats late, and late ones do not count.
 */
export const SILENCE_MS = 22_000;

export const sessionHolds = (
  world: ChaosWorld,
  id: string,
  what: string,
  check: (state: SessionState) => boolean,
  withinMs?: number,
): Hold => ({
  what,
  ...(withinMs === undefined ? {} : { withinMs }),
  check: () => {
    const state = world.rig.session(id);
    return state !== undefined && check(state);
  },
});

export const isOpen = ({ phase, end }: SessionState) => phase === "open" && end === null;

/** Whether a session that says "open" can publish. One that says anything else makes no such claim. */
export function isTrue(world: ChaosWorld, id: string): Hold {
  let answer: boolean | null = null;
  let isAsked = false;
  return {
    what: "a session that says it is open can publish",
    withinMs: SILENCE_MS,
    check: () => {
      if (world.rig.session(id)?.phase !== "open") return true;
      if (!isAsked) {
        isAsked = true;
        const order = { id, subject: "truth", payload: new Uint8Array(0), headers: [], reply: "" };
        void world.rig.client.call("publish", order).then(({ ok }) => {
          answer = ok;
          isAsked = ok;
        });
      }
      return answer === true;
    },
  };
}
