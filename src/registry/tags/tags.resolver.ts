import { Arg, Ctx as Context, Mutation, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { rereadSubject } from "../reread.js";
import { deleteTag } from "./delete-tag.js";
import { setTag } from "./set-tag.js";
import { DeleteTagInput, DeleteTagPayload, SetTagInput, SetTagPayload } from "./tags.types.js";

@Resolver()
export class TagsResolver {
  @Mutation(() => SetTagPayload, { description: "Sets a tag on a model or version, over the value it had." })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" })
  setTag(@Context() ctx: Ctx, @Arg("input", () => SetTagInput, { description: "The tag." }) input: SetTagInput) {
    return mutate(ctx, () => setTag(ctx, { ...input }), rereadSubject(ctx));
  }

  @Mutation(() => DeleteTagPayload, { description: "Takes a tag from a model or version." })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" })
  deleteTag(
    @Context() ctx: Ctx,
    @Arg("input", () => DeleteTagInput, { description: "The tag." }) input: DeleteTagInput,
  ) {
    return mutate(ctx, () => deleteTag(ctx, { ...input }), rereadSubject(ctx));
  }
}
