import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { Weight } from "../../graphql/weight.js";
import { versionLoader } from "../registry.loaders.js";
import { ModelVersion } from "../registry.types.js";
import type { VersionRead } from "../versions.queries.js";
import { contentLoader } from "./checks.loaders.js";
import { listChecks, listVersionChecks, rereadCheck } from "./checks.pages.js";
import type { CheckRead } from "./checks.queries.js";
import {
  Check,
  CheckConnection,
  CheckFilterInput,
  CheckReport,
  ReportCheckInput,
  ReportCheckPayload,
} from "./checks.types.js";
import { reportCheck } from "./report-check.js";

@Resolver(() => ModelVersion)
export class VersionChecksResolver {
  @FieldResolver(() => CheckConnection, { description: "What machines checked of it, the newest first." })
  @Policy({ scope: "READ" })
  checks(@Root() version: VersionRead, @Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listVersionChecks(ctx, version.id, paging);
  }
}

@Resolver(() => Check)
export class CheckFieldsResolver {
  @FieldResolver(() => ModelVersion, { nullable: true, description: "The version; null when you may not read it." })
  @Policy({ scope: "READ" })
  modelVersion(@Root() { modelVersionId }: CheckRead, @Context() ctx: Ctx) {
    return loader(ctx, versionLoader).load(modelVersionId);
  }

  @FieldResolver(() => Principal, { description: "Who reported it." })
  @Policy({ scope: "READ" })
  reportedBy(@Root() { reporterId }: CheckRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(reporterId);
  }

  @FieldResolver(() => String, { nullable: true, description: "The reporter's own id of this check." })
  externalId(@Root() { externalId }: CheckRead): string | null {
    return externalId === "" ? null : externalId;
  }

  @FieldResolver(() => CheckReport, { nullable: true, description: "Its report; null when it has none." })
  @Policy({ scope: "READ" })
  report(@Root() { mediaType, sha256, size }: CheckRead): CheckReport | null {
    return mediaType === null || sha256 === null || size === null ? null : { mediaType, sha256, size };
  }
}

@Resolver(() => CheckReport)
export class CheckReportResolver {
  @FieldResolver(() => String, { description: "Its text." })
  @Policy({ scope: "READ" })
  @Weight(5)
  async content(@Root() { sha256 }: CheckReport, @Context() ctx: Ctx): Promise<string> {
    return (await loader(ctx, contentLoader).load(sha256)) ?? "";
  }
}

@Resolver()
export class ChecksResolver {
  @Query(() => CheckConnection, { description: "Checks of versions that you may read, the newest first." })
  @Policy({ scope: "READ" })
  checks(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => CheckFilterInput, { nullable: true, description: "Conditions that must all hold." })
    filter: CheckFilterInput | null,
  ) {
    return listChecks(ctx, filter, paging);
  }

  @Mutation(() => ReportCheckPayload, {
    description: "Reports what a machine checked of a version; the same report again changes nothing.",
  })
  @Policy({
    scope: "REPORT",
    description: "CONTRIBUTOR of the model's team, or a grant, or whom a gate names for this check",
  })
  reportCheck(
    @Context() ctx: Ctx,
    @Arg("input", () => ReportCheckInput, { description: "The check." }) input: ReportCheckInput,
  ) {
    return mutate(ctx, () => reportCheck(ctx, { ...input }), rereadCheck(ctx));
  }
}
