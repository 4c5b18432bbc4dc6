var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { entryNumbers } from "../audit/entry-ids.js";
import { keyset } from "../db/keyset.js";
import { PageArgs, pageOf } from "../graphql/connection.js";
import { Policy } from "../graphql/policy.js";
import { parseFilter, text } from "../input.js";
import { ModelVersion } from "../registry/registry.types.js";
import { entriesById, START } from "./entries.queries.js";
import { checkRange, evidenceOf, logFor } from "./evidence.queries.js";
import { AuditEntryConnection, AuditEntryFilter } from "./evidence.types.js";
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
const pageOfEntries = async (ctx, asked, story) => {
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
export const entryNode = {
    prefixes: ["ent"],
    type: "AuditEntry",
    load: async (ctx, ids) => {
        const numbers = entryNumbers(ids).flatMap((number) => (number === undefined ? [] : [number.toString()]));
        const entries = new Map((await visibleEntries(ctx, await entriesById(ctx.db.reader, numbers))).map((entry) => [entry.id, entry]));
        return ids.map((id) => entries.get(id));
    },
};
let EvidenceResolver = class EvidenceResolver {
    async evidence(version, ctx, paging, filter, includeReads) {
        return pageOfEntries(ctx, {
            name: `evidence ${version.id}${includeReads ? " and reads" : ""}`,
            filter: parseFilter(entryFilter, filter),
            paging,
        }, await evidenceOf(ctx, version, includeReads));
    }
};
__decorate([
    FieldResolver(() => AuditEntryConnection, {
        description: "Everything about the version: what touched it, its model, its grants and the policies that applied, oldest first. Exports of it are left out unless `includeReads` is true.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("filter", () => AuditEntryFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    })),
    __param(4, Arg("includeReads", () => Boolean, {
        defaultValue: false,
        description: "Whether to show who exported this evidence, and when: once an hour for each reader.",
    }))
], EvidenceResolver.prototype, "evidence", null);
EvidenceResolver = __decorate([
    Resolver(() => ModelVersion)
], EvidenceResolver);
export { EvidenceResolver };
let AuditEntriesResolver = class AuditEntriesResolver {
    async auditEntries(ctx, paging, filter) {
        return pageOfEntries(ctx, { name: "auditEntries", filter: parseFilter(entryFilter, filter), paging }, logFor(ctx));
    }
};
__decorate([
    Query(() => AuditEntryConnection, { description: "The audit log, oldest first." }),
    Policy({ scope: "READ", description: "AUDITOR or ADMIN; OWNER of a team for what it owned" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => AuditEntryFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    }))
], AuditEntriesResolver.prototype, "auditEntries", null);
AuditEntriesResolver = __decorate([
    Resolver()
], AuditEntriesResolver);
export { AuditEntriesResolver };
//# sourceMappingURL=evidence.resolver.js.map