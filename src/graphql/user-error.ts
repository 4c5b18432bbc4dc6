import { Field, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { type DomainError, type ErrorCode, errorCodes } from "../errors.js";
import { Sha256 } from "./scalars.js";

const userCodes = Object.entries(errorCodes).filter(([, { kind }]) => kind === "user");

/** The codes that `userErrors` can carry. */
export const UserErrorCode = Object.fromEntries(userCodes.map(([code]) => [code, code])) as Record<
  ErrorCode,
  ErrorCode
>;
registerEnumType(UserErrorCode, {
  name: "UserErrorCode",
  description: "Why a mutation was refused; stable.",
  valuesConfig: Object.fromEntries(userCodes.map(([code, { description }]) => [code, { description }])),
});

/** A refusal that the caller can act on. */
@InterfaceType({
  description: "A refusal that the caller can act on. Concrete types add the fields that are needed for that.",
  resolveType: (value: UserError) => typeNames[value.code] ?? "PlainUserError",
})
export abstract class UserError {
  @Field(() => UserErrorCode, { description: "A stable code for what is wrong." })
  code: ErrorCode;

  @Field(() => String, { description: "What is wrong, as a sentence for people; the wording may change." })
  message: string;

  @Field(() => [String], { description: "The path of the wrong argument; empty when no argument is at fault." })
  path: string[];
}

const options = (description: string) => ({ implements: UserError, description, simpleResolvers: true });

@ObjectType(options("A refusal that its code and message explain completely."))
class PlainUserError extends UserError {}

@ObjectType(options("A value is malformed, too long or out of range."))
class InvalidInputError extends UserError {
  @Field(() => String, { nullable: true, description: "The input field at fault, dotted: `requirements.0.count`." })
  field?: string | null;
}

@ObjectType(options("The slot's holder is not the expected one."))
class HolderChangedError extends UserError {
  @Field(() => Int, { nullable: true, description: "The version that holds the slot now; 0 when it is empty." })
  currentHolder?: number | null;
}

@ObjectType(options("What was to be decided on has changed since it was read."))
class ContentChangedError extends UserError {
  @Field(() => Sha256, { nullable: true, description: "The request's content digest now." })
  contentDigest?: string | null;
}

@ObjectType(options("A policy guards the slot."))
class ApprovalRequiredError extends UserError {
  @Field(() => String, { nullable: true, description: "The guarded slot: ask for it with requestTransition." })
  slot?: string | null;
}

@ObjectType(options("The move is asked for already, by somebody else or in other words."))
class RequestOpenError extends UserError {
  @Field(() => ID, { nullable: true, description: "The request that is open." })
  transitionRequestId?: string | null;
}

@ObjectType(options("The transition request ended before this decision."))
class RequestVoidedError extends UserError {
  @Field(() => String, { nullable: true, description: "The part of the statement that stopped being true." })
  cause?: string | null;
}

@ObjectType(options("The lifecycle has no such edge."))
class TransitionNotAllowedError extends UserError {
  @Field(() => [String], { nullable: true, description: "The stages that the version can move to." })
  nextStages?: string[] | null;
}

const typeNames: Partial<Record<ErrorCode, string>> = {
  INVALID_INPUT: "InvalidInputError",
  HOLDER_CHANGED: "HolderChangedError",
  CONTENT_CHANGED: "ContentChangedError",
  APPROVAL_REQUIRED: "ApprovalRequiredError",
  REQUEST_OPEN: "RequestOpenError",
  REQUEST_VOIDED: "RequestVoidedError",
  TRANSITION_NOT_ALLOWED: "TransitionNotAllowedError",
  GATES_FAILED: "GatesFailedError",
  GATES_PENDING: "GatesPendingError",
  EMERGENCY_NOT_ALLOWED: "EmergencyNotAllowedError",
};

/** The concrete types; nothing but the interface refers to them. Those of gates and emergencies are governance's own. */
export const userErrorTypes = [
  PlainUserError,
  InvalidInputError,
  HolderChangedError,
  ContentChangedError,
  ApprovalRequiredError,
  RequestOpenError,
  RequestVoidedError,
  TransitionNotAllowedError,
];

/** A domain error as an item of `userErrors`. */
export const toUserError = (error: DomainError): UserError => ({
  ...error.details,
  ...(error.code === "INVALID_INPUT" && { field: error.path.slice(1).join(".") || null }),
  code: error.code,
  message: error.message,
  path: error.path,
});

/** What every mutation answers beside its own fields. */
@ObjectType({ description: "What every mutation answers.", simpleResolvers: true })
export abstract class Payload {
  @Field(() => [UserError], { description: "Why the call was refused; empty when it succeeded." })
  userErrors: UserError[];
}

/** What every mutation's input may carry. */
@InputType({ description: "What every mutation takes." })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      "A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its " +
      "answer again. 1–255 printable ASCII characters; kept for at least 24 hours.",
  })
  idempotencyKey?: string | null;
}
