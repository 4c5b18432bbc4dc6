import { Field, Float, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { TeamRole } from "../../access/access.types.js";
import { same } from "../../graphql/enum.js";
import { Long } from "../../graphql/scalars.js";
import { ApprovalRequirement, ApprovalRequirementInput } from "../policies/requirements.types.js";
import { DatasetSelector, DatasetSelectorInput, Evaluator, EvaluatorInput } from "./evaluation-selectors.types.js";
import { CheckGate, CheckGateInput } from "./kinds/check-gate.types.js";
import { DocumentGate, DocumentGateInput } from "./kinds/document-gate.types.js";
import { GroupsGate, GroupsGateInput } from "./kinds/groups-gate.types.js";
import { PairedScores, PairedScoresInput } from "./kinds/paired-scores.types.js";
import { SignatureGate, SignatureGateInput } from "./kinds/signature-gate.types.js";
import { TagSubject } from "./tag-subject.types.js";

export const BetterValue = same(["HIGHER", "LOWER"] as const);
registerEnumType(BetterValue, {
  name: "BetterValue",
  description: "Which values of a metric a gate takes for better.",
  valuesConfig: {
    HIGHER: { description: "Higher values, as of an accuracy." },
    LOWER: { description: "Lower values, as of a loss." },
  },
});

export const WithoutChampion = same(["PASS", "FAIL"] as const);
registerEnumType(WithoutChampion, {
  name: "WithoutChampion",
  description: "What a champion gate says where there is no champion.",
  valuesConfig: { PASS: { description: "It passes." }, FAIL: { description: "It fails." } },
});

@ObjectType({ description: "The value of a metric lies within bounds, both inclusive.", simpleResolvers: true })
export class MetricGate {
  @Field(() => String, { description: "The metric." })
  key: string;

  @Field(() => Float, { nullable: true, description: "The least value." })
  min?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The greatest value." })
  max?: number | null | undefined;

  @Field(() => DatasetSelector, {
    nullable: true,
    description: "On which data; absent means the metric that the version froze.",
  })
  dataset?: DatasetSelector | null | undefined;

  @Field(() => Evaluator, {
    nullable: true,
    description: "The evaluator; absent means everybody who may contribute to the model.",
  })
  evaluator?: Evaluator | null | undefined;
}

@ObjectType({
  description: "The version is better than the one that holds a slot, both evaluated on the same data.",
  simpleResolvers: true,
})
export class ChampionGate {
  @Field(() => String, { nullable: true, description: "The metric; absent where scores are paired." })
  metric?: string | null | undefined;

  @Field(() => PairedScores, { nullable: true, description: "Scores of single rows, in place of a metric." })
  paired?: PairedScores | null | undefined;

  @Field(() => BetterValue, { description: "Which values are better." })
  direction: keyof typeof BetterValue;

  @Field(() => Float, {
    nullable: true,
    description: "The improvement required; 0 asks for any, a negative one allows to be worse by that much.",
  })
  margin?: number | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the margin is a part of the champion's absolute value.",
  })
  relative?: boolean | null | undefined;

  @Field(() => DatasetSelector, {
    nullable: true,
    description: "On which data; absent means whatever the version was evaluated on last.",
  })
  dataset?: DatasetSelector | null | undefined;

  @Field(() => Evaluator, {
    nullable: true,
    description: "The evaluator of both; absent means everybody who may contribute to the model.",
  })
  evaluator?: Evaluator | null | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      "The slot whose holder is the champion: an exclusive stage or an alias; absent means the slot to enter.",
  })
  against?: string | null | undefined;

  @Field(() => WithoutChampion, {
    nullable: true,
    description: "What it says where there is no champion; absent means PASS.",
  })
  without?: keyof typeof WithoutChampion | null | undefined;
}

@ObjectType({ description: "The role that the setter of a tag must hold.", simpleResolvers: true })
export class TagSetter {
  @Field(() => TeamRole, { description: "The role, not given by themself." })
  role: TeamRole;

  @Field(() => ID, { nullable: true, description: "The team of the role; absent means the team that owns the model." })
  teamId?: string | null | undefined;
}

@ObjectType({ description: "A tag has one of some values, set by the right person.", simpleResolvers: true })
export class TagGate {
  @Field(() => String, { description: "The tag's key." })
  key: string;

  @Field(() => [String], { description: "The values that pass; 1–50." })
  values: string[];

  @Field(() => TagSubject, { nullable: true, description: "The thing that carries it; absent means the version." })
  subject?: keyof typeof TagSubject | null | undefined;

