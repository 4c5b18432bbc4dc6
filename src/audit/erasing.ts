import type { Link } from "./entry.js";
import type { Category } from "./personal.js";

/** What is to be erased of a person. */
export interface Erasing {
  readonly principalId: string;
  readonly categories: ReadonlySet<Category>;
  /** Whether the printed name of signatures goes, too. */
  readonly force: boolean;
}

/** Personal data that stay, and how many things hold them. */
export interface Remaining {
  readonly where: string;
  readonly count: number;
}

/** What one noun's rows held. */
export interface Erased {
  /** Rows that were cleared or deleted. */
  readonly rows: number;
  /** The things whose rows changed, for the entry. */
  readonly links: readonly Link[];
  readonly remains: readonly Remaining[];
}

/** What stands in a row where something was erased. */
export const ERASED = "(erased)";
