import { Arg, Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import { ModelVersion } from "../../registry/registry.types.js";
import type { VersionRead } from "../../registry/versions.queries.js";
import { controlsOf } from "./controls.pages.js";
import { Control } from "./controls.types.js";

@Resolver(() => ModelVersion)
export class ControlsResolver {
  @FieldResolver(() => [Control], {
    description: "What the version's records say of each control of a policy pack, as true at an instant.",
  })
  @Policy({ scope: "READ" })
  async controls(
    @Root() version: VersionRead,
    @Context() ctx: Ctx,
    @Arg("pack", () => String, { description: "The pack: `sr-26-2`." }) pack: string,
    @Arg("packVersion", () => String, { nullable: true, description: "Its version; absent: the newest." })
    packVersion: string | null,
    @Arg("at", () => DateTime, { nullable: true, description: "An instant of the past; absent: now." })
    at: string | null,
    @Args(() => ListArgs) { first }: ListArgs,
  ): Promise<Control[]> {
    const asked = { pack, packVersion: packVersion ?? null, at: at ?? null };
    return (await controlsOf(ctx, version, asked))
      .slice(0, first)
      .map((control) => ({ ...control, evidence: [...control.evidence] }));
  }
}