  @Field(() => TagSetter, {
    nullable: true,
    description: "The role that its setter must hold; absent means any.",
  })
  setBy?: TagSetter | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether neither requester nor author may have set it, nor by their credential; absent means true.",
  })
  independent?: boolean | null | undefined;
}

@ObjectType({
  description: "The frozen manifest has some files, has none of some, and is not too large.",
  simpleResolvers: true,
})
export class FilesGate {
  @Field(() => [String], {
    nullable: true,
    description:
      "Globs that a file must match, each: `*` within a part of the path, `**` over parts, `?` one character.",
  })
  require?: string[] | null | undefined;

  @Field(() => [String], { nullable: true, description: "Globs that no file may match." })
  forbid?: string[] | null | undefined;

  @Field(() => Long, { nullable: true, description: "Bytes of all files at the most." })
  maxBytes?: bigint | null | undefined;
}

@ObjectType({ description: "The frozen record names where the version comes from.", simpleResolvers: true })
export class ProvenanceGate {
  @Field(() => Boolean, { nullable: true, description: "Whether it must name a source commit." })
  commit?: boolean | null | undefined;

  @Field(() => Boolean, { nullable: true, description: "Whether it must name a data set with context training." })
  trainingData?: boolean | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it must have a file of pinned dependencies, as MLflow logs them.",
  })
  environment?: boolean | null | undefined;
}

@ObjectType({ description: "A condition that a version must meet before it enters a slot.", simpleResolvers: true })
export class Gate {
  @Field(() => String, { description: "Its key: 1–64 of a–z, 0–9 and `-`, once in its policy." })
  key: string;

  @Field(() => String, { nullable: true, description: "What people call it." })
  title?: string | null | undefined;

  @Field(() => [ApprovalRequirement], { description: "Who may waive it; empty: nobody." })
  waivableBy: ApprovalRequirement[];

  @Field(() => MetricGate, { nullable: true, description: "A gate of kind metric." })
  metric?: MetricGate | null | undefined;

  @Field(() => ChampionGate, { nullable: true, description: "A gate of kind champion." })
  champion?: ChampionGate | null | undefined;

  @Field(() => GroupsGate, { nullable: true, description: "A gate of kind groups." })
  groups?: GroupsGate | null | undefined;

  @Field(() => TagGate, { nullable: true, description: "A gate of kind tag." })
  tag?: TagGate | null | undefined;

  @Field(() => CheckGate, { nullable: true, description: "A gate of kind check." })
  check?: CheckGate | null | undefined;

  @Field(() => DocumentGate, { nullable: true, description: "A gate of kind document." })
  document?: DocumentGate | null | undefined;

  @Field(() => SignatureGate, { nullable: true, description: "A gate of kind signature." })
  signature?: SignatureGate | null | undefined;

  @Field(() => FilesGate, { nullable: true, description: "A gate of kind files." })
  files?: FilesGate | null | undefined;

  @Field(() => ProvenanceGate, { nullable: true, description: "A gate of kind provenance." })
  provenance?: ProvenanceGate | null | undefined;
}

@InputType({ description: "The value of a metric lies within bounds, both inclusive." })
export class MetricGateInput {
  @Field(() => String, { description: "The metric." })
  key: string;

  @Field(() => Float, { nullable: true, description: "The least value." })
  min?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The greatest value." })
  max?: number | null | undefined;

  @Field(() => DatasetSelectorInput, {
    nullable: true,
    description: "On which data; absent means the metric that the version froze.",
  })
  dataset?: DatasetSelectorInput | null | undefined;

  @Field(() => EvaluatorInput, {
    nullable: true,
    description: "The evaluator; absent means everybody who may contribute to the model.",
  })
  evaluator?: EvaluatorInput | null | undefined;
}

@InputType({ description: "The version is better than the one that holds a slot, both evaluated on the same data." })
export class ChampionGateInput {
  @Field(() => String, { nullable: true, description: "The metric; absent where scores are paired." })
  metric?: string | null | undefined;

  @Field(() => PairedScoresInput, { nullable: true, description: "Scores of single rows, in place of a metric." })
  paired?: PairedScoresInput | null | undefined;

  @Field(() => BetterValue, { description: "Which values are better." })
  direction: keyof typeof BetterValue;

