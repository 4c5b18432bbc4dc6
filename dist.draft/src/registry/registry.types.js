var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../graphql/connection.js";
import { Node } from "../graphql/node.js";
import { DateTime, Double, Long, Sha256 } from "../graphql/scalars.js";
import { Weight } from "../graphql/weight.js";
export const ModelVisibility = { ORGANIZATION: "ORGANIZATION", TEAM: "TEAM" };
registerEnumType(ModelVisibility, {
    name: "ModelVisibility",
    description: "Who may read a registered model, besides admins and auditors.",
    valuesConfig: {
        ORGANIZATION: { description: "Every active principal." },
        TEAM: { description: "The members of its team, and of teams it is granted to." },
    },
});
export const GrantRole = { VIEWER: "VIEWER", CONTRIBUTOR: "CONTRIBUTOR", MAINTAINER: "MAINTAINER" };
registerEnumType(GrantRole, {
    name: "GrantRole",
    description: "The most that a grant gives: each member of the other team gets those of their own roles that it includes.",
    valuesConfig: {
        VIEWER: { description: "Read only." },
        CONTRIBUTOR: { description: "Create versions, tag, ask for transitions." },
        MAINTAINER: { description: "Move unguarded slots; without a list of slots also rename and delete." },
    },
});
let Tag = class Tag {
};
__decorate([
    Field(() => String, {
        description: "The key; on models and versions `countersign.…` keys read ownership tags and cannot be set as tags.",
    })
], Tag.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: "The value." }),
    Weight(1)
], Tag.prototype, "value", void 0);
Tag = __decorate([
    ObjectType({
        description: "A key with a value, changeable at any time but where it is frozen.",
        simpleResolvers: true,
    })
], Tag);
export { Tag };
let Param = class Param {
};
__decorate([
    Field(() => String, { description: "Its name." })
], Param.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: "Its value, as text." })
], Param.prototype, "value", void 0);
Param = __decorate([
    ObjectType({
        description: "A named setting that a version, run or logged model was made with.",
        simpleResolvers: true,
    })
], Param);
export { Param };
let Metric = class Metric {
};
__decorate([
    Field(() => String, { description: "Its name." })
], Metric.prototype, "key", void 0);
__decorate([
    Field(() => Double, { description: "Its value." })
], Metric.prototype, "value", void 0);
Metric = __decorate([
    ObjectType({ description: "A measured number of the version.", simpleResolvers: true })
], Metric);
export { Metric };
let Dataset = class Dataset {
};
__decorate([
    Field(() => String, { description: "Its name." })
], Dataset.prototype, "name", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Digest of its content, as the client computed it." })
], Dataset.prototype, "digest", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Where it came from." })
], Dataset.prototype, "source", void 0);
Dataset = __decorate([
    ObjectType({ description: "A data set that the version was made from.", simpleResolvers: true })
], Dataset);
export { Dataset };
let Artifact = class Artifact {
};
__decorate([
    Field(() => String, { description: "Its path below the version's root." })
], Artifact.prototype, "path", void 0);
__decorate([
    Field(() => Sha256, { description: "Digest of its bytes." })
], Artifact.prototype, "sha256", void 0);
__decorate([
    Field(() => Long, { description: "Its length in bytes." })
], Artifact.prototype, "size", void 0);
Artifact = __decorate([
    ObjectType({ description: "A file of the version.", simpleResolvers: true })
], Artifact);
export { Artifact };
let OwnershipTag = class OwnershipTag {
};
__decorate([
    Field(() => String, { description: "`OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL` or a custom key." })
], OwnershipTag.prototype, "key", void 0);
__decorate([
    Field(() => DateTime, { description: "The start, which is included." })
], OwnershipTag.prototype, "from", void 0);
__decorate([
    Field(() => DateTime, {
        nullable: true,
        description: "The end, which is not included; null means that it has not ended.",
    })
], OwnershipTag.prototype, "to", void 0);
OwnershipTag = __decorate([
    ObjectType({ description: "Who answers for a model, and in which way.", simpleResolvers: true })
], OwnershipTag);
export { OwnershipTag };
let AccessGrant = class AccessGrant {
};
__decorate([
    Field(() => GrantRole, { description: "The most that it gives." })
], AccessGrant.prototype, "role", void 0);
__decorate([
    Field(() => [String], { nullable: true, description: "The slots it is limited to; null: every slot." })
], AccessGrant.prototype, "slots", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was given, or changed last." })
], AccessGrant.prototype, "grantedAt", void 0);
AccessGrant = __decorate([
    ObjectType({ description: "A model shared with another team.", simpleResolvers: true })
], AccessGrant);
export { AccessGrant };
let TransferOffer = class TransferOffer {
};
__decorate([
    Field(() => String, { description: "The reason for the offer." })
], TransferOffer.prototype, "reason", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was made." })
], TransferOffer.prototype, "offeredAt", void 0);
__decorate([
    Field(() => DateTime, { description: "When it lapses." })
], TransferOffer.prototype, "expiresAt", void 0);
TransferOffer = __decorate([
    ObjectType({ description: "An offer to take a model over.", simpleResolvers: true })
], TransferOffer);
export { TransferOffer };
let RegisteredModel = class RegisteredModel extends Node {
};
__decorate([
    Field(() => String, { description: "Its name, unique in the registry while it is not deleted." })
], RegisteredModel.prototype, "name", void 0);
__decorate([
    Field(() => String, { description: "A description." }),
    Weight(3)
], RegisteredModel.prototype, "description", void 0);
__decorate([
    Field(() => ModelVisibility, { description: "Who may read it." })
], RegisteredModel.prototype, "visibility", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was made." })
], RegisteredModel.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, {
        description: "When its name, description, visibility, stages or list of versions changed last.",
    })
], RegisteredModel.prototype, "updatedAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it was deleted." })
], RegisteredModel.prototype, "deletedAt", void 0);
RegisteredModel = __decorate([
    ObjectType({
        description: "A named model of a team; its versions are numbered.",
        implements: Node,
        simpleResolvers: true,
    })
], RegisteredModel);
export { RegisteredModel };
let ModelVersion = class ModelVersion extends Node {
};
__decorate([
    Field(() => String, {
        description: "The current name of the registered model, shown to everyone who may read the version.",
    })
], ModelVersion.prototype, "modelName", void 0);
__decorate([
    Field(() => Int, { description: "Its number: 1, 2, 3… in its model, never reused." })
], ModelVersion.prototype, "version", void 0);
__decorate([
    Field(() => String, { description: "A description, which can be changed." }),
    Weight(3)
], ModelVersion.prototype, "description", void 0);
__decorate([
    Field(() => String, { description: "URI of its files." })
], ModelVersion.prototype, "source", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The run that made it, as the client named it." })
], ModelVersion.prototype, "runId", void 0);
__decorate([
    Field(() => Sha256, { description: "Digest of what was frozen when it was made; the form is in docs/digest.md." })
], ModelVersion.prototype, "digest", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was made." })
], ModelVersion.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, { description: "When its description or stage changed last." })
], ModelVersion.prototype, "updatedAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it, or its model, was deleted." })
], ModelVersion.prototype, "deletedAt", void 0);
ModelVersion = __decorate([
    ObjectType({ description: "A version of a registered model.", implements: Node, simpleResolvers: true })
], ModelVersion);
export { ModelVersion };
export const RegisteredModelConnection = connectionOf(() => RegisteredModel, "RegisteredModel");
export const ModelVersionConnection = connectionOf(() => ModelVersion, "ModelVersion");
//# sourceMappingURL=registry.types.js.map