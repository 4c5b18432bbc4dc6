var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { errorCodes } from "../errors.js";
import { Sha256 } from "./scalars.js";
const userCodes = Object.entries(errorCodes).filter(([, { kind }]) => kind === "user");
/** The codes that `userErrors` can carry. */
export const UserErrorCode = Object.fromEntries(userCodes.map(([code]) => [code, code]));
registerEnumType(UserErrorCode, {
    name: "UserErrorCode",
    description: "Why a mutation was refused; stable.",
    valuesConfig: Object.fromEntries(userCodes.map(([code, { description }]) => [code, { description }])),
});
/** A refusal that the caller can act on. */
let UserError = class UserError {
};
__decorate([
    Field(() => UserErrorCode, { description: "A stable code for what is wrong." })
], UserError.prototype, "code", void 0);
__decorate([
    Field(() => String, { description: "What is wrong, as a sentence for people; the wording may change." })
], UserError.prototype, "message", void 0);
__decorate([
    Field(() => [String], { description: "The path of the wrong argument; empty when no argument is at fault." })
], UserError.prototype, "path", void 0);
UserError = __decorate([
    InterfaceType({
        description: "A refusal that the caller can act on. Concrete types add the fields that are needed for that.",
        resolveType: (value) => typeNames[value.code] ?? "PlainUserError",
    })
], UserError);
export { UserError };
const options = (description) => ({ implements: UserError, description, simpleResolvers: true });
let PlainUserError = class PlainUserError extends UserError {
};
PlainUserError = __decorate([
    ObjectType(options("A refusal that its code and message explain completely."))
], PlainUserError);
let InvalidInputError = class InvalidInputError extends UserError {
};
__decorate([
    Field(() => String, { nullable: true, description: "The input field at fault, dotted: `requirements.0.count`." })
], InvalidInputError.prototype, "field", void 0);
InvalidInputError = __decorate([
    ObjectType(options("A value is malformed, too long or out of range."))
], InvalidInputError);
let HolderChangedError = class HolderChangedError extends UserError {
};
__decorate([
    Field(() => Int, { nullable: true, description: "The version that holds the slot now; 0 when it is empty." })
], HolderChangedError.prototype, "currentHolder", void 0);
HolderChangedError = __decorate([
    ObjectType(options("The slot's holder is not the expected one."))
], HolderChangedError);
let ContentChangedError = class ContentChangedError extends UserError {
};
__decorate([
    Field(() => Sha256, { nullable: true, description: "The request's content digest now." })
], ContentChangedError.prototype, "contentDigest", void 0);
ContentChangedError = __decorate([
    ObjectType(options("What was to be decided on has changed since it was read."))
], ContentChangedError);
let ApprovalRequiredError = class ApprovalRequiredError extends UserError {
};
__decorate([
    Field(() => String, { nullable: true, description: "The guarded slot: ask for it with requestTransition." })
], ApprovalRequiredError.prototype, "slot", void 0);
ApprovalRequiredError = __decorate([
    ObjectType(options("A policy guards the slot."))
], ApprovalRequiredError);
let RequestOpenError = class RequestOpenError extends UserError {
};
__decorate([
    Field(() => ID, { nullable: true, description: "The request that is open." })
], RequestOpenError.prototype, "transitionRequestId", void 0);
RequestOpenError = __decorate([
    ObjectType(options("The move is asked for already, by somebody else or in other words."))
], RequestOpenError);
let RequestVoidedError = class RequestVoidedError extends UserError {
};
__decorate([
    Field(() => String, { nullable: true, description: "The part of the statement that stopped being true." })
], RequestVoidedError.prototype, "cause", void 0);
RequestVoidedError = __decorate([
    ObjectType(options("The transition request ended before this decision."))
], RequestVoidedError);
let TransitionNotAllowedError = class TransitionNotAllowedError extends UserError {
};
__decorate([
    Field(() => [String], { nullable: true, description: "The stages that the version can move to." })
], TransitionNotAllowedError.prototype, "nextStages", void 0);
TransitionNotAllowedError = __decorate([
    ObjectType(options("The lifecycle has no such edge."))
], TransitionNotAllowedError);
const typeNames = {
    INVALID_INPUT: "InvalidInputError",
    HOLDER_CHANGED: "HolderChangedError",
    CONTENT_CHANGED: "ContentChangedError",
    APPROVAL_REQUIRED: "ApprovalRequiredError",
    REQUEST_OPEN: "RequestOpenError",
    REQUEST_VOIDED: "RequestVoidedError",
    TRANSITION_NOT_ALLOWED: "TransitionNotAllowedError",
};
/** The concrete types; nothing but the interface refers to them. */
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
export const toUserError = (error) => ({
    ...error.details,
    ...(error.code === "INVALID_INPUT" && { field: error.path.slice(1).join(".") || null }),
    code: error.code,
    message: error.message,
    path: error.path,
});
/** What every mutation answers beside its own fields. */
let Payload = class Payload {
};
__decorate([
    Field(() => [UserError], { description: "Why the call was refused; empty when it succeeded." })
], Payload.prototype, "userErrors", void 0);
Payload = __decorate([
    ObjectType({ description: "What every mutation answers.", simpleResolvers: true })
], Payload);
export { Payload };
/** What every mutation's input may carry. */
let MutationInput = class MutationInput {
};
__decorate([
    Field(() => String, {
        nullable: true,
        description: "A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its " +
            "answer again. 1–255 printable ASCII characters; kept for at least 24 hours.",
    })
], MutationInput.prototype, "idempotencyKey", void 0);
MutationInput = __decorate([
    InputType({ description: "What every mutation takes." })
], MutationInput);
export { MutationInput };
//# sourceMappingURL=user-error.js.map