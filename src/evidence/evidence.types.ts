import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Json } from "../../verify/canonical-json.js";
import { PrincipalKind } from "../access/access.types.js";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime, JsonValue, Long, Sha256 } from "../graphql/scalars.js";
import { OrderDirection } from "../graphql/shapes.js";
import { Weight } from "../graphql/weight.js";

export const AuditOutcome = same(["ALLOWED", "DENIED", "FAILED"] as const);
registerEnumType(AuditOutcome, {
  name: "AuditOutcome",
  description: "The outcome of an act.",
  valuesConfig: {
    ALLOWED: { description: "It succeeded." },
    DENIED: { description: "A right or a rule refused it." },
    FAILED: { description: "It failed." },
  },
});

@ObjectType({ description: "The actor, as they were at the time.", simpleResolvers: true })
export class AuditActor {
  @Field(() => ID, { description: "The principal." })
  id: string;

  @Field(() => String, { nullable: true, description: "Their handle then; null once it is erased." })
  handle: string | null;

  @Field(() => String, { nullable: true, description: "Their name then; null once it is erased." })
  displayName: string | null;

  @Field(() => PrincipalKind, { description: "A user, a service account, or the service itself." })
  kind: PrincipalKind;

  @Field(() => [String], { description: "Their roles then: `fraud:REVIEWER`, `ADMIN`." })
  roles: readonly string[];
}

@ObjectType({ description: "A thing that an entry touches.", simpleResolvers: true })
export class AuditSubject {
  @Field(() => String, { description: "Its kind: `model_version`, `registered_model`, `team`, `principal`…" })
  type: string;

  @Field(() => ID, { nullable: true, description: "Its id; null when hidden." })
  id: string | null;

  @Field(() => String, { description: "What it is to the act: target, model, owner, displaced, request, policy…" })
  role: string;

  @Field(() => String, {
    nullable: true,
    description: "What people called it then: `churn/7`; null when hidden, and of a person once it is erased.",
  })
  label: string | null;

  @Field(() => Boolean, { description: "Whether it is hidden from you." })
  hidden: boolean;
}

@ObjectType({ description: "One record of the audit log; never changed.", implements: Node, simpleResolvers: true })
export class AuditEntry extends Node {
  @Field(() => DateTime, { description: "When, by the database's clock; later than the stream's entry before." })
  at: string;

  @Field(() => String, { description: "What was done: the mutation's name, or that of what followed from it." })
  action: string;

  @Field(() => AuditOutcome, { description: "The outcome of the act." })
  outcome: string;

  @Field(() => AuditActor, { description: "Who did it." })
  actor: AuditActor;

  @Field(() => [AuditSubject], { description: "The things that it touches." })
  subjects: readonly AuditSubject[];

  @Field(() => JsonValue, {
    nullable: true,
    description: 'What was so before; `{"_c": …}` where a value is erased; null when hidden.',
  })
  @Weight(5)
  before: Json;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'What is so after; `{"_c": …}` where a value is erased; null when hidden.',
  })
  @Weight(5)
  after: Json;

  @Field(() => String, {
    nullable: true,
    description: "The reason in the actor's words; null when hidden, and once it is erased.",
  })
  reason: string | null;

  @Field(() => JsonValue, {
    nullable: true,
    description: "Which rule decided; of a refusal its code; null when hidden.",
  })
  decision: Json;

  @Field(() => String, { description: "The request that did it: an id that the service made." })
  requestId: string;

  @Field(() => String, {
    nullable: true,
    description:
      "What the caller called that request, in the header `x-request-id`; null when they gave nothing, and when hidden.",
  })
  clientRequestId: string | null;

  @Field(() => String, { description: "The operation: entries that one call wrote on several streams share it." })
  operation: string;

  @Field(() => String, { description: "The door: graphql, http, mlflow-rest, cli, job." })
  channel: string;

  @Field(() => String, {
    nullable: true,
    description: "The client library and its version, where the client names it: `mlflow-python-client/3.17.2`.",
  })
  client: string | null;

  @Field(() => String, {
    nullable: true,
    description: "`kind:id` of the thing whose stream this continues; null when hidden.",
  })
  stream: string | null;

  @Field(() => Long, {
    nullable: true,
    description: "Its number in the stream: 1, 2, 3… without gaps; null when the stream is hidden.",
  })
  seq: bigint | null;

  @Field(() => Sha256, { description: "SHA-256 of a zero byte and the envelope (RFC 6962's leaf hash)." })
  hash: string;

  @Field(() => Sha256, { description: "The hash of the stream's entry before; zeros for the first." })
  previousHash: string;

  @Field(() => String, {
    nullable: true,
    description: "The bytes that `hash` is over; null when the stream is hidden.",
  })
  envelope: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The bytes that the envelope's `body` is the SHA-256 of; null where something is hidden.",
  })
  @Weight(5)
  body: string | null;

  @Field(() => [String], {
    description:
      "What opens the commitments of `body` to names and texts and is not erased, see docs/audit-log.md; empty where `body` is null.",
  })
  @Weight(5)
  disclosures: readonly string[];
}

export const AuditEntryConnection = connectionOf(() => AuditEntry, "AuditEntry");

@InputType({ description: "The order of entries." })
export class AuditEntryOrder {
  @Field(() => OrderDirection, { description: "By time; the default of a list without an order is ASC." })
  at: keyof typeof OrderDirection;
}

@InputType({ description: "Conditions on entries; all that are given must hold." })
export class AuditEntryFilter {
  @Field(() => String, {
    nullable: true,
    description: "Return only entries of acts by the principal with this handle.",
  })
  actor?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only entries of this action, such as `approveTransition`.",
  })
  action?: string | null;

  @Field(() => [String], { nullable: true, description: "Return only entries of one of these 1–50 actions." })
  actions?: readonly string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: "Return only entries that touch this thing. For a model, entries of its versions are included.",
  })
  subjectId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Return only entries that touch the registered model with this name now, its versions included. Where you read no such model, nothing matches.",
  })
  model?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Return only entries that touch the version of this number of `model`.",
  })
  version?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only entries of acts that came by this door: graphql, http, mlflow-rest, cli, job.",
  })
  channel?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only entries of this stream, `kind:id`. Where you do not read the stream, nothing matches.",
  })
  stream?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: "Return only entries with this outcome." })
  outcome?: keyof typeof AuditOutcome | null;

  @Field(() => DateTime, { nullable: true, description: "At this instant or later." })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Before this instant." })
  to?: string | null;
}
