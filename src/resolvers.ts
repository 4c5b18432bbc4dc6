import {
  ApprovalPolicyResolver,
  ApprovalRequirementResolver,
} from "./governance/policies.resolver.js";
import {
  DecisionResolver,
  TransitionRequestResolver,
  TransitionRequirementResolver,
  VersionRequestsResolver,
} from "./governance/requests.resolver.js";
import { ModelSlotsResolver, SlotsResolver, VersionSlotsResolver } from "./registry/slots.resolver.js";

/** Every resolver class of the schema. */
export const resolvers = [
  ApprovalPolicyResolver,
  ApprovalRequirementResolver,
  DecisionResolver,
  ModelSlotsResolver,
  SlotsResolver,
  TransitionRequestResolver,
  TransitionRequirementResolver,
  VersionRequestsResolver,
  VersionSlotsResolver,
];
