import DataLoader from "dataloader";
import { entryNumbers } from "../../audit/entry-ids.js";
import { type Place, placesOf } from "../../audit/log.queries.js";
import type { Ctx } from "../../context.js";

/** Where entries are in the log, by their ids; null while they wait. */
export const placeLoader = (ctx: Ctx) =>
  new DataLoader<string, Place | null>(async (ids) => {
    const numbers = entryNumbers(ids);
    const found = await placesOf(
      ctx.db.reader,
      numbers.flatMap((number) => number ?? []),
    );
    const places = new Map(found.map((place) => [place.entry, place]));
    return numbers.map((number) => (number === undefined ? null : (places.get(number) ?? null)));
  });
