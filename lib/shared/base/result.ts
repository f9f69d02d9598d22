// The one way an expected failure travels: a value, never an exception. Broken invariants throw.

/** What went wrong, as data: a stable code and the facts that its text needs. Cloneable. */
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

/** Closes an exhaustive switch: a new union member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${String(value)}`);
}
