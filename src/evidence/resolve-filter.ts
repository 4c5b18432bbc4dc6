import type { Ctx } from "../context.js";
import { modelByName } from "../registry/models.queries.js";
import { versionByNumber } from "../registry/versions.queries.js";
import type { EntryFilter, Scan } from "./entries.queries.js";

/** A filter as it is asked: things by their names, a stream as `kind:id`. */
export interface GivenFilter extends Omit<EntryFilter, "stream"> {
  readonly model?: string | null | undefined;
  readonly version?: number | null | undefined;
  readonly stream?: string | null | undefined;
}

/** The filter by ids; null when it names what the caller does not read: then nothing matches, as where it is absent. */
export const resolveFilter = async (ctx: Ctx, given: GivenFilter): Promise<EntryFilter | null> => {
  const { model, version, stream, ...rest } = given;
  const [subjectId, found] = await Promise.all([
    model == null ? rest.subjectId : subjectOf(ctx, model, version ?? null),
    stream == null ? null : streamOf(ctx, stream),
  ]);
  if ((model != null && subjectId == null) || (stream != null && found === null)) return null;
  return { ...rest, subjectId, stream: found };
};

const subjectOf = async (ctx: Ctx, name: string, version: number | null): Promise<string | null> => {
  const { reader } = ctx.db;
  const { ability } = ctx.access;
  if (version !== null) return (await versionByNumber(reader, ability, { name, version }, "allowed"))?.id ?? null;
  return (await modelByName(reader, ability, name, "allowed"))?.id ?? null;
};

/** Auditors read every stream; all others those of what they read. */
const streamOf = async (ctx: Ctx, stream: string): Promise<Scan | null> => {
  const at = stream.indexOf(":");
  const [kind, id] = [stream.slice(0, at), stream.slice(at + 1)];
  if (at < 1) return null;
  if (ctx.access.ability.can("audit", { type: "Organization" })) return { kind, id };
  const noun = ctx.kinds.of(id);
  if (noun === undefined) return null;
  const { reader, opensStream } = noun;
  const reads = typeof reader === "function" ? (await reader(ctx, [id])).length > 0 : reader === "everybody";
  return (opensStream?.(ctx, id) ?? reads) ? { kind, id } : null;
};
