import type { Policy } from "../../../verify/log/tlog-policy.js";
import type { Reader, Sql } from "../../db/sql.js";
import { keptPackKey, type PackKey } from "./pack-key.js";
import { createTurns, type Turns } from "./turns.js";

declare module "../../context.js" {
  interface Ctx {
    /** What evidence packs are made with. */
    readonly packing: Packing;
  }
}

/** What evidence packs are made with: bounded by pages of their own, so that no request's budget counts what is read. */
export interface Packing {
  readonly reader: Reader;
  readonly single: Sql;
  /** The key that signs packs; made when it is first asked for. */
  key(): PackKey;
  /** The hardening level of this start, which counts until the log has reported one. */
  readonly hardening: number;
  /** Whose witnesses sign checkpoints, and how many must; null where there are none. */
  readonly witnesses: Policy | null;
  readonly turns: Turns;
}

/** Packs that a process makes at a time. */
const MOST_PACKS = 2;

export const packingOf = (
  { reader, single }: { readonly reader: Reader; readonly single: Sql },
  { keyFile, ...facts }: { readonly keyFile: string } & Pick<Packing, "hardening" | "witnesses">,
): Packing => {
  let key: PackKey | undefined;
  return {
    reader,
    single,
    key: () => {
      key ??= keptPackKey(keyFile);
      return key;
    },
    ...facts,
    turns: createTurns(MOST_PACKS),
  };
};
