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
  /** The hardening level of this start. */
  readonly hardening: number;
  readonly turns: Turns;
}

/** Packs that a process makes at a time. */
const MOST_PACKS = 2;

export const packingOf = (
  { reader, single }: { readonly reader: Reader; readonly single: Sql },
  { keyFile, hardening }: { readonly keyFile: string; readonly hardening: number },
): Packing => {
  let key: PackKey | undefined;
  return {
    reader,
    single,
    key: () => {
      key ??= keptPackKey(keyFile);
      return key;
    },
    hardening,
    turns: createTurns(MOST_PACKS),
  };
};
