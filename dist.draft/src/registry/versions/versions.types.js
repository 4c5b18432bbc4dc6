var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Double, Long } from "../../graphql/scalars.js";
import { TagInput } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ModelVersion } from "../registry.types.js";
let ParamInput = class ParamInput {
};
__decorate([
    Field(() => String, { description: "Its name: 1–250 characters." })
], ParamInput.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: "Its value: at most 6,000 characters." })
], ParamInput.prototype, "value", void 0);
ParamInput = __decorate([
    InputType({ description: "A parameter of a version." })
], ParamInput);
export { ParamInput };
let MetricInput = class MetricInput {
};
__decorate([
    Field(() => String, { description: "Its name: 1–250 characters." })
], MetricInput.prototype, "key", void 0);
__decorate([
    Field(() => Double, { description: "Its value." })
], MetricInput.prototype, "value", void 0);
MetricInput = __decorate([
    InputType({ description: "A measured number of a version." })
], MetricInput);
export { MetricInput };
let DatasetInput = class DatasetInput {
};
__decorate([
    Field(() => String, { description: "Its name: 1–500 characters." })
], DatasetInput.prototype, "name", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Digest of its content: at most 100 characters." })
], DatasetInput.prototype, "digest", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Where it came from: at most 2,000 characters." })
], DatasetInput.prototype, "source", void 0);
DatasetInput = __decorate([
    InputType({ description: "A data set that a version was made from." })
], DatasetInput);
export { DatasetInput };
let ArtifactInput = class ArtifactInput {
};
__decorate([
    Field(() => String, { description: "Its relative path: 1–1,000 characters, parts separated by “/”." })
], ArtifactInput.prototype, "path", void 0);
__decorate([
    Field(() => String, { description: "SHA-256 of its bytes: 64 lower-case hexadecimal digits." })
], ArtifactInput.prototype, "sha256", void 0);
__decorate([
    Field(() => Long, { description: "Its length in bytes." })
], ArtifactInput.prototype, "size", void 0);
ArtifactInput = __decorate([
    InputType({ description: "A file of a version." })
], ArtifactInput);
export { ArtifactInput };
let CreateModelVersionInput = class CreateModelVersionInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], CreateModelVersionInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, {
        description: "URI of its files, at most 2,000 characters, no white space: `runs:/<run id>/<path>`, `models:/m-<id>` or `mlflow-artifacts:/…` name what this service keeps, whose files, params, metrics and tags it freezes itself; else a store's URI.",
    })
], CreateModelVersionInput.prototype, "source", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The run that made it, by MLflow's id: at most 250 characters." })
], CreateModelVersionInput.prototype, "runId", void 0);
__decorate([
    Field(() => ID, {
        nullable: true,
        description: "The logged model that it is made of, by its id here (`lm_…`) or MLflow's (`m-…`).",
    })
], CreateModelVersionInput.prototype, "loggedModelId", void 0);
__decorate([
    Field(() => [ParamInput], { nullable: true, description: "At most 1,000." })
], CreateModelVersionInput.prototype, "params", void 0);
__decorate([
    Field(() => [MetricInput], { nullable: true, description: "At most 1,000." })
], CreateModelVersionInput.prototype, "metrics", void 0);
__decorate([
    Field(() => [DatasetInput], { nullable: true, description: "At most 1,000." })
], CreateModelVersionInput.prototype, "datasets", void 0);
__decorate([
    Field(() => [ArtifactInput], { nullable: true, description: "At most 10,000." })
], CreateModelVersionInput.prototype, "artifacts", void 0);
__decorate([
    Field(() => [TagInput], { nullable: true, description: "Its first tags; at most 1,000." })
], CreateModelVersionInput.prototype, "tags", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
], CreateModelVersionInput.prototype, "description", void 0);
CreateModelVersionInput = __decorate([
    InputType({ description: "A new version; all but tags and description is frozen as given." })
], CreateModelVersionInput);
export { CreateModelVersionInput };
let UpdateModelVersionInput = class UpdateModelVersionInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The version." })
], UpdateModelVersionInput.prototype, "modelVersionId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
], UpdateModelVersionInput.prototype, "description", void 0);
UpdateModelVersionInput = __decorate([
    InputType({ description: "A change of a version; what is absent stays." })
], UpdateModelVersionInput);
export { UpdateModelVersionInput };
let DeleteModelVersionInput = class DeleteModelVersionInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The version." })
], DeleteModelVersionInput.prototype, "modelVersionId", void 0);
__decorate([
    Field(() => String, { description: "The reason: 1–2,000 characters." })
], DeleteModelVersionInput.prototype, "reason", void 0);
DeleteModelVersionInput = __decorate([
    InputType({ description: "A version to be deleted." })
], DeleteModelVersionInput);
export { DeleteModelVersionInput };
const VERSION = {
    nullable: true,
    description: "The version; null when refused, or when you may not read it (any more).",
};
let CreateModelVersionPayload = class CreateModelVersionPayload extends Payload {
};
__decorate([
    Field(() => ModelVersion, VERSION)
], CreateModelVersionPayload.prototype, "modelVersion", void 0);
CreateModelVersionPayload = __decorate([
    ObjectType({ description: "The version that was made.", simpleResolvers: true })
], CreateModelVersionPayload);
export { CreateModelVersionPayload };
let UpdateModelVersionPayload = class UpdateModelVersionPayload extends Payload {
};
__decorate([
    Field(() => ModelVersion, VERSION)
], UpdateModelVersionPayload.prototype, "modelVersion", void 0);
UpdateModelVersionPayload = __decorate([
    ObjectType({ description: "The version as changed.", simpleResolvers: true })
], UpdateModelVersionPayload);
export { UpdateModelVersionPayload };
let DeleteModelVersionPayload = class DeleteModelVersionPayload extends Payload {
};
__decorate([
    Field(() => ModelVersion, VERSION)
], DeleteModelVersionPayload.prototype, "modelVersion", void 0);
DeleteModelVersionPayload = __decorate([
    ObjectType({ description: "The version as deleted.", simpleResolvers: true })
], DeleteModelVersionPayload);
export { DeleteModelVersionPayload };
//# sourceMappingURL=versions.types.js.map