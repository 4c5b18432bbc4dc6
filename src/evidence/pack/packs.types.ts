import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { type Category, categories } from "../../audit/personal.js";
import { connectionOf } from "../../graphql/connection.js";
import { same } from "../../graphql/enum.js";
import { DateTime, Long, Sha256 } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";

export const Disclosure = same(categories);
registerEnumType(Disclosure, {
  name: "Disclosure",
  description: "Personal data that an evidence pack opens; see docs/audit-log.md.",
  valuesConfig: {
    NAME: { description: "Who people are: handles, names, addresses." },
    NETWORK: { description: "Where acts came from: addresses and user agents. For auditors and administrators." },
    TEXT: { description: "Reasons and comments in people's own words." },
  },
});

@ObjectType({
  description:
    "Everything about a version in one zip, which verifies without this service; see docs/evidence-format.md.",
  simpleResolvers: true,
})
export class EvidencePack {
  createdById: string;

  @Field(() => ID, { description: "The id." })
  id: string;

  @Field(() => Long, { description: "Bytes of the zip." })
  size: bigint;

  @Field(() => Sha256, { description: "Digest of the zip." })
  sha256: string;

  @Field(() => [Disclosure], { description: "Personal data that it opens." })
  disclosed: readonly Category[];

  @Field(() => Long, { description: "Leaves of the log that its checkpoint covers." })
  checkpointSize: bigint;

  @Field(() => DateTime, { description: "When it was asked for." })
  createdAt: string;
}

export const EvidencePackConnection = connectionOf(() => EvidencePack, "EvidencePack");

@InputType({ description: "The evidence pack to make." })
export class CreateEvidencePackInput extends MutationInput {
  @Field(() => ID, { description: "The version that it is about." })
  modelVersionId: string;

  @Field(() => [Disclosure], { nullable: true, description: "Personal data to open; absent: none." })
  disclose?: Category[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Path of the version's artifact that is its model card, which the pack then holds.",
  })
  card?: string | null;
}

@ObjectType({ description: "The evidence pack.", simpleResolvers: true })
export class CreateEvidencePackPayload extends Payload {
  @Field(() => EvidencePack, { nullable: true, description: "The pack; null when refused." })
  evidencePack?: EvidencePack | null;
}
