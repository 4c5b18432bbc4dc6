var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { TeamRole } from "../access/access.types.js";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime, Long, Sha256 } from "../graphql/scalars.js";
export const TransitionRequestState = same([
    "PENDING",
    "APPLIED",
    "REJECTED",
    "WITHDRAWN",
    "EXPIRED",
    "VOIDED",
]);
registerEnumType(TransitionRequestState, {
    name: "TransitionRequestState",
    description: "How far a transition request has come; all but PENDING are final.",
    valuesConfig: {
        PENDING: { description: "Waits for signatures." },
        APPLIED: { description: "The version was moved." },
        REJECTED: { description: "Someone who could sign refused." },
        WITHDRAWN: { description: "The requester withdrew it." },
        EXPIRED: { description: "It was not decided in time." },
        VOIDED: { description: "What was to be approved stopped being true." },
    },
});
export const DecisionVerdict = same(["APPROVE", "REJECT"]);
registerEnumType(DecisionVerdict, {
    name: "DecisionVerdict",
    description: "The vote of a signature.",
    valuesConfig: { APPROVE: { description: "Approve the move." }, REJECT: { description: "Reject the move." } },
});
export const DecisionMeaning = same(["AUTHORSHIP", "REVIEW", "VALIDATION", "APPROVAL", "RESPONSIBILITY"]);
registerEnumType(DecisionMeaning, {
    name: "DecisionMeaning",
    description: "The meaning of a signature (21 CFR 11.50(a)(3)).",
    valuesConfig: {
        AUTHORSHIP: { description: "I made this." },
        REVIEW: { description: "I have read this." },
        VALIDATION: { description: "I have tested this." },
        APPROVAL: { description: "I approve this." },
        RESPONSIBILITY: { description: "I answer for this." },
    },
});
let TransitionRequirement = class TransitionRequirement {
};
__decorate([
    Field(() => TeamRole, { description: "The role that signs." })
], TransitionRequirement.prototype, "role", void 0);
__decorate([
    Field(() => Int, { description: "The number of signatures." })
], TransitionRequirement.prototype, "needed", void 0);
__decorate([
    Field(() => Int, { description: "How many of them are given, by the signers' roles now." })
], TransitionRequirement.prototype, "given", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "The policy that asks; null when you neither read it nor could sign for it.",
    })
], TransitionRequirement.prototype, "policyName", void 0);
__decorate([
    Field(() => ID, {
        nullable: true,
        description: "The policy's id; null where no policy applies and a contributor asked, and when it is hidden.",
    })
], TransitionRequirement.prototype, "policyId", void 0);
__decorate([
    Field(() => Int, {
        nullable: true,
        description: "The policy's revision that the request was opened under; a later one voids it. Null when hidden.",
    })
], TransitionRequirement.prototype, "policyRevision", void 0);
TransitionRequirement = __decorate([
    ObjectType({
        description: "Places of a request that one requirement asks for, and how many are filled.",
        simpleResolvers: true,
    })
], TransitionRequirement);
export { TransitionRequirement };
let ViewerDecision = class ViewerDecision {
};
__decorate([
    Field(() => Boolean, { description: "Whether your signature for it would count." })
], ViewerDecision.prototype, "canApprove", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether your signature against it would end it." })
], ViewerDecision.prototype, "canReject", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The code that you would be refused with; null when you can." })
], ViewerDecision.prototype, "code", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The rule that refuses you, in a sentence; null when you can." })
], ViewerDecision.prototype, "message", void 0);
ViewerDecision = __decorate([
    ObjectType({ description: "What you can do about a request now, and why not.", simpleResolvers: true })
], ViewerDecision);
export { ViewerDecision };
let EntryPlace = class EntryPlace {
};
__decorate([
    Field(() => String, { description: "`kind:id` of the thing whose stream it continues." })
], EntryPlace.prototype, "stream", void 0);
__decorate([
    Field(() => Long, { description: "Its number in the stream." })
], EntryPlace.prototype, "seq", void 0);
__decorate([
    Field(() => Sha256, { description: "Its hash." })
], EntryPlace.prototype, "hash", void 0);
EntryPlace = __decorate([
    ObjectType({ description: "Where an audit entry stands.", simpleResolvers: true })
], EntryPlace);
export { EntryPlace };
let Decision = class Decision {
};
__decorate([
    Field(() => ID, { description: "Opaque; as entries cite it." })
], Decision.prototype, "id", void 0);
__decorate([
    Field(() => DecisionVerdict, { description: "Approve or reject." })
], Decision.prototype, "verdict", void 0);
__decorate([
    Field(() => String, { description: "The signer's name as it was then." })
], Decision.prototype, "printedName", void 0);
__decorate([
    Field(() => TeamRole, { description: "The role that the signature was given in." })
], Decision.prototype, "role", void 0);
__decorate([
    Field(() => DecisionMeaning, { description: "The meaning of the signature." })
], Decision.prototype, "meaning", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The signer's comment." })
], Decision.prototype, "comment", void 0);
__decorate([
    Field(() => DateTime, { description: "When, by the database's clock." })
], Decision.prototype, "at", void 0);
__decorate([
    Field(() => Sha256, { description: "Digest of the statement that was signed." })
], Decision.prototype, "contentDigest", void 0);
__decorate([
    Field(() => String, { description: "How the signer had authenticated: api-token, jwt or session." })
], Decision.prototype, "authMethod", void 0);
__decorate([
    Field(() => Long, {
        nullable: true,
        description: "Seconds between the credential's issue, or the sign-in of a session, and the signature.",
    })
], Decision.prototype, "authAgeSeconds", void 0);
__decorate([
    Field(() => ID, { nullable: true, description: "The API token signed with, or that opened the session." })
], Decision.prototype, "credentialId", void 0);
__decorate([
    Field(() => [ID], { description: "The principals other than the signer that minted that credential." })
], Decision.prototype, "mintedBy", void 0);
Decision = __decorate([
    ObjectType({ description: "One signature on a transition request; never edited.", simpleResolvers: true })
], Decision);
export { Decision };
let DisplacedVersion = class DisplacedVersion {
};
__decorate([
    Field(() => ID, { description: "Its id." })
], DisplacedVersion.prototype, "id", void 0);
__decorate([
    Field(() => Int, { description: "Its number." })
], DisplacedVersion.prototype, "version", void 0);
DisplacedVersion = __decorate([
    ObjectType({ description: "A version that a move would take a slot from.", simpleResolvers: true })
], DisplacedVersion);
export { DisplacedVersion };
let TransitionRequest = class TransitionRequest extends Node {
};
__decorate([
    Field(() => String, { description: "Name of the registered model now." })
], TransitionRequest.prototype, "modelName", void 0);
__decorate([
    Field(() => Int, { description: "Number of the version." })
], TransitionRequest.prototype, "version", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The stage that the version would leave; null for an alias." })
], TransitionRequest.prototype, "from", void 0);
__decorate([
    Field(() => String, { description: "The slot asked for: `Production`, `@champion`." })
], TransitionRequest.prototype, "to", void 0);
__decorate([
    Field(() => TransitionRequestState, { description: "The state of the request." })
], TransitionRequest.prototype, "state", void 0);
__decorate([
    Field(() => String, { description: "The reason for the move." })
], TransitionRequest.prototype, "reason", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "A ticket elsewhere." })
], TransitionRequest.prototype, "ticketUrl", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was asked." })
], TransitionRequest.prototype, "requestedAt", void 0);
__decorate([
    Field(() => DateTime, { description: "When it ends unsigned." })
], TransitionRequest.prototype, "expiresAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it ended." })
], TransitionRequest.prototype, "closedAt", void 0);
__decorate([
    Field(() => Sha256, { description: "SHA-256 of `statement`: a decision sends it back." })
], TransitionRequest.prototype, "contentDigest", void 0);
TransitionRequest = __decorate([
    ObjectType({ description: "A request to move a version to a slot.", implements: Node, simpleResolvers: true })
], TransitionRequest);
export { TransitionRequest };
export const TransitionRequestConnection = connectionOf(() => TransitionRequest, "TransitionRequest");
let TransitionRequestFilter = class TransitionRequestFilter {
};
__decorate([
    Field(() => TransitionRequestState, { nullable: true, description: "Return only requests in this state." })
], TransitionRequestFilter.prototype, "state", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Return only items of the registered model with this name." })
], TransitionRequestFilter.prototype, "model", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only items whose model belongs to the team with this slug.",
    })
], TransitionRequestFilter.prototype, "team", void 0);
__decorate([
    Field(() => Boolean, {
        nullable: true,
        description: "Return only pending requests that you could sign and have not signed.",
    })
], TransitionRequestFilter.prototype, "awaitingMyDecision", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Asked for by the principal of this handle." })
], TransitionRequestFilter.prototype, "requestedBy", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Signed, for or against, by the principal of this handle." })
], TransitionRequestFilter.prototype, "decidedBy", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "To this slot, as spelled: `Production`, `@champion`." })
], TransitionRequestFilter.prototype, "to", void 0);
TransitionRequestFilter = __decorate([
    InputType({ description: "Conditions on transition requests; all that are given must hold." })
], TransitionRequestFilter);
export { TransitionRequestFilter };
//# sourceMappingURL=requests.types.js.map