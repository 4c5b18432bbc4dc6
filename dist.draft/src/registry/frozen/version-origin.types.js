var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { DateTime, Double, Long, Sha256 } from "../../graphql/scalars.js";
import { RunStatus } from "../../tracking/tracking.types.js";
export const VersionSnapshot = same(["NONE", "PROVISIONAL", "FINAL"]);
registerEnumType(VersionSnapshot, {
    name: "VersionSnapshot",
    description: "What a version froze of the run or logged model that made it.",
    valuesConfig: {
        NONE: { description: "Nothing: its content was given, or it has none that its author could read." },
        PROVISIONAL: {
            description: "What the run said while it still went on; taken again once, when the run ends or it is first asked into a stage or alias.",
        },
        FINAL: { description: "What they said when it was taken; never taken again." },
    },
});
let RunSnapshot = class RunSnapshot {
};
__decorate([
    Field(() => String, { description: "MLflow's id of the run." })
], RunSnapshot.prototype, "runId", void 0);
__decorate([
    Field(() => String, { description: "MLflow's id of its experiment." })
], RunSnapshot.prototype, "experimentId", void 0);
__decorate([
    Field(() => RunStatus, { description: "The status that the run had." })
], RunSnapshot.prototype, "status", void 0);
__decorate([
    Field(() => String, { description: "The user that its client named." })
], RunSnapshot.prototype, "user", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it began; null when that is after the year 9999." })
], RunSnapshot.prototype, "startTime", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it ended; null: it went on, or after the year 9999." })
], RunSnapshot.prototype, "endTime", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The commit that its code came from." })
], RunSnapshot.prototype, "sourceCommit", void 0);
RunSnapshot = __decorate([
    ObjectType({
        description: "What a version froze of its run, beside params, metrics and data sets.",
        simpleResolvers: true,
    })
], RunSnapshot);
export { RunSnapshot };
let TextDrift = class TextDrift {
};
__decorate([
    Field(() => String, { description: "Its key." })
], TextDrift.prototype, "key", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Its value as frozen; null if it did not exist then." })
], TextDrift.prototype, "frozen", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Its value now; null if it does not exist now." })
], TextDrift.prototype, "now", void 0);
TextDrift = __decorate([
    ObjectType({
        description: "A text that the version froze and that is different in its run now.",
        simpleResolvers: true,
    })
], TextDrift);
export { TextDrift };
let MetricDrift = class MetricDrift {
};
__decorate([
    Field(() => String, { description: "Its key." })
], MetricDrift.prototype, "key", void 0);
__decorate([
    Field(() => Double, { nullable: true, description: "Its value as frozen; null if it did not exist then." })
], MetricDrift.prototype, "frozen", void 0);
__decorate([
    Field(() => Double, { nullable: true, description: "Its latest value now; null if it does not exist now." })
], MetricDrift.prototype, "now", void 0);
MetricDrift = __decorate([
    ObjectType({
        description: "A metric that the version froze and whose value is different in its run now.",
        simpleResolvers: true,
    })
], MetricDrift);
export { MetricDrift };
let ArtifactDrift = class ArtifactDrift {
};
__decorate([
    Field(() => String, { description: "Its path below the version's root." })
], ArtifactDrift.prototype, "path", void 0);
__decorate([
    Field(() => Sha256, { nullable: true, description: "Digest of its bytes as frozen; null if it did not exist then." })
], ArtifactDrift.prototype, "frozenSha256", void 0);
__decorate([
    Field(() => Long, { nullable: true, description: "Its length in bytes as frozen." })
], ArtifactDrift.prototype, "frozenSize", void 0);
__decorate([
    Field(() => Sha256, { nullable: true, description: "Digest of its bytes now; null if it does not exist now." })
], ArtifactDrift.prototype, "nowSha256", void 0);
__decorate([
    Field(() => Long, { nullable: true, description: "Its length in bytes now." })
], ArtifactDrift.prototype, "nowSize", void 0);
ArtifactDrift = __decorate([
    ObjectType({ description: "A file that the version froze and that is different now.", simpleResolvers: true })
], ArtifactDrift);
export { ArtifactDrift };
let VersionDrift = class VersionDrift {
};
__decorate([
    Field(() => Boolean, { description: "Whether anything differs, as far as you may see it." })
], VersionDrift.prototype, "hasDrifted", void 0);
VersionDrift = __decorate([
    ObjectType({
        description: "How the run or logged model of a version differs now from what the version froze of it.",
        simpleResolvers: true,
    })
], VersionDrift);
export { VersionDrift };
//# sourceMappingURL=version-origin.types.js.map