// An expected failure is a value, never an exception. A broken invariant throws.

/** What went wrong, as data that can be cloned: a stable code and the facts that its text needs. */
export interface Fault<C extends string = string> {
  readonly code: C;
  /** Plain facts for the text (a line number, a key, a limit). Never a seed, never a whole JWT. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export type Result<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault<C> };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export function fail<C extends string>(
  code: C,
  params?: Readonly<Record<string, string | number>>,
): { readonly ok: false; readonly fault: Fault<C> } {
  return { ok: false, fault: params ? { code, params } : { code } };
}

/** Ends an exhaustive switch, so that an unhandled member of the union does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${String(value)}`);
}
