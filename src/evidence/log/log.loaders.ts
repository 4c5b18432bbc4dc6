import DataLoader from "dataloader";
import { type EntryLink, inOrder } from "../../../verify/links.js";
import { entryNumbers } from "../../audit/entry-ids.js";
import { type Place, placesOf } from "../../audit/log.queries.js";
import type { Ctx } from "../../context.js";
import { linksOfEntries } from "../entries.queries.js";

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

/** The links of entries by their ids, in the order in which their envelopes commit to them. */
export const linksLoader = (ctx: Ctx) =>
  new DataLoader<string, EntryLink[]>(async (ids) => {
    const numbers = entryNumbers(ids);
    const known = numbers.flatMap((id) => (id === undefined ? [] : [{ id }]));
    const links = await linksOfEntries(ctx.db.reader, known);
    return numbers.map((number) => inOrder(links.get(number ?? -1n) ?? []));
  });