  @Field(() => Float, {
    nullable: true,
    description: "The improvement required; 0 asks for any, a negative one allows to be worse by that much.",
  })
  margin?: number | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the margin is a part of the champion's absolute value.",
  })
  relative?: boolean | null | undefined;

  @Field(() => DatasetSelectorInput, {
    nullable: true,
    description: "On which data; absent means whatever the version was evaluated on last.",
  })
  dataset?: DatasetSelectorInput | null | undefined;

  @Field(() => EvaluatorInput, {
    nullable: true,
    description: "The evaluator of both; absent means everybody who may contribute to the model.",
  })
  evaluator?: EvaluatorInput | null | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      "The slot whose holder is the champion: an exclusive stage or an alias; absent means the slot to enter.",
  })
  against?: string | null | undefined;

  @Field(() => WithoutChampion, {
    nullable: true,
    description: "What it says where there is no champion; absent means PASS.",
  })
  without?: keyof typeof WithoutChampion | null | undefined;
}

@InputType({ description: "The role that the setter of a tag must hold." })
export class TagSetterInput {
  @Field(() => TeamRole, { description: "The role, not given by themself." })
  role: TeamRole;

  @Field(() => ID, { nullable: true, description: "The team of the role; absent means the team that owns the model." })
  teamId?: string | null | undefined;
}

@InputType({ description: "A tag has one of some values, set by the right person." })
export class TagGateInput {
  @Field(() => String, { description: "The tag's key." })
  key: string;

  @Field(() => [String], { description: "The values that pass; 1–50." })
  values: string[];

  @Field(() => TagSubject, { nullable: true, description: "The thing that carries it; absent means the version." })
  subject?: keyof typeof TagSubject | null | undefined;

  @Field(() => TagSetterInput, {
    nullable: true,
    description: "The role that its setter must hold; absent means any.",
  })
  setBy?: TagSetterInput | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether neither requester nor author may have set it, nor by their credential; absent means true.",
  })
  independent?: boolean | null | undefined;
}

@InputType({
  description:
    "The frozen manifest has some files, has none of some, and is not too large: at least one of them, at most 50 globs of 200 characters.",
})
export class FilesGateInput {
  @Field(() => [String], {
    nullable: true,
    description:
      "Globs that a file must match, each: `*` within a part of the path, `**` over parts, `?` one character.",
  })
  require?: string[] | null | undefined;

  @Field(() => [String], { nullable: true, description: "Globs that no file may match." })
  forbid?: string[] | null | undefined;

  @Field(() => Long, { nullable: true, description: "Bytes of all files at the most." })
  maxBytes?: bigint | null | undefined;
}

@InputType({ description: "The frozen record names where the version comes from: at least one of them is true." })
export class ProvenanceGateInput {
  @Field(() => Boolean, { nullable: true, description: "Whether it must name a source commit." })
  commit?: boolean | null | undefined;

  @Field(() => Boolean, { nullable: true, description: "Whether it must name a data set with context training." })
  trainingData?: boolean | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it must have a file of pinned dependencies, as MLflow logs them.",
  })
  environment?: boolean | null | undefined;
}

@InputType({
  description:
    "A condition that a version must meet before it enters a slot: exactly one of metric, champion, groups, tag, check, document, signature, files, provenance.",
})
export class GateInput {
  @Field(() => String, { description: "Its key: 1–64 of a–z, 0–9 and `-`, once in its policy." })
  key: string;

  @Field(() => String, { nullable: true, description: "What people call it." })
  title?: string | null | undefined;

  @Field(() => [ApprovalRequirementInput], {
    nullable: true,
    description: "Who may waive it when it does not pass; at most 10 requirements. Absent means nobody.",
  })
  waivableBy?: ApprovalRequirementInput[] | null | undefined;

  @Field(() => MetricGateInput, { nullable: true, description: "A gate of kind metric." })
  metric?: MetricGateInput | null | undefined;

  @Field(() => ChampionGateInput, { nullable: true, description: "A gate of kind champion." })
  champion?: ChampionGateInput | null | undefined;

  @Field(() => GroupsGateInput, { nullable: true, description: "A gate of kind groups." })
  groups?: GroupsGateInput | null | undefined;

  @Field(() => TagGateInput, { nullable: true, description: "A gate of kind tag." })
  tag?: TagGateInput | null | undefined;

  @Field(() => CheckGateInput, { nullable: true, description: "A gate of kind check." })
  check?: CheckGateInput | null | undefined;

  @Field(() => DocumentGateInput, { nullable: true, description: "A gate of kind document." })
  document?: DocumentGateInput | null | undefined;

  @Field(() => SignatureGateInput, { nullable: true, description: "A gate of kind signature." })
  signature?: SignatureGateInput | null | undefined;

  @Field(() => FilesGateInput, { nullable: true, description: "A gate of kind files." })
  files?: FilesGateInput | null | undefined;

  @Field(() => ProvenanceGateInput, { nullable: true, description: "A gate of kind provenance." })
  provenance?: ProvenanceGateInput | null | undefined;
}
