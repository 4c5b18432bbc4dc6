import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { TeamRole } from "../../../access/access.types.js";
import { TagSubject } from "../tag-subject.types.js";

@ObjectType({ description: "The role that the publisher of a document must hold.", simpleResolvers: true })
export class DocumentPublisher {
  @Field(() => TeamRole, { description: "The role, not given by themself." })
  role: TeamRole;

  @Field(() => ID, { nullable: true, description: "The team of the role; absent means the team that owns the model." })
  teamId?: string | null | undefined;
}

@ObjectType({
  description: "A document is published, by the right person, with some fields filled.",
  simpleResolvers: true,
})
export class DocumentGate {
  @Field(() => String, { description: "Its kind: `VALIDATION_REPORT`." })
  kind: string;

  @Field(() => [String], { nullable: true, description: "Paths of fields that must be filled, as `metrics.auc`." })
  fields?: string[] | null | undefined;

  @Field(() => TagSubject, { nullable: true, description: "The thing that it is of; absent means the version." })
  subject?: keyof typeof TagSubject | null | undefined;

  @Field(() => DocumentPublisher, {
    nullable: true,
    description: "The role that its publisher must hold, and may then publish it; absent means any.",
  })
  publishedBy?: DocumentPublisher | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether neither requester nor author may have published it, nor by their credential; absent means true.",
  })
  independent?: boolean | null | undefined;

  @Field(() => Int, { nullable: true, description: "Hours that the revision may be old; absent means any." })
  maxAgeHours?: number | null | undefined;
}

@InputType({ description: "The role that the publisher of a document must hold." })
export class DocumentPublisherInput {
  @Field(() => TeamRole, { description: "The role, not given by themself." })
  role: TeamRole;

  @Field(() => ID, { nullable: true, description: "The team of the role; absent means the team that owns the model." })
  teamId?: string | null | undefined;
}

@InputType({ description: "A document is published, by the right person, with some fields filled." })
export class DocumentGateInput {
  @Field(() => String, { description: "Its kind: `VALIDATION_REPORT`." })
  kind: string;

  @Field(() => [String], { nullable: true, description: "Paths of fields that must be filled, as `metrics.auc`." })
  fields?: string[] | null | undefined;

  @Field(() => TagSubject, { nullable: true, description: "The thing that it is of; absent means the version." })
  subject?: keyof typeof TagSubject | null | undefined;

  @Field(() => DocumentPublisherInput, {
    nullable: true,
    description: "The role that its publisher must hold, and may then publish it; absent means any.",
  })
  publishedBy?: DocumentPublisherInput | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether neither requester nor author may have published it, nor by their credential; absent means true.",
  })
  independent?: boolean | null | undefined;

  @Field(() => Int, { nullable: true, description: "Hours that the revision may be old; absent means any." })
  maxAgeHours?: number | null | undefined;
}
