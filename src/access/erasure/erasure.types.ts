import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Category } from "../../audit/personal.js";
import { same } from "../../graphql/enum.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { Principal } from "../access.types.js";

const PersonalDataCategory = same(["NAME", "NETWORK", "TEXT"] as const);
registerEnumType(PersonalDataCategory, {
  name: "PersonalDataCategory",
  description: "A category of personal data.",
  valuesConfig: {
    NAME: {
      description: "Who somebody is: handle, name, e-mail address, identities, groups, printed names of signatures.",
    },
    NETWORK: { description: "Where they acted from: IP addresses and user agents." },
    TEXT: { description: "What they wrote as a reason or a comment." },
  },
});

@InputType({ description: "Personal data to be erased." })
export class ErasePersonalDataInput extends MutationInput {
  @Field(() => ID, { description: "The user; to erase NAME, one who is deactivated." })
  principalId: string;

  @Field(() => [PersonalDataCategory], { description: "The categories, at least one." })
  categories: Category[];

  @Field(() => String, { description: "The reason: 1–2,000 characters. It is a text of yours, in the entry." })
  reason: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "`true` erases the printed name of their signatures, too. Without it NAME of a person who signed is refused: the name is part of the record.",
  })
  force?: boolean | null;
}

@ObjectType({ description: "Personal data that could not be erased.", simpleResolvers: true })
export class RemainingPersonalData {
  @Field(() => String, { description: "Where they are, in words." })
  where: string;

  @Field(() => Int, { description: "How many things may hold them." })
  count: number;
}

@ObjectType({ description: "What an erasure did.", simpleResolvers: true })
export class Erased {
  @Field(() => Principal, { nullable: true, description: "The user, as rows say now." })
  principal: Principal | null;

  @Field(() => Int, { description: "Values that audit entries committed to, and that nothing opens any more." })
  values: number;

  @Field(() => Int, { description: "Rows that were cleared or deleted." })
  rows: number;

  @Field(() => [RemainingPersonalData], {
    description: "Data of the person that stay, with the reason: see docs/audit-log.md.",
  })
  remains: RemainingPersonalData[];
}

@ObjectType({ description: "What was erased.", simpleResolvers: true })
export class ErasePersonalDataPayload extends Payload {
  @Field(() => Erased, { nullable: true, description: "What was erased; null when refused." })
  erased?: Erased | null;
}
