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
import { type EntryFilter, entriesById, START } from "./entries.queries.js";
import { checkRange, evidenceOf, logFor, type Story } from "./evidence.queries.js";
import { type AuditEntry, AuditEntryConnection, AuditEntryFilter } from "./evidence.types.js";
import { visibleEntries } from "./visible-entries.js";

const short = text(500, { min: 1 }).nullish();

/** `AuditEntryFilter` with every text checked; instants and outcomes are by their scalars. */
const entryFilter = z.object({
  actor: short,
  action: short,
  subjectId: short,
  outcome: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
});

interface Asked {
  readonly name: string;
  readonly filter: EntryFilter;
  readonly paging: PageArgs;
}

const pageOfEntries = async (ctx: Ctx, asked: Asked, story: Story): Promise<Page<AuditEntry>> => {
  const { name, filter, paging } = asked;
  const { first, after } = paging;
  checkRange(filter);
  const keys = keyset(name, filter);
  const key = keys.decode(after);
  const place = key === null ? START : { at: String(key[0]), id: String(key[1]) };
  const rows = await story.read(filter, { after: place, limit: first + 1 });
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
      "Everything about the version: what touched it, its model, its grants and the policies that applied, oldest first. Exports of it are left out unless `includeReads` is true.",
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
        filter: parseFilter(entryFilter, filter),
        paging,
      },
      await evidenceOf(ctx, version, includeReads),
    );
  }
}

@Resolver()
export class AuditEntriesResolver {
  @Query(() => AuditEntryConnection, { description: "The audit log, oldest first." })
  @Policy({ scope: "READ", description: "AUDITOR or ADMIN; OWNER of a team for what it owned" })
  async auditEntries(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => AuditEntryFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: AuditEntryFilter | null,
  ): Promise<Page<AuditEntry>> {
    return pageOfEntries(ctx, { name: "auditEntries", filter: parseFilter(entryFilter, filter), paging }, logFor(ctx));
  }
}
