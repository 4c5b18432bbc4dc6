import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { policyLoader } from "../governance.loaders.js";
import { PackOfPolicyResolver, PolicyPackResolver } from "../packs/packs.resolver.js";
import { policiesById } from "./policies.queries.js";
import {
  ApprovalPolicyResolver,
  ApprovalRequirementResolver,
  ModelGovernanceResolver,
  SlotGuardResolver,
} from "./policies.resolver.js";
import { PolicyRevisionResolver, PolicyRevisionsResolver } from "./policy-revisions.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    pol: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** A policy that decided. */
    policy: true;
  }
}

/** Approval policies; what they decided is a list below them. */
export const approvalPolicyKind = defineKind({
  prefixes: ["pol"],
  subject: "approval_policy",
  below: {
    policy: { list: "approval_policy.request", means: true },
  },
  reader: (ctx, ids) => policiesById(ctx.db.reader, ctx.access, ids),
  node: loadedBy("ApprovalPolicy", policyLoader),
  resolvers: [
    ApprovalPolicyResolver,
    ApprovalRequirementResolver,
    ModelGovernanceResolver,
    SlotGuardResolver,
    PolicyRevisionsResolver,
    PolicyRevisionResolver,
    PolicyPackResolver,
    PackOfPolicyResolver,
  ],
});
