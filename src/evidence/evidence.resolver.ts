import { Arg, Args, Ctx as Context, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { entryNumbers } from "../audit/entry-ids.js";
import type { Ctx } from "../context.js";
import { keyset } from "../db/keyset.js";
import { type Page, PageArgs, pageOf } from "../graphql/connection.js";
import { Policy } from "../graphql/policy.js";
import { parseFilter, text } from "../input.js";
import type { NodeType } from "../kind.js";
import { ModelVersion } from "../registry/registry.types.js";
import { END, entriesById, START } from "./entries.queries.js";
import { checkRange, evidenceOf, logFor, type Story } from "./evidence.queries.js";
import { type AuditEntry, AuditEntryConnection, AuditEntryFilter, AuditEntryOrder } from "./evidence.types.js";
import { resolveFilter } from "./resolve-filter.js";
import { visibleEntries } from "./visible-entries.js";

const short = text(500, { min: 1 }).nullish();

/** `AuditEntryFilter` with every text checked; instants and outcomes are by their scalars. */
const entryFilter = z
  .object({
    actor: short,
    action: short,
    actions: z
      .array(text(500, { min: 1 }))
      .min(1)
      .max(50)
      .nullish(),
    subjectId: short,
    model: short,
    version: z.int().min(1).nullish(),
    channel: short,
    stream: short,
    outcome: z.string().nullish(),
    from: z.string().nullish(),
    to: z.string().nullish(),
  })
  .refine(({ version, model }) => version == null || model != null, {
    path: ["version"],
    error: "A version is one of a model: give `model` too.",
  })
  .refine(({ subjectId, model }) => subjectId == null || model == null, {
    path: ["model"],
    error: "Give `model` or `subjectId`, not both.",
  });

interface Asked {
  readonly name: string;
  readonly filter: AuditEntryFilter | null;
  readonly orderBy: AuditEntryOrder | null;
  readonly paging: PageArgs;
}

const pageOfEntries = async (ctx: Ctx, asked: Asked, story: Story): Promise<Page<AuditEntry>> => {
  const { name, orderBy, paging } = asked;
  const { first, after } = paging;
  const given = parseFilter(entryFilter, asked.filter);
  checkRange(given);
  const newestFirst = orderBy?.at === "DESC";
  const keys = keyset(newestFirst ? `${name}, newest first` : name, given);
  const key = keys.decode(after);
  const start = newestFirst ? END : START;
  const place = key === null ? start : { at: String(key[0]), id: String(key[1]) };
  const filter = await resolveFilter(ctx, given);
  const rows = filter === null ? [] : await story.read(filter, { after: place, limit: first + 1, newestFirst });
  const shown = rows.slice(0, first);
  const last = shown.at(-1);
  return pageOf({
    nodes: await visibleEntries(ctx, shown, story.known),
    cursorOf: ({ at, id }) => keys.encode(at, entryNumbers([id])[0] ?? 0n),
    hasNextPage: rows.length > first,
    after,
    // Rows that the caller may not see are passed over, too.
    end: last && (() => keys.encode(last.at, last.id)),
  });
};

/** Entries by their ids: no noun of their own, they have numbers. */
export const entryNode: NodeType = {
  prefixes: ["ent"],
  type: "AuditEntry",
  load: async (ctx, ids) => {
    const numbers = entryNumbers(ids).flatMap((number) => (number === undefined ? [] : [number.toString()]));
    const entries = new Map(
      (await visibleEntries(ctx, await entriesById(ctx.db.reader, numbers))).map((entry) => [entry.id, entry]),
    );
    return ids.map((id) => entries.get(id));
  },
};

@Resolver(() => ModelVersion)
export class EvidenceResolver {
  @FieldResolver(() => AuditEntryConnection, {
    description:
      "Everything about the version: what touched it, its model, its grants and the policies that applied, oldest first unless `orderBy` says otherwise. Exports of it are left out unless `includeReads` is true.",
  })
  @Policy({ scope: "READ" })
  async evidence(
    @Root() version: ModelVersion,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => AuditEntryFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: AuditEntryFilter | null,
    @Arg("orderBy", () => AuditEntryOrder, { nullable: true, description: "The order; absent: oldest first." })
    orderBy: AuditEntryOrder | null,
    @Arg("includeReads", () => Boolean, {
      defaultValue: false,
      description: "Whether to show who exported this evidence, and when: once an hour for each reader.",
    })
    includeReads: boolean,
  ): Promise<Page<AuditEntry>> {
    return pageOfEntries(
      ctx,
      {
        name: `evidence ${version.id}${includeReads ? " and reads" : ""}`,
        filter,
        orderBy,
        paging,
      },
      await evidenceOf(ctx, version, includeReads),
    );
  }
}

@Resolver()
export class AuditEntriesResolver {
  @Query(() => AuditEntryConnection, { description: "The audit log, oldest first unless `orderBy` says otherwise." })
  @Policy({ scope: "READ", description: "AUDITOR or ADMIN; OWNER of a team for what it owned" })
  async auditEntries(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => AuditEntryFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: AuditEntryFilter | null,
    @Arg("orderBy", () => AuditEntryOrder, { nullable: true, description: "The order; absent: oldest first." })
    orderBy: AuditEntryOrder | null,
  ): Promise<Page<AuditEntry>> {
    return pageOfEntries(ctx, { name: "auditEntries", filter, orderBy, paging }, logFor(ctx));
  }
}
