import type { Erased, Erasing } from "../../audit/erasing.js";
import type { Sql } from "../../db/sql.js";
import { eraseOffers } from "../sharing/grants.store.js";
import { eraseRationales } from "../tiers/tiers.store.js";

/** Clears why a person offered models, and why they classified them. */
export const eraseFromModels = async (tx: Sql, erasing: Erasing): Promise<Erased> => {
  const parts = [await eraseOffers(tx, erasing), await eraseRationales(tx, erasing)];
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    links: parts.flatMap(({ links }) => links),
    remains: [],
  };
};
