import { Arg, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { idAsked } from "../../input.js";
import { principalLoader } from "../access.loaders.js";
import type { PrincipalRead } from "../access.queries.js";
import { Principal } from "../access.types.js";
import { deleteSavedView } from "./delete-saved-view.js";
import { saveView } from "./save-view.js";
import { savedViewLoader } from "./saved-views.loaders.js";
import { ownSavedViews, type SavedViewRead } from "./saved-views.queries.js";
import {
  DeleteSavedViewInput,
  DeleteSavedViewPayload,
  SavedView,
  SaveViewInput,
  SaveViewPayload,
} from "./saved-views.types.js";

@Resolver(() => SavedView)
export class SavedViewsResolver {
  @Query(() => [SavedView], {
    description:
      "Your own saved views, by name; then those that the console kept for long addresses, newest first. At most 1,000.",
  })
  @Policy({ scope: "READ" })
  savedViews(
    @Context() ctx: Ctx,
    @Arg("screen", () => String, {
      nullable: true,
      description: "Return only those of this screen, by its path without the first `/`; absent means of all.",
    })
    screen: string | null,
  ): Promise<SavedViewRead[]> {
    return ownSavedViews(ctx, screen);
  }

  @Query(() => SavedView, { nullable: true, description: "Anybody's saved view by its id; null when absent." })
  @Policy({ scope: "READ" })
  savedView(
    @Context() ctx: Ctx,
    @Arg("id", () => ID, { description: "The id." }) id: string,
  ): Promise<SavedViewRead | null> {
    return loader(ctx, savedViewLoader).load(idAsked(id, ["id"]));
  }

  @FieldResolver(() => Principal, { description: "The person whose view it is." })
  @Policy({ scope: "READ" })
  savedBy(@Context() ctx: Ctx, @Root() view: SavedViewRead): Promise<PrincipalRead | null> {
    return loader(ctx, principalLoader).load(view.savedById);
  }

  @Mutation(() => SaveViewPayload, {
    description: "Saves what the address of a screen holds. A person keeps at most 1,000 views, 4 MiB in all.",
  })
  @Policy({ scope: "READ", description: "one's own" })
  saveView(@Context() ctx: Ctx, @Arg("input", () => SaveViewInput, { description: "The view." }) input: SaveViewInput) {
    return mutate(
      ctx,
      () => saveView(ctx, { ...input }),
      async ({ savedViewId }) => ({
        savedView: await loader(ctx, savedViewLoader).clear(savedViewId).load(savedViewId),
      }),
    );
  }

  @Mutation(() => DeleteSavedViewPayload, { description: "Deletes a saved view of yours." })
  @Policy({ scope: "READ", description: "one's own" })
  deleteSavedView(
    @Context() ctx: Ctx,
    @Arg("input", () => DeleteSavedViewInput, { description: "The view to delete." }) input: DeleteSavedViewInput,
  ) {
    return mutate(
      ctx,
      () => deleteSavedView(ctx, { ...input }),
      ({ savedViewId }) => ({ savedViewId }),
    );
  }
}
