import { Arg, Ctx as Context, FieldResolver, Mutation, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { Viewer } from "../access.types.js";
import { type PreferencesRead, readPreferences } from "./preferences.store.js";
import { Preferences, SetPreferencesInput, SetPreferencesPayload } from "./preferences.types.js";
import { setPreferences } from "./set-preferences.js";

@Resolver(() => Viewer)
export class PreferencesResolver {
  @FieldResolver(() => Preferences, { description: "How the caller wants the console." })
  @Policy({ scope: "READ" })
  preferences(@Context() ctx: Ctx): Promise<PreferencesRead> {
    return readPreferences(ctx.db.reader, ctx.principal.id);
  }

  @Mutation(() => SetPreferencesPayload, {
    description: "Keeps how you want the console. It is nobody else's, and leaves no audit entry.",
  })
  @Policy({ scope: "READ", description: "one's own" })
  setPreferences(
    @Context() ctx: Ctx,
    @Arg("input", () => SetPreferencesInput, { description: "The preferences." }) input: SetPreferencesInput,
  ) {
    return mutate(
      ctx,
      () => setPreferences(ctx, { ...input }),
      async () => ({ preferences: await readPreferences(ctx.db.single, ctx.principal.id) }),
    );
  }
}
