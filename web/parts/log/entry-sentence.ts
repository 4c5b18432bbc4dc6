import { word } from "../word/text.ts";

/** What an entry must tell for its sentence. */
interface Told {
  readonly action: string;
  readonly outcome: string;
  readonly subjects: readonly {
    readonly role: string;
    readonly type: string;
    readonly label?: string | null;
    readonly hidden: boolean;
  }[];
}

const verbs: Readonly<Record<string, string>> = {
  approveTransition: "approved the move of",
  rejectTransition: "rejected the move of",
  requestTransition: "asked to move",
  waiveGate: "waived a gate for the move of",
  evaluateGates: "evaluated the gates for the move of",
  openReview: "opened a review of the emergency move of",
  decideReview: "reviewed the emergency move of",
  lapseReview: "called overdue the review of the emergency move of",
  setRiskTier: "set the risk tier of",
  recordEvaluation: "recorded an evaluation of",
  reportCheck: "reported a check of",
  publishDocument: "published a document on",
  withdrawTransition: "took back the request for",
  applyTransition: "moved",
  setAlias: "pointed an alias at",
  removeAlias: "removed an alias of",
  createModelVersion: "registered",
  createRegisteredModel: "registered the model",
  createRun: "started the run",
  finishRun: "finished the run",
  createApprovalPolicy: "set the policy",
  updateApprovalPolicy: "changed the policy",
  retireApprovalPolicy: "retired the policy",
  addTeamMember: "added a member to",
  removeTeamMember: "removed a member of",
  createTeam: "made the team",
  createUser: "added the user",
  createServiceAccount: "added the service account",
  createApiToken: "made a token for",
  revokeApiToken: "revoked a token of",
  createInvitation: "invited",
  redeemInvitation: "took up the invitation of",
  revokeInvitation: "revoked an invitation of",
  grantOrganizationRole: "gave an organisation role to",
  revokeOrganizationRole: "took an organisation role from",
  openSession: "opened a session of",
  closeSession: "closed a session of",
  createExperiment: "made the experiment",
  deleteRegisteredModel: "deleted the model",
  renameRegisteredModel: "renamed the model",
  transferRegisteredModel: "handed over the model",
  setLifecycle: "set the stages of",
  exportEvidence: "exported the evidence of",
  setOwnershipTag: "named who answers for",
  setTag: "tagged",
  deleteTag: "removed a tag of",
  grantAccess: "shared",
  revokeAccess: "stopped sharing",
};

/** `approved the move of churn/7`: what was done, to what. What has no words of its own is told by its name. */
export const sentenceOf = ({ action, outcome, subjects }: Told): string => {
  const target =
    subjects.find(({ role, hidden }) => role === "target" && !hidden) ?? subjects.find(({ hidden }) => !hidden);
  const verb = verbs[action] ?? word(action.replace(/([A-Z])/g, " $1"));
  const tried = outcome === "ALLOWED" ? "" : outcome === "DENIED" ? "was refused: " : "failed: ";
  const known = action in verbs;
  const what =
    target?.label ?? (target === undefined ? "something hidden" : known ? "" : target.type.replaceAll("_", " "));
  return `${tried}${verb} ${what}`.trimEnd();
};
