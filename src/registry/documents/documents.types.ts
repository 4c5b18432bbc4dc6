import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { Node } from "../../graphql/node.js";
import { DateTime, JsonObject, Sha256 } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import type { DocumentFields } from "./document-rules.js";

@ObjectType({ description: "A document as it was published; it never changes.", simpleResolvers: true })
export class DocumentRevision {
  contentSha256: string;
  publishedById: string;

  @Field(() => Int, { description: "Number of the revision, from 1." })
  revision: number;

  @Field(() => String, { description: "Its title." })
  title: string;

  @Field(() => JsonObject, { description: "What it says field by field, as it was given." })
  fields: DocumentFields;

  @Field(() => Sha256, { description: "Digest of all that the revision says." })
  digest: string;

  @Field(() => DateTime, { description: "When the revision was published, by this service's clock." })
  publishedAt: string;
}

@ObjectType({
  description: "What people say of a model or version: a model card, a validation report. With its newest revision.",
  implements: Node,
  simpleResolvers: true,
})
export class Document extends Node {
  subjectId: string;
  contentSha256: string;
  publishedById: string;

  @Field(() => String, { description: "Its kind: `MODEL_CARD`, `VALIDATION_REPORT`, or one made up." })
  kind: string;

  @Field(() => Int, { description: "Number of the newest revision, from 1." })
  revision: number;

  @Field(() => String, { description: "Its title." })
  title: string;

  @Field(() => JsonObject, { description: "What it says field by field, as it was given." })
  fields: DocumentFields;

  @Field(() => Sha256, { description: "Digest of all that the revision says." })
  digest: string;

  @Field(() => DateTime, { description: "When the revision was published, by this service's clock." })
  publishedAt: string;
}

export const DocumentConnection = connectionOf(() => Document, "Document");
export const DocumentRevisionConnection = connectionOf(() => DocumentRevision, "DocumentRevision");

@InputType({ description: "Conditions on documents; all that are given must hold." })
export class DocumentFilterInput {
  @Field(() => String, { nullable: true, description: "Of this kind." })
  kind?: string | null;
}

@InputType({ description: "A file of a run, as a document's text." })
export class DocumentArtifactInput {
  @Field(() => ID, { description: "The run, by its id here (`run_…`) or MLflow's; you must read it." })
  runId: string;

  @Field(() => String, { description: "The file's path: text in UTF-8, at most 1 MiB. It is copied." })
  path: string;
}

@InputType({ description: "A document: exactly one of `content` and `artifact`." })
export class PublishDocumentInput extends MutationInput {
  @Field(() => ID, { description: "The registered model or version." })
  subjectId: string;

  @Field(() => String, {
    description:
      "MODEL_CARD, VALIDATION_REPORT, FAIRNESS_AUDIT, IMPACT_ASSESSMENT, DATA_SHEET, MONITORING_PLAN, or one of your own: 1–40 of A–Z, 0–9 and `_`.",
  })
  kind: string;

  @Field(() => String, { description: "1–256 characters." })
  title: string;

  @Field(() => String, { nullable: true, description: "Its text in Markdown: at most 1 MiB in UTF-8." })
  content?: string | null;

  @Field(() => DocumentArtifactInput, { nullable: true, description: "The file that has its text." })
  artifact?: DocumentArtifactInput | null;

  @Field(() => JsonObject, {
    nullable: true,
    description: "What it says field by field: at most 200 fields, by dotted paths or as objects within objects.",
  })
  fields?: DocumentFields | null;

  @Field(() => Int, {
    nullable: true,
    description: "The newest revision as you know it, 0 for none; another one is refused with CONFLICT.",
  })
  expectedRevision?: number | null;
}

@ObjectType({ description: "The document.", simpleResolvers: true })
export class PublishDocumentPayload extends Payload {
  @Field(() => Document, { nullable: true, description: "The document; null when refused." })
  document?: Document | null;
}
