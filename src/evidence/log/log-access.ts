import type { Config } from "../../config.js";
import type { Ctx } from "../../context.js";

declare module "../../context.js" {
  interface Ctx {
    /** What the service knows of its log beside the database. */
    readonly merkleLog: MerkleLog;
  }
}

/** The log as this process is told of it. */
export interface MerkleLog {
  readonly access: Config["logAccess"];
  /** Folder of the tiles. */
  readonly folder: string;
  /** Why no sequencer runs, where none does. */
  readonly whyOff: string;
}

/**
 * Whether the caller reads what counts others' acts: sizes, places, proofs, the index. A token for some models only is no
 * auditor's, and counts as anybody's.
 */
export const readsLog = ({ merkleLog, access }: Ctx): boolean =>
  merkleLog.access !== "auditors" ||
  (access.ability.can("audit", { type: "Organization" }) && !access.modelIds?.length);
