var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { TagInput } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { Experiment, ExperimentVisibility } from "../tracking.types.js";
const NAME = "1–500 characters, not blank, no control or bidirectional characters; unique in the team, deleted ones included.";
let CreateExperimentInput = class CreateExperimentInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The team that will own it." })
], CreateExperimentInput.prototype, "teamId", void 0);
__decorate([
    Field(() => String, { description: NAME })
], CreateExperimentInput.prototype, "name", void 0);
__decorate([
    Field(() => ExperimentVisibility, { nullable: true, description: "Who may read it; the default is ORGANIZATION." })
], CreateExperimentInput.prototype, "visibility", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "A store outside that its clients write to by themselves: `s3://bucket/path` and the like, at most 2,048 characters. Absent: this service keeps its artifacts.",
    })
], CreateExperimentInput.prototype, "artifactLocation", void 0);
__decorate([
    Field(() => [TagInput], { nullable: true, description: "Its first tags." })
], CreateExperimentInput.prototype, "tags", void 0);
CreateExperimentInput = __decorate([
    InputType({ description: "A new experiment." })
], CreateExperimentInput);
export { CreateExperimentInput };
let UpdateExperimentInput = class UpdateExperimentInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The experiment." })
], UpdateExperimentInput.prototype, "experimentId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: NAME })
], UpdateExperimentInput.prototype, "name", void 0);
__decorate([
    Field(() => ExperimentVisibility, { nullable: true, description: "Who may read it; a change needs OWNER." })
], UpdateExperimentInput.prototype, "visibility", void 0);
UpdateExperimentInput = __decorate([
    InputType({ description: "A change of an experiment; what is absent stays." })
], UpdateExperimentInput);
export { UpdateExperimentInput };
let DeleteExperimentInput = class DeleteExperimentInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The experiment." })
], DeleteExperimentInput.prototype, "experimentId", void 0);
DeleteExperimentInput = __decorate([
    InputType({ description: "An experiment to be deleted." })
], DeleteExperimentInput);
export { DeleteExperimentInput };
let RestoreExperimentInput = class RestoreExperimentInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The experiment." })
], RestoreExperimentInput.prototype, "experimentId", void 0);
RestoreExperimentInput = __decorate([
    InputType({ description: "A deleted experiment to be brought back." })
], RestoreExperimentInput);
export { RestoreExperimentInput };
let SetExperimentTagInput = class SetExperimentTagInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The experiment." })
], SetExperimentTagInput.prototype, "experimentId", void 0);
__decorate([
    Field(() => String, {
        description: "1–250 letters, digits, blanks and `_-.:/`, a path without `.`, `..`, leading, doubled or trailing `/`.",
    })
], SetExperimentTagInput.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: "At most 20,000 characters." })
], SetExperimentTagInput.prototype, "value", void 0);
SetExperimentTagInput = __decorate([
    InputType({ description: "A tag to be set on an experiment, over the value it had." })
], SetExperimentTagInput);
export { SetExperimentTagInput };
let DeleteExperimentTagInput = class DeleteExperimentTagInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The experiment." })
], DeleteExperimentTagInput.prototype, "experimentId", void 0);
__decorate([
    Field(() => String, { description: "The tag's key." })
], DeleteExperimentTagInput.prototype, "key", void 0);
DeleteExperimentTagInput = __decorate([
    InputType({ description: "A tag to be taken from an experiment." })
], DeleteExperimentTagInput);
export { DeleteExperimentTagInput };
const EXPERIMENT = {
    nullable: true,
    description: "The experiment; null when refused, or when you may not read it (any more).",
};
let CreateExperimentPayload = class CreateExperimentPayload extends Payload {
};
__decorate([
    Field(() => Experiment, EXPERIMENT)
], CreateExperimentPayload.prototype, "experiment", void 0);
CreateExperimentPayload = __decorate([
    ObjectType({ description: "The experiment that was made.", simpleResolvers: true })
], CreateExperimentPayload);
export { CreateExperimentPayload };
let UpdateExperimentPayload = class UpdateExperimentPayload extends Payload {
};
__decorate([
    Field(() => Experiment, EXPERIMENT)
], UpdateExperimentPayload.prototype, "experiment", void 0);
UpdateExperimentPayload = __decorate([
    ObjectType({ description: "The experiment as changed.", simpleResolvers: true })
], UpdateExperimentPayload);
export { UpdateExperimentPayload };
let DeleteExperimentPayload = class DeleteExperimentPayload extends Payload {
};
__decorate([
    Field(() => Experiment, EXPERIMENT)
], DeleteExperimentPayload.prototype, "experiment", void 0);
DeleteExperimentPayload = __decorate([
    ObjectType({ description: "The experiment as deleted.", simpleResolvers: true })
], DeleteExperimentPayload);
export { DeleteExperimentPayload };
let RestoreExperimentPayload = class RestoreExperimentPayload extends Payload {
};
__decorate([
    Field(() => Experiment, EXPERIMENT)
], RestoreExperimentPayload.prototype, "experiment", void 0);
RestoreExperimentPayload = __decorate([
    ObjectType({ description: "The experiment, brought back.", simpleResolvers: true })
], RestoreExperimentPayload);
export { RestoreExperimentPayload };
let SetExperimentTagPayload = class SetExperimentTagPayload extends Payload {
};
__decorate([
    Field(() => Experiment, EXPERIMENT)
], SetExperimentTagPayload.prototype, "experiment", void 0);
SetExperimentTagPayload = __decorate([
    ObjectType({ description: "The experiment with the tag.", simpleResolvers: true })
], SetExperimentTagPayload);
export { SetExperimentTagPayload };
let DeleteExperimentTagPayload = class DeleteExperimentTagPayload extends Payload {
};
__decorate([
    Field(() => Experiment, EXPERIMENT)
], DeleteExperimentTagPayload.prototype, "experiment", void 0);
DeleteExperimentTagPayload = __decorate([
    ObjectType({ description: "The experiment without the tag.", simpleResolvers: true })
], DeleteExperimentTagPayload);
export { DeleteExperimentTagPayload };
//# sourceMappingURL=experiments.types.js.map