import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { plain } from "../../graphql/plain.js";
import { Policy } from "../../graphql/policy.js";
import { packOfPolicyLoader, policyLoader } from "../governance.loaders.js";
import { ApprovalPolicy } from "../policies/policies.types.js";
import { installPolicyPack } from "./install-policy-pack.js";
import { type Pack, packNamed } from "./pack.js";
import {
  InstallPolicyPackInput,
  InstallPolicyPackPayload,
  PackControl,
  PackDocument,
  PackOfPolicy,
  PolicyPack,
} from "./packs.types.js";

const shown = (pack: Pack): PolicyPack => ({
  ...pack,
  effectiveFrom: pack.effectiveFrom ?? null,
  omits: pack.omits ?? [],
});

@Resolver(() => PolicyPack)
export class PolicyPackResolver {
  @Query(() => [PolicyPack], {
    description: "The policy packs of this service, by id, the newest version of each first.",
  })
  @Policy({ scope: "READ" })
  policyPacks(@Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs): Promise<PolicyPack[]> {
    return Promise.all(ctx.packs.slice(0, first).map(async (pack) => shown(await pack.content())));
  }

  @Query(() => PolicyPack, { nullable: true, description: "A policy pack; null when there is none." })
  @Policy({ scope: "READ" })
  async policyPack(
    @Context() ctx: Ctx,
    @Arg("id", () => String, { description: "Its id: `sr-26-2`." }) id: string,
    @Arg("version", () => String, { nullable: true, description: "Its version; absent: the newest." })
    version: string | null,
  ): Promise<PolicyPack | null> {
    const pack = await packNamed(ctx.packs, id, version)?.content();
    return pack === undefined ? null : shown(pack);
  }

  @Mutation(() => InstallPolicyPackPayload, {
    description:
      "Makes the policies and document schemas of a pack, all or none. They are ordinary: change and retire them singly. The same version again in the same scope: CONFLICT.",
  })
  @Policy({ scope: "ADMIN", description: "ADMIN, or OWNER of the team covered" })
  installPolicyPack(
    @Context() ctx: Ctx,
    @Arg("input", () => InstallPolicyPackInput, { description: "The pack." }) input: InstallPolicyPackInput,
  ) {
    return mutate(
      ctx,
      () => installPolicyPack(ctx, plain(input)),
      async ({ approvalPolicyIds }) => ({
        approvalPolicies: await loadFound(loader(ctx, policyLoader), approvalPolicyIds),
      }),
    );
  }

  @FieldResolver(() => [PackControl], { description: "What the regime asks for." })
  @Policy({ scope: "READ" })
  controls(@Root() { controls }: PolicyPack, @Args(() => ListArgs) { first }: ListArgs): PackControl[] {
    return controls.slice(0, first).map(({ id, title, judgement = null }) => ({ id, title, judgement }));
  }

  @FieldResolver(() => [PackDocument], { description: "The documents whose fields it knows." })
  @Policy({ scope: "READ" })
  documents(@Root() { documents }: PolicyPack, @Args(() => ListArgs) { first }: ListArgs): PackDocument[] {
    return documents.slice(0, first).map(({ kind, schema }) => ({ kind, schema: JSON.stringify(schema) }));
  }

  @FieldResolver(() => [String], { description: "The names of the policies that it makes." })
  @Policy({ scope: "READ" })
  policies(@Root() { policies }: PolicyPack, @Args(() => ListArgs) { first }: ListArgs): string[] {
    return policies.slice(0, first).map(({ name }) => name);
  }
}

@Resolver(() => ApprovalPolicy)
export class PackOfPolicyResolver {
  @FieldResolver(() => PackOfPolicy, {
    nullable: true,
    description: "The pack that it came with; null: it came alone.",
  })
  @Policy({ scope: "READ" })
  pack(@Root() policy: ApprovalPolicy, @Context() ctx: Ctx): Promise<PackOfPolicy | null> {
    return loader(ctx, packOfPolicyLoader).load(policy.id);
  }
}
