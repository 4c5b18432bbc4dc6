var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { PrincipalKind } from "../access/access.types.js";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime, JsonValue, Long, Sha256 } from "../graphql/scalars.js";
import { Weight } from "../graphql/weight.js";
export const AuditOutcome = same(["ALLOWED", "DENIED", "FAILED"]);
registerEnumType(AuditOutcome, {
    name: "AuditOutcome",
    description: "The outcome of an act.",
    valuesConfig: {
        ALLOWED: { description: "It succeeded." },
        DENIED: { description: "A right or a rule refused it." },
        FAILED: { description: "It failed." },
    },
});
let AuditActor = class AuditActor {
};
__decorate([
    Field(() => ID, { description: "The principal." })
], AuditActor.prototype, "id", void 0);
__decorate([
    Field(() => String, { description: "Their handle then." })
], AuditActor.prototype, "handle", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Their name then; null once it is erased." })
], AuditActor.prototype, "displayName", void 0);
__decorate([
    Field(() => PrincipalKind, { description: "A user, a service account, or the service itself." })
], AuditActor.prototype, "kind", void 0);
__decorate([
    Field(() => [String], { description: "Their roles then: `fraud:REVIEWER`, `ADMIN`." })
], AuditActor.prototype, "roles", void 0);
AuditActor = __decorate([
    ObjectType({ description: "The actor, as they were at the time.", simpleResolvers: true })
], AuditActor);
export { AuditActor };
let AuditSubject = class AuditSubject {
};
__decorate([
    Field(() => String, { description: "Its kind: `model_version`, `registered_model`, `team`, `principal`…" })
], AuditSubject.prototype, "type", void 0);
__decorate([
    Field(() => ID, { nullable: true, description: "Its id; null when hidden." })
], AuditSubject.prototype, "id", void 0);
__decorate([
    Field(() => String, { description: "What it is to the act: target, model, owner, displaced, request, policy…" })
], AuditSubject.prototype, "role", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "What people called it then: `churn/7`; null when hidden." })
], AuditSubject.prototype, "label", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether it is hidden from you." })
], AuditSubject.prototype, "hidden", void 0);
AuditSubject = __decorate([
    ObjectType({ description: "A thing that an entry touches.", simpleResolvers: true })
], AuditSubject);
export { AuditSubject };
let AuditEntry = class AuditEntry extends Node {
};
__decorate([
    Field(() => DateTime, { description: "When, by the database's clock; later than the stream's entry before." })
], AuditEntry.prototype, "at", void 0);
__decorate([
    Field(() => String, { description: "What was done: the mutation's name, or that of what followed from it." })
], AuditEntry.prototype, "action", void 0);
__decorate([
    Field(() => AuditOutcome, { description: "The outcome of the act." })
], AuditEntry.prototype, "outcome", void 0);
__decorate([
    Field(() => AuditActor, { description: "Who did it." })
], AuditEntry.prototype, "actor", void 0);
__decorate([
    Field(() => [AuditSubject], { description: "The things that it touches." })
], AuditEntry.prototype, "subjects", void 0);
__decorate([
    Field(() => JsonValue, { nullable: true, description: "What was so before; null when hidden." }),
    Weight(5)
], AuditEntry.prototype, "before", void 0);
__decorate([
    Field(() => JsonValue, { nullable: true, description: "What is so after; null when hidden." }),
    Weight(5)
], AuditEntry.prototype, "after", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The reason in the actor's words; null when hidden." })
], AuditEntry.prototype, "reason", void 0);
__decorate([
    Field(() => JsonValue, {
        nullable: true,
        description: "Which rule decided; of a refusal its code; null when hidden.",
    })
], AuditEntry.prototype, "decision", void 0);
__decorate([
    Field(() => String, { description: "The request that did it: an id that the service made." })
], AuditEntry.prototype, "requestId", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "What the caller called that request, in the header `x-request-id`; null when they gave nothing, and when hidden.",
    })
], AuditEntry.prototype, "clientRequestId", void 0);
__decorate([
    Field(() => String, { description: "The operation: entries that one call wrote on several streams share it." })
], AuditEntry.prototype, "operation", void 0);
__decorate([
    Field(() => String, { description: "The door: graphql, http, mlflow-rest, cli, job." })
], AuditEntry.prototype, "channel", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "The client library and its version, where the client names it: `mlflow-python-client/3.17.2`.",
    })
], AuditEntry.prototype, "client", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "`kind:id` of the thing whose stream this continues; null when hidden.",
    })
], AuditEntry.prototype, "stream", void 0);
__decorate([
    Field(() => Long, {
        nullable: true,
        description: "Its number in the stream: 1, 2, 3… without gaps; null when the stream is hidden.",
    })
], AuditEntry.prototype, "seq", void 0);
__decorate([
    Field(() => Sha256, { description: "SHA-256 of a zero byte and the envelope (RFC 6962's leaf hash)." })
], AuditEntry.prototype, "hash", void 0);
__decorate([
    Field(() => Sha256, { description: "The hash of the stream's entry before; zeros for the first." })
], AuditEntry.prototype, "previousHash", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "The bytes that `hash` is over; null when the stream is hidden.",
    })
], AuditEntry.prototype, "envelope", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "The bytes that the envelope's `body` is the SHA-256 of; null where something is hidden.",
    }),
    Weight(5)
], AuditEntry.prototype, "body", void 0);
AuditEntry = __decorate([
    ObjectType({ description: "One record of the audit log; never changed.", implements: Node, simpleResolvers: true })
], AuditEntry);
export { AuditEntry };
export const AuditEntryConnection = connectionOf(() => AuditEntry, "AuditEntry");
let AuditEntryFilter = class AuditEntryFilter {
};
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only entries of acts by the principal with this handle.",
    })
], AuditEntryFilter.prototype, "actor", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only entries of this action, such as `approveTransition`.",
    })
], AuditEntryFilter.prototype, "action", void 0);
__decorate([
    Field(() => ID, {
        nullable: true,
        description: "Return only entries that touch this thing. For a model, entries of its versions are included.",
    })
], AuditEntryFilter.prototype, "subjectId", void 0);
__decorate([
    Field(() => AuditOutcome, { nullable: true, description: "Return only entries with this outcome." })
], AuditEntryFilter.prototype, "outcome", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "At this instant or later." })
], AuditEntryFilter.prototype, "from", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "Before this instant." })
], AuditEntryFilter.prototype, "to", void 0);
AuditEntryFilter = __decorate([
    InputType({ description: "Conditions on entries; all that are given must hold." })
], AuditEntryFilter);
export { AuditEntryFilter };
//# sourceMappingURL=evidence.types.js.map