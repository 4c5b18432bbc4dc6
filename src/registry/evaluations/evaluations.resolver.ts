import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx as Context, FieldResolver, Info, Mutation, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { selectsIdOnly } from "../../graphql/selects-id.js";
import { runLoader } from "../../tracking/tracking.loaders.js";
import { Run } from "../../tracking/tracking.types.js";
import { ModelVersion } from "../registry.types.js";
import type { VersionRead } from "../versions.queries.js";
import { listEvaluations, rereadEvaluation } from "./evaluations.pages.js";
import {
  Evaluation,
  EvaluationConnection,
  EvaluationFilter,
  RecordEvaluationInput,
  RecordEvaluationPayload,
} from "./evaluations.types.js";
import { recordEvaluation } from "./record-evaluation.js";

@Resolver(() => ModelVersion)
export class VersionEvaluationsResolver {
  @FieldResolver(() => EvaluationConnection, {
    description:
      "Its evaluations by those who may contribute to its model: the newest for each metric and data set, as far as you may see them, the newest first.",
  })
  @Policy({ scope: "READ" })
  evaluations(
    @Root() version: VersionRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => EvaluationFilter, { nullable: true, description: "Conditions that must all hold." })
    filter: EvaluationFilter | null,
  ) {
    return listEvaluations(ctx, version.id, filter, paging);
  }
}

@Resolver(() => Evaluation)
export class EvaluationFieldsResolver {
  @FieldResolver(() => Run, {
    nullable: true,
    description: "The run that measured it; null when it is in none, or when you may not read it.",
  })
  @Policy({ scope: "READ" })
  run(@Root() { runId, readsRun }: Evaluation, @Context() ctx: Ctx, @Info() info: GraphQLResolveInfo) {
    if (runId === null) return null;
    return readsRun && selectsIdOnly(info) ? { id: runId } : loader(ctx, runLoader).load(runId);
  }

  @FieldResolver(() => Principal, { description: "Who made the run, or recorded the value." })
  @Policy({ scope: "READ" })
  by(@Root() { byId }: Evaluation, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(byId);
  }
}

@Resolver()
export class RecordEvaluationResolver {
  @Mutation(() => RecordEvaluationPayload, {
    description: "Records what a version scored on a data set, where no run of MLflow's says so.",
  })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant; with `runId`, of that run" })
  recordEvaluation(
    @Context() ctx: Ctx,
    @Arg("input", () => RecordEvaluationInput, { description: "The evaluation." }) input: RecordEvaluationInput,
  ) {
    return mutate(ctx, () => recordEvaluation(ctx, { ...input }), rereadEvaluation(ctx));
  }
}
