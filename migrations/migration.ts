import type { MigrationInterface } from "typeorm";

/** A migration of ours. */
export interface Migration extends MigrationInterface {
  readonly name: string;
  /**
   * What it takes from the last release on purpose: the place, as `scripts/narrowed.ts` names it, and why no service of
   * that release misses it.
   */
  readonly narrows?: Readonly<Record<string, string>>;
}
