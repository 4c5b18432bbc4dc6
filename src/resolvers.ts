import { InvitationsResolver } from "./access/invitations/invitations.resolver.js";
import { MembershipResolver, PrincipalResolver, ViewerResolver } from "./access/principals.resolver.js";
import { TeamResolver } from "./access/teams.resolver.js";
import { TokensResolver } from "./access/tokens.resolver.js";
import { UsersResolver } from "./access/users.resolver.js";
import { AuditEntriesResolver, EvidenceResolver } from "./evidence/evidence.resolver.js";
import { ApprovalPolicyResolver, ApprovalRequirementResolver } from "./governance/policies.resolver.js";
import {
  DecisionResolver,
  TransitionRequestResolver,
  TransitionRequirementResolver,
  VersionRequestsResolver,
} from "./governance/requests.resolver.js";
import {
  LoggedModelVersionsResolver,
  RunSnapshotResolver,
  RunVersionsResolver,
  VersionDriftResolver,
  VersionOriginResolver,
} from "./registry/frozen/version-origin.resolver.js";
import {
  AccessGrantResolver,
  ModelFieldsResolver,
  OwnershipTagResolver,
  TransferOfferResolver,
} from "./registry/models/model-fields.resolver.js";
import { ModelsResolver } from "./registry/models/models.resolver.js";
import { SharingResolver } from "./registry/sharing/sharing.resolver.js";
import { ModelSlotsResolver, SlotsResolver, VersionSlotsResolver } from "./registry/slots/slots.resolver.js";
import { TagsResolver } from "./registry/tags/tags.resolver.js";
import { VersionFieldsResolver } from "./registry/versions/version-fields.resolver.js";
import { VersionsResolver } from "./registry/versions/versions.resolver.js";
import { RunComparisonResolver } from "./tracking/compare/compare.resolver.js";
import { ExperimentFieldsResolver } from "./tracking/experiments/experiment-fields.resolver.js";
import { ExperimentsResolver } from "./tracking/experiments/experiments.resolver.js";
import {
  LoggedModelFieldsResolver,
  LoggedModelMetricResolver,
  LoggedModelsResolver,
} from "./tracking/logged-models/logged-models.resolver.js";
import { RunDatasetResolver, RunFieldsResolver, RunLoggedModelResolver } from "./tracking/runs/run-fields.resolver.js";
import { RunTreeResolver } from "./tracking/runs/run-tree.resolver.js";
import { RunsResolver } from "./tracking/runs/runs.resolver.js";

/** Every resolver class of the schema. */
export const resolvers = [
  AuditEntriesResolver,
  EvidenceResolver,
  AccessGrantResolver,
  ModelFieldsResolver,
  ModelsResolver,
  OwnershipTagResolver,
  SharingResolver,
  TagsResolver,
  TransferOfferResolver,
  VersionFieldsResolver,
  VersionOriginResolver,
  RunSnapshotResolver,
  VersionDriftResolver,
  RunVersionsResolver,
  LoggedModelVersionsResolver,
  VersionsResolver,
  ExperimentsResolver,
  ExperimentFieldsResolver,
  RunsResolver,
  RunFieldsResolver,
  RunDatasetResolver,
  RunLoggedModelResolver,
  RunTreeResolver,
  RunComparisonResolver,
  LoggedModelsResolver,
  LoggedModelFieldsResolver,
  LoggedModelMetricResolver,
  ApprovalPolicyResolver,
  ApprovalRequirementResolver,
  DecisionResolver,
  ModelSlotsResolver,
  SlotsResolver,
  TransitionRequestResolver,
  TransitionRequirementResolver,
  VersionRequestsResolver,
  VersionSlotsResolver,
  InvitationsResolver,
  MembershipResolver,
  PrincipalResolver,
  TeamResolver,
  TokensResolver,
  UsersResolver,
  ViewerResolver,
];
