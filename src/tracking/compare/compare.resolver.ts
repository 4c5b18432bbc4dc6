import { Arg, Args, FieldResolver, Resolver, Root } from "type-graphql";
import { ListArgs } from "../../graphql/connection.js";
import { Policy } from "../../graphql/policy.js";
import { directionRule } from "../metrics/metric-direction-rules.js";
import { DATASET_CONTEXT } from "../runs/inputs.store.js";
import { checkCount } from "../tracking-input.js";
import { ComparedDataset, ComparedMetric, ComparedText, MetricDirectionInput, RunComparison } from "./compare.types.js";
import { datasetsSideBySide, sideBySide, withBest } from "./run-comparison-rules.js";

const ALL = { nullable: true, description: "Include those that do not differ." };

@Resolver(() => RunComparison)
export class RunComparisonResolver {
  @FieldResolver(() => [ComparedText], { description: "The params that differ, by key." })
  @Policy({ scope: "READ" })
  params(
    @Root() { data }: RunComparison,
    @Args(() => ListArgs) { first }: ListArgs,
    @Arg("all", () => Boolean, ALL) all: boolean | null,
  ): ComparedText[] {
    const rows = sideBySide(data.map(({ params }) => params));
    return rows.filter(({ differs }) => differs || all === true).slice(0, first);
  }

  @FieldResolver(() => [ComparedMetric], {
    description: `The latest value of every metric, by key, with the best marked. Which values are better is what \`directions\` says, or else a guess from the metric's name, as \`directionSource\` shows: ${directionRule}; for any other name nothing is guessed and nothing is marked.`,
  })
  @Policy({ scope: "READ" })
  metrics(
    @Root() { data }: RunComparison,
    @Args(() => ListArgs) { first }: ListArgs,
    @Arg("directions", () => [MetricDirectionInput], { nullable: true, description: "At most 100." })
    directions: MetricDirectionInput[] | null,
  ): ComparedMetric[] {
    if (directions != null && directions.length > 0) checkCount("directions", directions, 100);
    const given = new Map((directions ?? []).map(({ metric, direction }) => [metric, direction]));
    const rows = sideBySide(data.map(({ metrics }) => metrics)).slice(0, first);
    return rows.map((row) => withBest(row, given.get(row.key)));
  }

  @FieldResolver(() => [ComparedDataset], { description: "The data sets that any of them used, by name and digest." })
  @Policy({ scope: "READ" })
  datasets(@Root() { data }: RunComparison, @Args(() => ListArgs) { first }: ListArgs): ComparedDataset[] {
    const lists = data.map(({ datasets }) =>
      datasets.map(({ name, digest, tags }) => {
        const context = tags.find(({ key }) => key === DATASET_CONTEXT)?.value ?? null;
        return { name, digest, context };
      }),
    );
    return datasetsSideBySide(lists).slice(0, first);
  }

  @FieldResolver(() => [ComparedText], { description: "The tags that differ, by key." })
  @Policy({ scope: "READ" })
  tags(
    @Root() { data }: RunComparison,
    @Args(() => ListArgs) { first }: ListArgs,
    @Arg("all", () => Boolean, ALL) all: boolean | null,
    @Arg("system", () => Boolean, { nullable: true, description: "Include tags that MLflow sets itself (`mlflow.…`)." })
    system: boolean | null,
  ): ComparedText[] {
    const rows = sideBySide(data.map(({ tags }) => tags));
    const shown = rows.filter(({ key }) => system === true || !key.startsWith("mlflow."));
    return shown.filter(({ differs }) => differs || all === true).slice(0, first);
  }
}
