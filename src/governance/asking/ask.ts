import type { Emergency } from "../requests.store.js";
import type { AskedWaiver } from "../waivers/waiver-rules.js";

/** What is asked of a version: to enter a slot, why, and on what terms. */
export interface Ask {
  readonly to: string;
  readonly reason: string;
  readonly ticketUrl: string | null;
  readonly expectedHolder: number | null;
  /** Whether the other versions in a shared stage are to go to Archived. */
  readonly archiving?: boolean;
  /** Waivers of gates, in the order of policies and keys. */
  readonly waivers?: readonly AskedWaiver[];
  /** The emergency that it is asked for in; null or absent: in none. */
  readonly emergency?: Emergency | null;
  /** The action of its entry, if not that of the command. */
  readonly action?: string;
  /** Whether the slot is given back to a version that held it: gates that it had passed not long ago are skipped. */
  readonly rollback?: boolean;
  /** Whether a program asks, which will ask again: what people have decided against is then not asked anew. */
  readonly repeating?: boolean;
}

/** What became of it. */
export interface Asked {
  readonly transitionRequestId: string;
  readonly modelVersionId: string;
  /** Whether the version is in the slot now. */
  readonly applied: boolean;
}
