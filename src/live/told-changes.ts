import type { Ctx } from "../context.js";
import type { Change } from "../db/changes.js";
import type { Kind } from "../kind.js";

/** What a page is told of a change: which thing is no longer as it was read. */
export interface Told {
  readonly kind: string;
  readonly id: string;
}

const isMeans = ({ below = {} }: Kind): boolean => Object.values(below).some(({ means }) => means === true);

/** Those of the ids that the caller reads, of nouns that have readers. */
const readable = async (ctx: Ctx, ids: Iterable<string>): Promise<Set<string>> => {
  const byKind = Map.groupBy(ids, (id) => ctx.kinds.of(id));
  const found = new Set<string>();
  for (const [kind, some] of byKind) {
    if (kind === undefined || typeof kind.reader !== "function") continue;
    for (const { id } of await kind.reader(ctx, some)) found.add(id);
  }
  return found;
};

/**
 * What of these changes the caller may hear: the things whose streams they read, and what else those entries were about,
 * as far as they read that too. What was only the means (a run that a version was made of) hears of its own stream alone:
 * the other end may be hidden.
 */
export const toldOf = async (ctx: Ctx, changes: readonly Change[]): Promise<Told[]> => {
  const about = changes.flatMap(({ stream, subjects }) => {
    const beside = subjects.filter((id) => {
      const kind = ctx.kinds.of(id);
      return kind !== undefined && !isMeans(kind);
    });
    return [{ stream, ids: [stream, ...beside] }];
  });
  const seen = await readable(ctx, new Set(about.flatMap(({ ids }) => ids)));
  const opened = about.filter(
    ({ stream }) => seen.has(stream) && (ctx.kinds.of(stream)?.opensStream?.(ctx, stream) ?? true),
  );
  const told = new Set(opened.flatMap(({ ids }) => ids.filter((id) => seen.has(id))));
  return [...told].map((id) => ({ kind: ctx.kinds.of(id)?.subject ?? "", id }));
};
