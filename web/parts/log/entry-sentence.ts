import { word } from "../word/text.ts";

/** What an entry must tell for its sentence. */
interface Told {
  readonly action: string;
  readonly outcome: string;
  readonly subjects: readonly {
    readonly role: string;
    readonly type: string;
    readonly id?: string | null;
    readonly label?: string | null;
    readonly hidden: boolean;
  }[];
}

/** How each action is told, before what it was done to. */
export const verbs: Readonly<Record<string, string>> = {
  addLogKey: "took into use a key of",
  addPackKey: "took into use a key for evidence packs of",
  addTeamMember: "added a member to",
  applyTransition: "moved",
  approveTransition: "approved the move of",
  beginSigningKey: "began to register a signing key for",
  bootstrap: "made the first administrator of",
  changeTeamMemberRoles: "changed roles in",
  closeSession: "closed a session of",
  collectBlobs: "removed files that nothing names from",
  commitIndex: "signed the index of",
  confirmSigningKey: "confirmed a signing key of",
  createApiToken: "made a token for",
  createApprovalPolicy: "set the policy",
  createEvidencePack: "made an evidence pack of",
  createExperiment: "made the experiment",
  createInvitation: "invited",
  createLoggedModel: "logged the model",
  createModelVersion: "registered",
  createRegisteredModel: "registered the model",
  createRun: "started the run",
  createServiceAccount: "added the service account",
  createSignInLink: "made a sign-in link for",
  createTeam: "made the team",
  createUser: "added the user",
  deactivateServiceAccount: "ended the service account",
  deactivateUser: "deactivated the user",
  decideReview: "reviewed the emergency move of",
  deleteArtifacts: "deleted files of",
  deleteExperiment: "deleted the experiment",
  deleteExperimentTag: "removed a tag of the experiment",
  deleteLoggedModel: "deleted the logged model",
  deleteLoggedModelTag: "removed a tag of the logged model",
  deleteModelVersion: "deleted",
  deleteRegisteredModel: "deleted the model",
  deleteRun: "deleted the run",
  deleteRunTag: "removed a tag of the run",
  deleteSavedView: "deleted a saved view of",
  deleteTag: "removed a tag of",
  displaceVersion: "displaced",
  erasePersonalData: "erased the name of",
  evaluateGates: "evaluated the gates for the move of",
  expireTransition: "let lapse the request for",
  exportEvidence: "exported the evidence of",
  finalizeLoggedModel: "finished the logged model",
  finishRun: "finished the run",
  freezeModelVersion: "froze the record of",
  grantAccess: "shared",
  grantOrganizationRole: "gave an organisation role to",
  haltLog: "halted",
  installPolicyPack: "installed a policy pack:",
  lapseReview: "called overdue the review of the emergency move of",
  linkTeamGroup: "linked a group to",
  linkUserIdentity: "linked a sign-in to",
  logBatch: "logged values of the run",
  logInputs: "logged what went into the run",
  logLoggedModelParams: "logged parameters of the logged model",
  logModel: "logged a model of the run",
  logOutputs: "logged what came of the run",
  observeGroups: "took over the groups of",
  openIncarnation: "began a new life of",
  openReview: "opened a review of the emergency move of",
  openSession: "opened a session of",
  prepareSignature: "prepared a signature on the move of",
  publishDocument: "published a document on",
  reactivateUser: "reactivated the user",
  recordEvaluation: "recorded an evaluation of",
  recoverAdmin: "made an administrator again of",
  redeemInvitation: "took up the invitation of",
  reevaluateGates: "evaluated again the gates for the move of",
  registerSigningKey: "registered a signing key for",
  registerUser: "added the user",
  rejectTransition: "rejected the move of",
  removeAlias: "removed an alias of",
  removeOwnershipTag: "took back who answers for",
  removeTeamMember: "removed a member of",
  renameRegisteredModel: "renamed the model",
  reportCheck: "reported a check of",
  reportHardening: "reported how hard it is to change",
  requestTransition: "asked to move",
  restoreExperiment: "restored the experiment",
  restoreRun: "restored the run",
  resumeLog: "let go on",
  resumeRun: "resumed the run",
  retireApprovalPolicy: "retired the policy",
  retireLogKey: "retired a key of",
  revokeAccess: "stopped sharing",
  revokeApiToken: "revoked a token of",
  revokeInvitation: "revoked an invitation of",
  revokeOrganizationRole: "took an organisation role from",
  revokeSigningKey: "revoked a signing key of",
  rollbackSlot: "asked to give the slot back to",
  saveView: "saved a view of",
  setAlias: "pointed an alias at",
  setExperimentTag: "tagged the experiment",
  setLifecycle: "set the stages of",
  setLoggedModelTags: "tagged the logged model",
  setOwnershipTag: "named who answers for",
  setRiskTier: "set the risk tier of",
  setRunTags: "tagged the run",
  setTag: "tagged",
  transferRegisteredModel: "handed over the model",
  unlinkTeamGroup: "unlinked a group from",
  updateApprovalPolicy: "changed the policy",
  updateExperiment: "changed the experiment",
  updateModelVersion: "changed",
  updateRegisteredModel: "changed the model",
  voidTransition: "voided the request for",
  waiveGate: "waived a gate for the move of",
  withdrawTransition: "took back the request for",
};

const kindsSaid: Readonly<Record<string, string>> = { log: "the log", instance: "this service" };

/**
 * `approved the move of churn/7`: what was done, to what; `would have approved …` where it was not. What has no words of its
 * own is told by its name.
 */
export const sentenceOf = ({ action, outcome, subjects }: Told): string => {
  const target =
    readBy(action, subjects) ??
    aimOf(subjects.filter(({ role, hidden }) => role === "target" && !hidden)) ??
    subjects.find(({ hidden }) => !hidden);
  const verb = verbs[action] ?? word(action.replace(/([A-Z])/g, " $1"));
  const what =
    target?.label ??
    (target === undefined ? "something hidden" : (kindsSaid[target.type] ?? target.id ?? kindOf(action, target.type)));
  const done = `${verb} ${what}`.trimEnd();
  if (outcome === "ALLOWED") return done;
  const wanted = done.replace(/^\w+/, (first) => participles[first] ?? first);
  return `would have ${wanted}, but ${outcome === "DENIED" ? "was refused" : "failed"}`;
};

/** Of the verbs whose participle is not as their past. */
const participles: Readonly<Record<string, string>> = {
  began: "begun",
  froze: "frozen",
  gave: "given",
  took: "taken",
};

/** What was read stands in its reader's stream, and names the reader before the version. */
const readBy = (action: string, subjects: Told["subjects"]): Told["subjects"][number] | undefined =>
  action === "exportEvidence" || action === "createEvidencePack"
    ? subjects.find(({ type, hidden }) => type === "model_version" && !hidden)
    : undefined;

/** A refusal stands in its caller's stream, and names the caller before what they aimed at. */
const aimOf = (targets: Told["subjects"]): Told["subjects"][number] | undefined =>
  targets.find(({ type }) => type !== "principal") ?? targets.at(-1);

/** For what has no name that shows. */
const kindOf = (action: string, type: string): string => (action in verbs ? "" : type.replaceAll("_", " "));
