import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { same } from "../../graphql/enum.js";
import { DateTime, Sha256 } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { checkConclusions, checkStatuses } from "./check-input.js";

export const CheckStatus = same(checkStatuses);
registerEnumType(CheckStatus, {
  name: "CheckStatus",
  description: "How far a check has come.",
  valuesConfig: {
    IN_PROGRESS: { description: "It has begun." },
    COMPLETED: { description: "It has ended; it does not go back." },
  },
});

export const CheckConclusion = same(checkConclusions);
registerEnumType(CheckConclusion, {
  name: "CheckConclusion",
  description: "What a check that has ended found.",
  valuesConfig: {
    SUCCESS: { description: "It passes." },
    FAILURE: { description: "It does not pass." },
    NEUTRAL: { description: "It says neither." },
  },
});

@ObjectType({ description: "Something that a check looked at.", simpleResolvers: true })
export class CheckedInput {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, { description: "Its digest, as the reporter computed it." })
  digest: string;
}

@ObjectType({ description: "The report of a check, kept by the digest of its bytes.", simpleResolvers: true })
export class CheckReport {
  @Field(() => String, { description: "Its media type, without parameters." })
  mediaType: string;

  @Field(() => Sha256, { description: "Digest of its bytes in UTF-8." })
  sha256: string;

  @Field(() => Int, { description: "Its length in bytes." })
  size: number;
}

@ObjectType({ description: "What a machine checked of a version.", simpleResolvers: true })
export class Check {
  modelVersionId: string;
  reporterId: string;
  externalId: string;
  mediaType: string | null;
  sha256: string | null;
  size: number | null;

  @Field(() => ID, { description: "Its id, which entries and gates name." })
  id: string;

  @Field(() => String, { description: "What was checked: `pickle-scan`." })
  name: string;

  @Field(() => Sha256, { description: "Digest of the version's content that was checked." })
  versionDigest: string;

  @Field(() => CheckStatus, { description: "How far it has come." })
  status: keyof typeof CheckStatus;

  @Field(() => CheckConclusion, { nullable: true, description: "What it found; null until it is COMPLETED." })
  conclusion: keyof typeof CheckConclusion | null;

  @Field(() => String, { nullable: true, description: "The reporter's words." })
  summary: string | null;

  @Field(() => String, { nullable: true, description: "A page with more about it, which this service never opens." })
  detailsUrl: string | null;

  @Field(() => [CheckedInput], { description: "What it looked at besides the version: at most 100." })
  inputs: readonly CheckedInput[];

  @Field(() => DateTime, { description: "When it was reported, by this service's clock." })
  reportedAt: string;
}

export const CheckConnection = connectionOf(() => Check, "Check");

@InputType({ description: "Conditions on checks; all that are given must hold." })
export class CheckFilterInput {
  @Field(() => String, { nullable: true, description: "Of versions of the model with this name." })
  model?: string | null;

  @Field(() => Int, { nullable: true, description: "Of versions with this number." })
  version?: number | null;

  @Field(() => String, { nullable: true, description: "Of this name." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Reported by the principal with this handle." })
  reporter?: string | null;

  @Field(() => CheckConclusion, { nullable: true, description: "That found this." })
  conclusion?: keyof typeof CheckConclusion | null;
}

@InputType({ description: "Something that a check looked at." })
export class CheckedInputInput {
  @Field(() => String, { description: "Its name: 1–500 characters." })
  name: string;

  @Field(() => String, { description: "Its digest: 1–100 characters." })
  digest: string;
}

@InputType({ description: "The report of a check." })
export class CheckReportInput {
  @Field(() => String, { description: "Its media type, without parameters: `application/sarif+json`." })
  mediaType: string;

  @Field(() => String, { description: "Its text: at most 1 MiB in UTF-8." })
  content: string;
}

@InputType({ description: "What a machine checked of a version: one for each name, reporter and external id." })
export class ReportCheckInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: "The version; absent: `model` and `version` name it." })
  modelVersionId?: string | null;

  @Field(() => String, { nullable: true, description: "The model's name, with `version`." })
  model?: string | null;

  @Field(() => Int, { nullable: true, description: "The version's number, with `model`." })
  version?: number | null;

  @Field(() => Sha256, { description: "Digest of the version that was checked; another than it has is refused." })
  versionDigest: string;

  @Field(() => String, { description: "What was checked: 1–250 characters." })
  name: string;

  @Field(() => CheckStatus, { description: "How far it has come." })
  status: keyof typeof CheckStatus;

  @Field(() => CheckConclusion, { nullable: true, description: "What it found; needed when it is COMPLETED." })
  conclusion?: keyof typeof CheckConclusion | null;

  @Field(() => String, { nullable: true, description: "What to tell people: at most 20,000 characters." })
  summary?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A page with more about it: an http or https URL of at most 2,000 characters.",
  })
  detailsUrl?: string | null;

  @Field(() => String, { nullable: true, description: "The reporter's own id of this check: 1–250 characters." })
  externalId?: string | null;

  @Field(() => [CheckedInputInput], { nullable: true, description: "What it looked at besides: at most 100." })
  inputs?: CheckedInputInput[] | null;

  @Field(() => CheckReportInput, { nullable: true, description: "Its report." })
  report?: CheckReportInput | null;
}

@ObjectType({ description: "The check as it stands.", simpleResolvers: true })
export class ReportCheckPayload extends Payload {
  @Field(() => Check, { nullable: true, description: "The check; null when refused." })
  check?: Check | null;
}
