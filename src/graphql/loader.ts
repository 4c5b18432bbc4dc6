import DataLoader from "dataloader";
import type { Ctx } from "../context.js";

/** The request's loader of a kind: `factory` makes it at first use, bound to the caller's rights. */
export const loader = <Loader>(ctx: Ctx, factory: (ctx: Ctx) => Loader): Loader => {
  const known = ctx.loaders.get(factory) as Loader | undefined;
  if (known !== undefined) return known;
  const made = factory(ctx);
  ctx.loaders.set(factory, made);
  return made;
};

/** The row of each id, null where there is none. */
export const byId = <Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | null)[] => {
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
};

/** The rows under each id, in their order. */
export const under = <Row extends { of: string }>(ids: readonly string[], rows: readonly Row[]): Row[][] => {
  const groups = new Map<string, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(row.of)?.push(row);
  return ids.map((id) => groups.get(id) ?? []);
};

/** What is asked of one thing: what one statement fetches is asked with the same arguments. */
interface Asked<Args> {
  readonly id: string;
  readonly args: Args;
}

const textOf = (args: unknown): string =>
  JSON.stringify(args, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));

/** A loader of an edge that has arguments: `fetch` answers for each id, in their order. */
export const edgeLoader = <Args, Result>(
  fetch: (ids: readonly string[], args: Args) => Promise<readonly Result[]>,
): DataLoader<Asked<Args>, Result, string> =>
  new DataLoader<Asked<Args>, Result, string>(
    async (asked) => {
      const groups = new Map<string, Asked<Args>[]>();
      for (const each of asked) {
        const key = textOf(each.args);
        groups.set(key, [...(groups.get(key) ?? []), each]);
      }
      const answers = new Map<Asked<Args>, Result>();
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const args = (group[0] as Asked<Args>).args;
          const results = await fetch(
            group.map(({ id }) => id),
            args,
          );
          for (const [index, each] of group.entries()) answers.set(each, results[index] as Result);
        }),
      );
      return asked.map((each) => answers.get(each) as Result);
    },
    { cacheKeyFn: ({ id, args }) => `${id} ${textOf(args)}` },
  );

/** What the loader has of these ids, in their order, without those it has nothing of. A fault of one is a fault of all. */
export const loadFound = async <Row>(rows: DataLoader<string, Row | null>, ids: readonly string[]): Promise<Row[]> => {
  const found = await Promise.all(ids.map((id) => rows.load(id)));
  return found.filter((row): row is Awaited<Row & {}> => row !== null);
};
