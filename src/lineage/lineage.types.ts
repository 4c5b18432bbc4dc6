import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../graphql/enum.js";
import { ModelVersion } from "../registry/registry.types.js";
import { Run } from "../tracking/tracking.types.js";
import { type EdgeRole, edgeRoles, nodeKinds } from "./lineage-graph.js";
import { directions } from "./walk-lineage.js";

export const LineageDirection = same(directions);
registerEnumType(LineageDirection, {
  name: "LineageDirection",
  description: "Which way a lineage is followed.",
  valuesConfig: {
    UPSTREAM: { description: "What it came from, and what that came from." },
    DOWNSTREAM: { description: "What came of it, and what came of that." },
    BOTH: { description: "Each of the two ways; not the ways back from what was found." },
  },
});

export const LineageKind = same(nodeKinds);
registerEnumType(LineageKind, {
  name: "LineageKind",
  description: "The kind of a thing in a lineage.",
  valuesConfig: {
    MODEL: { description: "A registered model." },
    VERSION: { description: "A version of a registered model." },
    RUN: { description: "A run." },
    LOGGED_MODEL: { description: "A logged model." },
    DATASET: { description: "A data set, the same one wherever name and digest are the same." },
    SLOT: { description: "A stage or an alias of a model." },
  },
});

export const LineageRole = same(edgeRoles);
registerEnumType(LineageRole, {
  name: "LineageRole",
  description: "What one thing in a lineage gave to the next.",
  valuesConfig: {
    INPUT: { description: "A run, or a version without a run that shows, took this data set or logged model in." },
    MADE: { description: "A run made the logged model or the version, or a version was made from the logged model." },
    COPIED_TO: { description: "The version was copied into the other." },
    NESTED_IN: { description: "The run is nested in the other." },
    VERSION_OF: { description: "The version belongs to the model." },
    HOLDS: { description: "The version, or a version of the model, holds the slot now." },
    HELD: { description: "The version held the slot once." },
    EVALUATED_BY: {
      description:
        "The run evaluated the version: its tag `countersign.evaluates` or `mlflow.datasets` says so, or values were recorded of it. A version that the tag names by the `model_uuid` of its `MLmodel` is found from the version alone.",
    },
  },
});

@ObjectType({ description: "A data set by what tells it apart.", simpleResolvers: true })
export class LineageDataset {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, { nullable: true, description: "Digest of its content, as the client computed it." })
  digest: string | null;
}

@ObjectType({ description: "A thing in a lineage.", simpleResolvers: true })
export class LineageNode {
  @Field(() => String, { description: "What edges name it by: its id, where it has one." })
  key: string;

  @Field(() => ID, { nullable: true, description: "Its id; null of data sets and slots, which have none." })
  id: string | null;

  @Field(() => LineageKind, { description: "What it is." })
  kind: keyof typeof LineageKind;

  @Field(() => String, { description: "Its name, as people read it." })
  label: string;

  @Field(() => ModelVersion, { nullable: true, description: "The version; null of other kinds." })
  modelVersion?: ModelVersion | null;

  @Field(() => Run, { nullable: true, description: "The run; null of other kinds." })
  run?: Run | null;

  @Field(() => LineageDataset, { nullable: true, description: "The data set; null of other kinds." })
  dataset?: LineageDataset | null;
}

@ObjectType({ description: "That something came of something.", simpleResolvers: true })
export class LineageEdge {
  @Field(() => String, { description: "Key of the thing that gave." })
  from: string;

  @Field(() => String, { description: "Key of the thing that came of it." })
  to: string;

  @Field(() => LineageRole, { description: "What it gave." })
  role: EdgeRole;

  @Field(() => String, {
    nullable: true,
    description:
      "What a data set was to a run: `training`, `validation`…; null where the client did not say, and of other roles.",
  })
  context: string | null;
}

@ObjectType({
  description: "What a thing came from and what came of it, as far as the caller reads it.",
  simpleResolvers: true,
})
export class LineageGraph {
  @Field(() => [LineageNode], {
    description:
      "The thing itself first, then what was found, the nearest first; empty when it is absent or not visible.",
  })
  nodes: LineageNode[];

  @Field(() => [LineageEdge], { description: "What leads from one of the nodes to another." })
  edges: LineageEdge[];

  @Field(() => Boolean, {
    description: "Whether `first` left things out that lie within `depth`: ask again from one of the nodes.",
  })
  truncated: boolean;
}
