// Subject mappings of an account: what becomes of a published subject before it is checked.

export interface MappingTarget {
  readonly subject: string;
  /** 1..100 percent. */
  readonly weight: number;
  /** "" = any cluster. */
  readonly cluster: string;
}

export type MappingList = ReadonlyMap<string, readonly MappingTarget[]>;
