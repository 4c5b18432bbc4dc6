import { Arg, Ctx as Context, Mutation, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { rereadModel } from "../reread.js";
import { setLifecycle } from "../slots/set-lifecycle.js";
import { lifecycleLoader } from "../slots/slots.loaders.js";
import { grantAccess } from "./grant-access.js";
import { removeOwnershipTag } from "./remove-ownership-tag.js";
import { revokeAccess } from "./revoke-access.js";
import { setOwnershipTag } from "./set-ownership-tag.js";
import {
  GrantAccessInput,
  GrantAccessPayload,
  RemoveOwnershipTagInput,
  RemoveOwnershipTagPayload,
  RevokeAccessInput,
  RevokeAccessPayload,
  SetLifecycleInput,
  SetLifecyclePayload,
  SetOwnershipTagInput,
  SetOwnershipTagPayload,
} from "./sharing.types.js";

@Resolver()
export class SharingResolver {
  @Mutation(() => SetOwnershipTagPayload, {
    description: "Points an ownership tag of a model at a team or a user, from now on.",
  })
  @Policy({ scope: "WRITE", description: "OWNER of the model's team, or ADMIN" })
  setOwnershipTag(
    @Context() ctx: Ctx,
    @Arg("input", () => SetOwnershipTagInput, { description: "The tag." }) input: SetOwnershipTagInput,
  ) {
    return mutate(ctx, () => setOwnershipTag(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => RemoveOwnershipTagPayload, { description: "Ends an ownership tag of a model; its history stays." })
  @Policy({ scope: "WRITE", description: "OWNER of the model's team, or ADMIN" })
  removeOwnershipTag(
    @Context() ctx: Ctx,
    @Arg("input", () => RemoveOwnershipTagInput, { description: "The tag." }) input: RemoveOwnershipTagInput,
  ) {
    return mutate(ctx, () => removeOwnershipTag(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => GrantAccessPayload, {
    description: "Shares a model with another team, or changes what it was given.",
  })
  @Policy({ scope: "ADMIN", description: "OWNER of the model's team, or ADMIN" })
  grantAccess(
    @Context() ctx: Ctx,
    @Arg("input", () => GrantAccessInput, { description: "The grant." }) input: GrantAccessInput,
  ) {
    return mutate(ctx, () => grantAccess(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => RevokeAccessPayload, { description: "Takes a team's access to a model back." })
  @Policy({ scope: "ADMIN", description: "OWNER of the model's team, or ADMIN" })
  revokeAccess(
    @Context() ctx: Ctx,
    @Arg("input", () => RevokeAccessInput, { description: "The grant." }) input: RevokeAccessInput,
  ) {
    return mutate(ctx, () => revokeAccess(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => SetLifecyclePayload, {
    description:
      "Sets the organisation's stages, which of them are exclusive, and the moves between them. A stage that a policy guards keeps its spelling.",
  })
  @Policy({ scope: "ADMIN", description: "ADMIN" })
  setLifecycle(
    @Context() ctx: Ctx,
    @Arg("input", () => SetLifecycleInput, { description: "The lifecycle." }) input: SetLifecycleInput,
  ) {
    return mutate(
      ctx,
      () => setLifecycle(ctx, { ...input }),
      async () => {
        ctx.loaders.clear();
        return { lifecycle: await loader(ctx, lifecycleLoader).load("current") };
      },
    );
  }
}
