import { Arg, Args, Ctx as Context, ID, Mutation, Query, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { rereadExperiment } from "../reread.js";
import { ExperimentFilter, ExperimentOrder } from "../search/filters.types.js";
import { Experiment, ExperimentConnection } from "../tracking.types.js";
import { createExperiment } from "./create-experiment.js";
import { deleteExperiment } from "./delete-experiment.js";
import { deleteExperimentTag } from "./delete-experiment-tag.js";
import { listExperiments } from "./experiments.pages.js";
import {
  CreateExperimentInput,
  CreateExperimentPayload,
  DeleteExperimentInput,
  DeleteExperimentPayload,
  DeleteExperimentTagInput,
  DeleteExperimentTagPayload,
  RestoreExperimentInput,
  RestoreExperimentPayload,
  SetExperimentTagInput,
  SetExperimentTagPayload,
  UpdateExperimentInput,
  UpdateExperimentPayload,
} from "./experiments.types.js";
import { restoreExperiment } from "./restore-experiment.js";
import { findExperiment } from "./searched-experiments.pages.js";
import { setExperimentTag } from "./set-experiment-tag.js";
import { updateExperiment } from "./update-experiment.js";

const MAINTAINER = "MAINTAINER of the experiment's team";
const TAGGER = "CONTRIBUTOR of the experiment's team; of the organisation's, ADMIN";

@Resolver()
export class ExperimentsResolver {
  @Query(() => Experiment, {
    nullable: true,
    description: "An experiment, by its id or by its name, a deleted one too; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  experiment(
    @Context() ctx: Ctx,
    @Arg("id", () => ID, { nullable: true, description: "Its id here (`exp_…`), or MLflow's: digits." })
    id: string | null,
    @Arg("name", () => String, { nullable: true, description: "Its name, instead of its id." }) name: string | null,
    @Arg("team", () => String, {
      nullable: true,
      description: "Slug of its team; needed where experiments of that name in several teams are visible.",
    })
    team: string | null,
  ) {
    return findExperiment(ctx, { id, name, team });
  }

  @Query(() => ExperimentConnection, { description: "Experiments, newest first by default." })
  @Policy({ scope: "READ" })
  experiments(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => ExperimentFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: ExperimentFilter | null,
    @Arg("orderBy", () => ExperimentOrder, { nullable: true, description: "The order of the list." })
    orderBy: ExperimentOrder | null,
  ) {
    return listExperiments(ctx, filter, orderBy ?? null, paging);
  }

  @Mutation(() => CreateExperimentPayload, { description: "Makes an experiment in a team." })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the team" })
  createExperiment(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateExperimentInput, { description: "The experiment." }) input: CreateExperimentInput,
  ) {
    return mutate(ctx, () => createExperiment(ctx, { ...input }), rereadExperiment(ctx));
  }

  @Mutation(() => UpdateExperimentPayload, { description: "Changes an experiment's name, and who reads it." })
  @Policy({ scope: "WRITE", description: `${MAINTAINER}; for visibility OWNER` })
  updateExperiment(
    @Context() ctx: Ctx,
    @Arg("input", () => UpdateExperimentInput, { description: "The change to make." }) input: UpdateExperimentInput,
  ) {
    return mutate(ctx, () => updateExperiment(ctx, { ...input }), rereadExperiment(ctx));
  }

  @Mutation(() => DeleteExperimentPayload, {
    description: "Deletes an experiment with every run in it; restoreExperiment brings both back.",
  })
  @Policy({ scope: "WRITE", description: MAINTAINER })
  deleteExperiment(
    @Context() ctx: Ctx,
    @Arg("input", () => DeleteExperimentInput, { description: "The experiment." }) input: DeleteExperimentInput,
  ) {
    return mutate(ctx, () => deleteExperiment(ctx, { ...input }), rereadExperiment(ctx));
  }

  @Mutation(() => RestoreExperimentPayload, {
    description:
      "Brings a deleted experiment back with every run in it, those that were deleted one by one too, as MLflow does.",
  })
  @Policy({ scope: "WRITE", description: MAINTAINER })
  restoreExperiment(
    @Context() ctx: Ctx,
    @Arg("input", () => RestoreExperimentInput, { description: "The experiment." }) input: RestoreExperimentInput,
  ) {
    return mutate(ctx, () => restoreExperiment(ctx, { ...input }), rereadExperiment(ctx));
  }

  @Mutation(() => SetExperimentTagPayload, { description: "Sets a tag on an experiment, over the value it had." })
  @Policy({ scope: "WRITE", description: TAGGER })
  setExperimentTag(
    @Context() ctx: Ctx,
    @Arg("input", () => SetExperimentTagInput, { description: "The tag." }) input: SetExperimentTagInput,
  ) {
    return mutate(ctx, () => setExperimentTag(ctx, { ...input }), rereadExperiment(ctx));
  }

  @Mutation(() => DeleteExperimentTagPayload, { description: "Takes a tag from an experiment." })
  @Policy({ scope: "WRITE", description: TAGGER })
  deleteExperimentTag(
    @Context() ctx: Ctx,
    @Arg("input", () => DeleteExperimentTagInput, { description: "The tag." }) input: DeleteExperimentTagInput,
  ) {
    return mutate(ctx, () => deleteExperimentTag(ctx, { ...input }), rereadExperiment(ctx));
  }
}
