var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { Run } from "../tracking.types.js";
let DeleteRunInput = class DeleteRunInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The run." })
], DeleteRunInput.prototype, "runId", void 0);
DeleteRunInput = __decorate([
    InputType({ description: "A run to be deleted." })
], DeleteRunInput);
export { DeleteRunInput };
let RestoreRunInput = class RestoreRunInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The run." })
], RestoreRunInput.prototype, "runId", void 0);
RestoreRunInput = __decorate([
    InputType({ description: "A deleted run to be brought back." })
], RestoreRunInput);
export { RestoreRunInput };
const RUN = { nullable: true, description: "The run; null when refused, or when you may not read it (any more)." };
let DeleteRunPayload = class DeleteRunPayload extends Payload {
};
__decorate([
    Field(() => Run, RUN)
], DeleteRunPayload.prototype, "run", void 0);
DeleteRunPayload = __decorate([
    ObjectType({ description: "The run as deleted.", simpleResolvers: true })
], DeleteRunPayload);
export { DeleteRunPayload };
let RestoreRunPayload = class RestoreRunPayload extends Payload {
};
__decorate([
    Field(() => Run, RUN)
], RestoreRunPayload.prototype, "run", void 0);
RestoreRunPayload = __decorate([
    ObjectType({ description: "The run, brought back.", simpleResolvers: true })
], RestoreRunPayload);
export { RestoreRunPayload };
//# sourceMappingURL=runs.types.js.map