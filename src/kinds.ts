import { invitationKind } from "./access/invitations/invitation.kind.js";
import { organizationKind } from "./access/organization/organization.kind.js";
import { principalKind } from "./access/principals/principal.kind.js";
import { sessionKind } from "./access/sessions/session.kind.js";
import { teamKind } from "./access/teams/team.kind.js";
import { apiTokenKind } from "./access/tokens/api-token.kind.js";
import { savedViewKind } from "./access/views/saved-view.kind.js";
import { logKind } from "./audit/log.kind.js";
import { ControlsResolver } from "./evidence/controls/controls.resolver.js";
import { AuditEntriesResolver, EvidenceResolver, entryNode } from "./evidence/evidence.resolver.js";
import { AuditLogResolver, EntryPlaceResolver } from "./evidence/log/log.resolver.js";
import { evidencePackKind } from "./evidence/pack/evidence-pack.kind.js";
import { decisionKind } from "./governance/decision.kind.js";
import { approvalPolicyKind } from "./governance/policies/approval-policy.kind.js";
import { reviewKind } from "./governance/reviews/review.kind.js";
import { signingKeyKind } from "./governance/signing/signing-key.kind.js";
import { transitionRequestKind } from "./governance/transition-request.kind.js";
import { joinKinds, type Kind, type Kinds, type ResolverClass } from "./kind.js";
import { LineageResolver } from "./lineage/lineage.resolver.js";
import { checkKind } from "./registry/checks/check.kind.js";
import { documentKind } from "./registry/documents/document.kind.js";
import { evaluationKind } from "./registry/evaluations/evaluation.kind.js";
import { registeredModelKind } from "./registry/models/registered-model.kind.js";
import { modelVersionKind } from "./registry/versions/model-version.kind.js";
import { SearchResolver } from "./search/search.resolver.js";
import { experimentKind } from "./tracking/experiments/experiment.kind.js";
import { loggedModelKind } from "./tracking/logged-models/logged-model.kind.js";
import { runKind } from "./tracking/runs/run.kind.js";

/** Every noun of the service. A new one is one file `noun.kind.ts` beside it, and one line here. */
export const kinds: readonly Kind[] = [
  organizationKind,
  principalKind,
  teamKind,
  apiTokenKind,
  invitationKind,
  sessionKind,
  savedViewKind,
  experimentKind,
  runKind,
  loggedModelKind,
  registeredModelKind,
  modelVersionKind,
  evaluationKind,
  checkKind,
  documentKind,
  approvalPolicyKind,
  transitionRequestKind,
  decisionKind,
  reviewKind,
  signingKeyKind,
  logKind,
  evidencePackKind,
];

/** The nouns as what works with all of them takes them. */
export const joined = (list: readonly Kind[] = kinds): Kinds => joinKinds(list, [entryNode]);

/** Every resolver class of the schema. */
export const resolversOf = ({ list }: Kinds): ResolverClass[] => [
  ...list.flatMap(({ resolvers }) => resolvers),
  EvidenceResolver,
  AuditEntriesResolver,
  AuditLogResolver,
  EntryPlaceResolver,
  ControlsResolver,
  SearchResolver,
  LineageResolver,
];
