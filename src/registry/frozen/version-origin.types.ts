import { Field, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { DateTime, Double, Long, Sha256 } from "../../graphql/scalars.js";
import { RunStatus } from "../../tracking/tracking.types.js";
import type { TagRow } from "./drift-rules.js";

export const VersionSnapshot = same(["NONE", "PROVISIONAL", "FINAL"] as const);
registerEnumType(VersionSnapshot, {
  name: "VersionSnapshot",
  description: "What a version froze of the run or logged model that made it.",
  valuesConfig: {
    NONE: { description: "Nothing: its content was given, or it has none that its author could read." },
    PROVISIONAL: {
      description:
        "What the run said while it still went on; taken again once, when the run ends or it is first asked into a stage or alias.",
    },
    FINAL: { description: "What they said when it was taken; never taken again." },
  },
});

@ObjectType({
  description: "What a version froze of its run, beside params, metrics and data sets.",
  simpleResolvers: true,
})
export class RunSnapshot {
  frozenTags: readonly TagRow[];

  @Field(() => String, { description: "MLflow's id of the run." })
  runId: string;

  @Field(() => String, { description: "MLflow's id of its experiment." })
  experimentId: string;

  @Field(() => RunStatus, { description: "The status that the run had." })
  status: string;

  @Field(() => String, { description: "The user that its client named." })
  user: string;

  @Field(() => DateTime, { nullable: true, description: "When it began; null when that is after the year 9999." })
  startTime: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it ended; null: it went on, or after the year 9999." })
  endTime: string | null;

  @Field(() => String, { nullable: true, description: "The commit that its code came from." })
  sourceCommit: string | null;
}

@ObjectType({
  description: "A text that the version froze and that is different in its run now.",
  simpleResolvers: true,
})
export class TextDrift {
  @Field(() => String, { description: "Its key." })
  key: string;

  @Field(() => String, { nullable: true, description: "Its value as frozen; null if it did not exist then." })
  frozen: string | null;

  @Field(() => String, { nullable: true, description: "Its value now; null if it does not exist now." })
  now: string | null;
}

@ObjectType({
  description: "A metric that the version froze and whose value is different in its run now.",
  simpleResolvers: true,
})
export class MetricDrift {
  @Field(() => String, { description: "Its key." })
  key: string;

  @Field(() => Double, { nullable: true, description: "Its value as frozen; null if it did not exist then." })
  frozen: number | null;

  @Field(() => Double, { nullable: true, description: "Its latest value now; null if it does not exist now." })
  now: number | null;
}

@ObjectType({ description: "A file that the version froze and that is different now.", simpleResolvers: true })
export class ArtifactDrift {
  @Field(() => String, { description: "Its path below the version's root." })
  path: string;

  @Field(() => Sha256, { nullable: true, description: "Digest of its bytes as frozen; null if it did not exist then." })
  frozenSha256: string | null;

  @Field(() => Long, { nullable: true, description: "Its length in bytes as frozen." })
  frozenSize: bigint | null;

  @Field(() => Sha256, { nullable: true, description: "Digest of its bytes now; null if it does not exist now." })
  nowSha256: string | null;

  @Field(() => Long, { nullable: true, description: "Its length in bytes now." })
  nowSize: bigint | null;
}

@ObjectType({
  description: "How the run or logged model of a version differs now from what the version froze of it.",
  simpleResolvers: true,
})
export class VersionDrift {
  allFacts: readonly TextDrift[];
  allParams: readonly TextDrift[];
  allMetrics: readonly MetricDrift[];
  allTags: readonly TextDrift[];
  allArtifacts: readonly ArtifactDrift[] | null;

  @Field(() => Boolean, { description: "Whether anything differs, as far as you may see it." })
  hasDrifted: boolean;
}
