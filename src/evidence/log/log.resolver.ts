import { Arg, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Long } from "../../graphql/scalars.js";
import { AuditEntry } from "../evidence.types.js";
import { linksLoader, placeLoader } from "./log.loaders.js";
import { auditLogOf, consistencyOf, inclusionOf, indexOf } from "./log.pages.js";
import { AuditLink, AuditLog, EntryLogState, LogProof, SubjectIndex } from "./log.types.js";
import { readsLog } from "./log-access.js";

const admitted = "whom COUNTERSIGN_LOG_ACCESS admits: AUDITOR and ADMIN unless it says otherwise";

@Resolver()
export class AuditLogResolver {
  @Query(() => AuditLog, { description: "The Merkle log over all entries, and how it stands." })
  @Policy({ scope: "READ" })
  auditLog(@Context() ctx: Ctx): Promise<AuditLog> {
    return auditLogOf(ctx);
  }

  @Query(() => LogProof, { description: "Proof that an entry is in the log." })
  @Policy({ scope: "READ", description: admitted })
  inclusionProof(
    @Context() ctx: Ctx,
    @Arg("entryId", () => ID, { description: "The entry." }) entryId: string,
    @Arg("size", () => Long, {
      nullable: true,
      description: "Leaves of a checkpoint to prove it in; absent: of the last one.",
    })
    size: bigint | null,
  ): Promise<LogProof> {
    return inclusionOf(ctx, entryId, size);
  }

  @Query(() => [String], {
    description: "Hashes in base64 by which the log at one size is seen to go on from another (RFC 6962, 2.1.2).",
  })
  @Policy({ scope: "READ", description: admitted })
  consistencyProof(
    @Context() ctx: Ctx,
    @Arg("from", () => Long, { description: "Leaves of the earlier tree." }) from: bigint,
    @Arg("to", () => Long, { description: "Leaves of the later tree, which a checkpoint covers." }) to: bigint,
  ): Promise<string[]> {
    return consistencyOf(ctx, from, to);
  }

  @Query(() => SubjectIndex, { description: "Every entry about one thing, by the log's index." })
  @Policy({ scope: "READ", description: admitted })
  subjectIndex(
    @Context() ctx: Ctx,
    @Arg("subjectId", () => ID, { description: "Id of a thing of any kind." }) subjectId: string,
  ): Promise<SubjectIndex> {
    return indexOf(ctx, subjectId);
  }
}

@Resolver(() => AuditEntry)
export class EntryPlaceResolver {
  @FieldResolver(() => [AuditLink], {
    nullable: true,
    description: "The links that the envelope commits to, in its order; null where a subject is hidden.",
  })
  @Policy({ scope: "READ" })
  async links(@Root() { id, body }: AuditEntry, @Context() ctx: Ctx): Promise<AuditLink[] | null> {
    if (body === null) return null;
    return (await loader(ctx, linksLoader).load(id)).map(([kind, thing, role]) => ({ kind, id: thing, role }));
  }

  @FieldResolver(() => EntryLogState, { description: "How far the log has the entry." })
  async logState(@Root() { id }: AuditEntry, @Context() ctx: Ctx): Promise<keyof typeof EntryLogState> {
    const place = await loader(ctx, placeLoader).load(id);
    return place === null ? "PENDING" : place.isSigned ? "CHECKPOINTED" : "SEQUENCED";
  }

  @FieldResolver(() => Long, {
    nullable: true,
    description:
      "Its place in the log, counted from 0; null while it waits, and unless COUNTERSIGN_LOG_ACCESS admits you.",
  })
  async leafIndex(@Root() { id }: AuditEntry, @Context() ctx: Ctx): Promise<bigint | null> {
    return readsLog(ctx) ? ((await loader(ctx, placeLoader).load(id))?.index ?? null) : null;
  }
}
