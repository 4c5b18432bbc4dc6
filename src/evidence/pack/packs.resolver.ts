import { Arg, Args, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { idAsked } from "../../input.js";
import { createEvidencePack } from "./create-evidence-pack.js";
import { listPacks, rereadPack } from "./packs.pages.js";
import type { MadePack } from "./packs.queries.js";
import {
  CreateEvidencePackInput,
  CreateEvidencePackPayload,
  EvidencePack,
  EvidencePackConnection,
} from "./packs.types.js";

@Resolver(() => EvidencePack)
export class EvidencePackResolver {
  @FieldResolver(() => String, { description: "Path at which the zip is downloaded, with a token of the scope READ." })
  downloadUrl(@Root() { id }: MadePack): string {
    return `/evidence/pack/${id}`;
  }

  @FieldResolver(() => Principal, { description: "Who had it made." })
  @Policy({ scope: "READ" })
  createdBy(@Root() { createdById }: MadePack, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(createdById);
  }
}

@Resolver()
export class EvidencePacksResolver {
  @Query(() => EvidencePackConnection, {
    description: "The evidence packs of a version, the newest first: all for auditors and admins, else your own.",
  })
  @Policy({ scope: "READ" })
  evidencePacks(
    @Context() ctx: Ctx,
    @Arg("modelVersionId", () => ID, { description: "The version." }) modelVersionId: string,
    @Args(() => PageArgs) paging: PageArgs,
  ) {
    return listPacks(ctx, idAsked(modelVersionId, ["modelVersionId"]), paging);
  }

  @Mutation(() => CreateEvidencePackPayload, {
    description:
      "Makes an evidence pack of a version and waits for it: first its entry, then the log covers that, then the zip.",
  })
  @Policy({ scope: "READ", description: "AUDITOR or ADMIN; others who see every entry about the version whole" })
  createEvidencePack(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateEvidencePackInput, { description: "The pack." }) input: CreateEvidencePackInput,
  ) {
    return mutate(ctx, () => createEvidencePack(ctx, { ...input }), rereadPack(ctx));
  }
}
