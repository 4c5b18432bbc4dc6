import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { DoubleValue } from "../../verify/version-digest.js";
import { connectionOf } from "../graphql/connection.js";
import { Node } from "../graphql/node.js";
import { DateTime, Double, Long, Sha256 } from "../graphql/scalars.js";
import { Weight } from "../graphql/weight.js";

export const ModelVisibility = { ORGANIZATION: "ORGANIZATION", TEAM: "TEAM" } as const;
registerEnumType(ModelVisibility, {
  name: "ModelVisibility",
  description: "Who may read a registered model, besides admins and auditors.",
  valuesConfig: {
    ORGANIZATION: { description: "Every active principal." },
    TEAM: { description: "The members of its team, and of teams it is granted to." },
  },
});

export const GrantRole = { VIEWER: "VIEWER", CONTRIBUTOR: "CONTRIBUTOR", MAINTAINER: "MAINTAINER" } as const;
registerEnumType(GrantRole, {
  name: "GrantRole",
  description:
    "The most that a grant gives: each member of the other team gets those of their own roles that it includes.",
  valuesConfig: {
    VIEWER: { description: "Read only." },
    CONTRIBUTOR: { description: "Create versions, tag, ask for transitions." },
    MAINTAINER: { description: "Move unguarded slots; without a list of slots also rename and delete." },
  },
});

@ObjectType({ description: "A measured number of the version.", simpleResolvers: true })
export class Metric {
  @Field(() => String, { description: "Its name." })
  key: string;

  @Field(() => Double, { description: "Its value." })
  value: DoubleValue;
}

@ObjectType({ description: "A data set that the version was made from.", simpleResolvers: true })
export class Dataset {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, { nullable: true, description: "Digest of its content, as the client computed it." })
  digest: string | null;

  @Field(() => String, { nullable: true, description: "Where it came from." })
  source: string | null;
}

@ObjectType({ description: "A file of the version.", simpleResolvers: true })
export class Artifact {
  @Field(() => String, { description: "Its path below the version's root." })
  path: string;

  @Field(() => Sha256, { description: "Digest of its bytes." })
  sha256: string;

  @Field(() => Long, { description: "Its length in bytes." })
  size: string;

  @Field(() => String, {
    description:
      "Path below the service's address at which its bytes are downloaded, with a token of the scope READ; 404 where the version's source is kept elsewhere.",
  })
  downloadPath: string;
}

@ObjectType({ description: "Who answers for a model, and in which way.", simpleResolvers: true })
export class OwnershipTag {
  teamId: string | null;
  principalId: string | null;
  setById: string;

  @Field(() => String, { description: "`OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL` or a custom key." })
  key: string;

  @Field(() => DateTime, { description: "The start, which is included." })
  from: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "The end, which is not included; null means that it has not ended.",
  })
  to: string | null;
}

@ObjectType({ description: "A model shared with another team.", simpleResolvers: true })
export class AccessGrant {
  teamId: string;
  grantedById: string;

  @Field(() => GrantRole, { description: "The most that it gives." })
  role: keyof typeof GrantRole;

  @Field(() => [String], { nullable: true, description: "The slots it is limited to; null: every slot." })
  slots: readonly string[] | null;

  @Field(() => DateTime, { description: "When it was given, or changed last." })
  grantedAt: string;
}

@ObjectType({ description: "An offer to take a model over.", simpleResolvers: true })
export class TransferOffer {
  teamId: string;
  offeredById: string;

  @Field(() => String, { description: "The reason for the offer." })
  reason: string;

  @Field(() => DateTime, { description: "When it was made." })
  offeredAt: string;

  @Field(() => DateTime, { description: "When it lapses." })
  expiresAt: string;
}

@ObjectType({
  description: "A named model of a team; its versions are numbered.",
  implements: Node,
  simpleResolvers: true,
})
export class RegisteredModel extends Node {
  teamId: string;
  createdById: string;
  deletedById: string | null;

  @Field(() => String, { description: "Its name, unique in the registry while it is not deleted." })
  name: string;

  @Field(() => String, { description: "A description." })
  @Weight(3)
  description: string;

  @Field(() => ModelVisibility, { description: "Who may read it." })
  visibility: string;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt: string;

  @Field(() => DateTime, {
    description: "When its name, description, visibility, stages or list of versions changed last.",
  })
  updatedAt: string;

  @Field(() => DateTime, {
    description:
      "When it was changed last, or one of its versions was registered, changed, tagged, moved, asked for or decided on.",
  })
  lastActivityAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was deleted." })
  deletedAt: string | null;
}

@ObjectType({ description: "A version of a registered model.", implements: Node, simpleResolvers: true })
export class ModelVersion extends Node {
  registeredModelId: string;
  teamId: string;
  visibility: string;
  createdById: string;
  deletedById: string | null;

  @Field(() => String, {
    description: "The current name of the registered model, shown to everyone who may read the version.",
  })
  modelName: string;

  @Field(() => Int, { description: "Its number: 1, 2, 3… in its model, never reused." })
  version: number;

  @Field(() => String, { description: "A description, which can be changed." })
  @Weight(3)
  description: string;

  @Field(() => String, { description: "URI of its files." })
  source: string;

  @Field(() => String, { nullable: true, description: "The run that made it, as the client named it." })
  runId: string | null;

  @Field(() => Sha256, { description: "Digest of what was frozen when it was made; the form is in docs/digest.md." })
  digest: string;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt: string;

  @Field(() => DateTime, { description: "When its description or stage changed last." })
  updatedAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it, or its model, was deleted." })
  deletedAt: string | null;
}

export const RegisteredModelConnection = connectionOf(() => RegisteredModel, "RegisteredModel");
export const ModelVersionConnection = connectionOf(() => ModelVersion, "ModelVersion");
