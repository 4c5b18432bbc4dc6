/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Roles to be given in a team. */
export type AddTeamMemberInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The user or service account. */
  principalId: string | number;
  /** The roles, beside those held already: 1–5. */
  roles: Array<TeamRole>;
  /** The team. */
  teamId: string | number;
};

/** Which of a metric's points stands for a run. */
export type Aggregate =
  /** The best by what the metric's name tells: `loss`, `error`, `mse`, `mae`, `perplexity`, `latency`, … in its name: lower is better; else `accuracy`, `auc`, `f1`, `precision`, `recall`, `r2`, `score`, …: higher is better; `neg` turns it round. The latest where it tells nothing. */
  | 'BEST'
  /** The latest. */
  | 'LAST'
  /** The greatest; NaN only where there is nothing else. */
  | 'MAX'
  /** The least; NaN only where there is nothing else. */
  | 'MIN';

/** Conditions on tokens; all that are given must hold. */
export type ApiTokenFilter = {
  /** `true` returns only usable tokens, `false` only ended ones; absent means both. */
  active?: boolean | null | undefined;
  /** Return only items of the principal with this handle. */
  principal?: string | null | undefined;
};

/** Conditions on approval policies; all that are given must hold. */
export type ApprovalPolicyFilter = {
  /** Include retired policies. */
  includeRetired?: boolean | null | undefined;
  /** Return only items of the registered model with this name. */
  model?: string | null | undefined;
  /** Return only policies that guard this slot, such as `Production` or `@champion`. */
  slot?: string | null | undefined;
  /** Return only items of the team with this slug. */
  team?: string | null | undefined;
};

/** What a policy covers. */
export type ApprovalPolicyScope =
  /** One registered model. */
  | 'MODEL'
  /** Every registered model. */
  | 'ORGANIZATION'
  /** The models of one team. */
  | 'TEAM';

/** What a policy covers: exactly one of the three. */
export type ApprovalPolicyScopeInput = {
  /** `true`: every registered model. */
  organization?: boolean | null | undefined;
  /** This registered model. */
  registeredModelId?: string | number | null | undefined;
  /** The models of this team. */
  teamId?: string | number | null | undefined;
};

/** Signatures that a policy asks for. */
export type ApprovalRequirementInput = {
  /** The number of signatures: 1–20. */
  count: number;
  /** The role that signs. */
  role: TeamRole;
  /** The team that the signer's role must be in; absent means the team that owns the model. */
  teamId?: string | number | null | undefined;
};

/** A signature for a request. */
export type ApproveTransitionInput = {
  /** At most 2,000 characters. */
  comment?: string | null | undefined;
  /** The request's `contentDigest` as it was shown to you. */
  contentDigest: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The meaning of the signature; the default is APPROVAL. */
  meaning?: DecisionMeaning | null | undefined;
  /** The signature with your own key, where a policy wants it. */
  signature?: SignatureInput | null | undefined;
  /** The request. */
  transitionRequestId: string | number;
};

/** Conditions on entries; all that are given must hold. */
export type AuditEntryFilter = {
  /** Return only entries of this action, such as `approveTransition`. */
  action?: string | null | undefined;
  /** Return only entries of one of these 1–50 actions. */
  actions?: Array<string> | null | undefined;
  /** Return only entries of acts by the principal with this handle. */
  actor?: string | null | undefined;
  /** Return only entries of acts that came by this door: graphql, http, mlflow-rest, cli, job. */
  channel?: string | null | undefined;
  /** At this instant or later. */
  from?: string | null | undefined;
  /** Return only entries that touch the registered model with this name now, its versions included. Where you read no such model, nothing matches. */
  model?: string | null | undefined;
  /** Return only entries with this outcome. */
  outcome?: AuditOutcome | null | undefined;
  /** Return only entries of this stream, `kind:id`. Where you do not read the stream, nothing matches. */
  stream?: string | null | undefined;
  /** Return only entries that touch this thing. For a model, entries of its versions are included. */
  subjectId?: string | number | null | undefined;
  /** Before this instant. */
  to?: string | null | undefined;
  /** Return only entries that touch the version of this number of `model`. */
  version?: number | null | undefined;
};

/** The outcome of an act. */
export type AuditOutcome =
  /** It succeeded. */
  | 'ALLOWED'
  /** A right or a rule refused it. */
  | 'DENIED'
  /** It failed. */
  | 'FAILED';

/** A key to be registered as one's own. */
export type BeginSigningKeyInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** What holds it. */
  kind: SigningKeyKind;
  /** The name to show: 1–256 characters. */
  name: string;
};

/** A metric, and which of its values are better. */
export type BestChildOrder = {
  /** Which values are better. */
  direction: MetricDirection;
  /** The metric's key. */
  metric: string;
};

/** Which values of a metric a gate takes for better. */
export type BetterValue =
  /** Higher values, as of an accuracy. */
  | 'HIGHER'
  /** Lower values, as of a loss. */
  | 'LOWER';

/** The version is better than the one that holds a slot, both evaluated on the same data. */
export type ChampionGateInput = {
  /** The slot whose holder is the champion: an exclusive stage or an alias; absent means the slot to enter. */
  against?: string | null | undefined;
  /** On which data; absent means whatever the version was evaluated on last. */
  dataset?: DatasetSelectorInput | null | undefined;
  /** Which values are better. */
  direction: BetterValue;
  /** The evaluator of both; absent means everybody who may contribute to the model. */
  evaluator?: EvaluatorInput | null | undefined;
  /** The improvement required; 0 asks for any, a negative one allows to be worse by that much. */
  margin?: number | null | undefined;
  /** The metric; absent where scores are paired. */
  metric?: string | null | undefined;
  /** Scores of single rows, in place of a metric. */
  paired?: PairedScoresInput | null | undefined;
  /** Whether the margin is a part of the champion's absolute value. */
  relative?: boolean | null | undefined;
  /** What it says where there is no champion; absent means PASS. */
  without?: WithoutChampion | null | undefined;
};

/** The roles that a member shall hold. */
export type ChangeTeamMemberRolesInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The member. */
  principalId: string | number;
  /** Exactly these roles: 1–5. */
  roles: Array<TeamRole>;
  /** The team. */
  teamId: string | number;
};

/** What a check that has ended found. */
export type CheckConclusion =
  /** It does not pass. */
  | 'FAILURE'
  /** It says neither. */
  | 'NEUTRAL'
  /** It passes. */
  | 'SUCCESS';

/** A machine has reported that a check of the version succeeded. */
export type CheckGateInput = {
  /** Hours that the report may be old: 1–87,600; absent means any. */
  maxAgeHours?: number | null | undefined;
  /** The check's name: 1–250 characters. */
  name: string;
  /** The principals whose reports count, 1–50; they may report it without contributing. */
  reportedBy: Array<string | number>;
};

/** How far a check has come. */
export type CheckStatus =
  /** It has ended; it does not go back. */
  | 'COMPLETED'
  /** It has begun. */
  | 'IN_PROGRESS';

/** A column of a table of runs. */
export type ColumnInput = {
  /** The metric's or param's key. */
  key: string;
  /** What stands in it. */
  kind: ColumnKind;
};

/** What stands in a column of a table of runs. */
export type ColumnKind =
  /** A metric of each run. */
  | 'METRIC'
  /** A param of each run. */
  | 'PARAM';

/** A key to be confirmed as its owner's. */
export type ConfirmSigningKeyInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The key. */
  signingKeyId: string | number;
};

/** What the records of a version say of a control. Whether a regime is met is for people to say. */
export type ControlState =
  /** All that the pack names was there; its evidence says so. */
  | 'MET'
  /** Records alone cannot say: a person must judge. */
  | 'NEEDS_HUMAN'
  /** Something that the pack names was not there. */
  | 'NOT_MET';

/** A new API token: never stronger than the one it is minted with. */
export type CreateApiTokenInput = {
  /** When it ends: in the future, at most 366 days away. */
  expiresAt: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The only registered models it is good for: 1–1,000; absent: the minting token's restriction, if any. */
  modelIds?: Array<string | number> | null | undefined;
  /** Its purpose: 1–256 characters. */
  name: string;
  /** The bearer; absent: oneself. For others: see the mutation. */
  principalId?: string | number | null | undefined;
  /** The scopes that it may be used for: 1–6 of them. */
  scopes: Array<TokenScope>;
};

/** A new approval policy. */
export type CreateApprovalPolicyInput = {
  /** Tag keys whose values the approval binds; at most 50. */
  boundTags?: Array<string> | null | undefined;
  /** On what terms an emergency goes through; absent means that none does. */
  emergency?: EmergencyTermsInput | null | undefined;
  /** Hours that a request stays open: 1–8,760; default 168. */
  expiresAfterHours?: number | null | undefined;
  /** What must hold of a version before it enters; at most 20. */
  gates?: Array<GateInput> | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** 1–256 characters. */
  name: string;
  /** Who must sign: 1–10 requirements; none only where there is a gate. */
  requirements: Array<ApprovalRequirementInput>;
  /** Hours within which a rollback need not pass the gates again: 0–8,760; default 168. */
  rollbackWithinHours?: number | null | undefined;
  /** The team, model or organisation that it covers. */
  scope: ApprovalPolicyScopeInput;
  /** Who may not sign; by default nobody is excluded. */
  separationOfDuties?: Array<SeparationOfDuties> | null | undefined;
  /** With which keys decisions are signed; default NONE. */
  signing?: PolicySigning | null | undefined;
  /** Slots to guard: `Production`, `@champion`; 1–50. */
  slots: Array<string>;
  /** Only models of these risk tiers; a model without one counts as HIGH. By default every model. */
  tiers?: Array<RiskTier> | null | undefined;
};

/** The evidence pack to make. */
export type CreateEvidencePackInput = {
  /** Path of the version's artifact that is its model card, which the pack then holds. */
  card?: string | null | undefined;
  /** Personal data to open; absent: none. */
  disclose?: Array<Disclosure> | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The version that it is about. */
  modelVersionId: string | number;
};

/** Somebody to be invited. */
export type CreateInvitationInput = {
  /** When it ends: in the future, at most 7 days away; absent: in 7 days. */
  expiresAt?: string | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The user: active, no service account. */
  principalId: string | number;
};

/** A new account for a program. */
export type CreateServiceAccountInput = {
  /** The name to show: 1–256 characters. */
  displayName: string;
  /** 1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique. */
  handle: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** Roles in that team; absent: none. */
  roles?: Array<TeamRole> | null | undefined;
  /** The team that owns it: its owners manage its tokens. */
  teamId: string | number;
};

/** A new team. */
export type CreateTeamInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The name to show: 1–256 characters. */
  name: string;
  /** 1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique. */
  slug: string;
};

/** A new user. */
export type CreateUserInput = {
  /** The name to show: 1–256 characters, no white space around it, no control, bidirectional or zero-width ones. */
  displayName: string;
  /** E-mail address; never used to join accounts. */
  email?: string | null | undefined;
  /** 1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique, never given to another. */
  handle: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The identity provider's subject that signs in as this user. */
  identity?: IdentityInput | null | undefined;
};

/** A condition that one of the run's data sets meets. */
export type DatasetCondition = {
  /** The part of the data set to test. */
  field: DatasetField;
  /** How to compare. The default is EQUAL, or IN when `values` is given. */
  operator?: TextOperator | null | undefined;
  /** The text to compare with: at most 20,000 characters. */
  value?: string | null | undefined;
  /** The texts to compare with, for IN and NOT_IN: 1–100 of them. */
  values?: Array<string> | null | undefined;
};

/** What a data set is found by. */
export type DatasetField =
  /** The role that it had for the run. */
  | 'CONTEXT'
  /** Its digest. */
  | 'DIGEST'
  /** Its name. */
  | 'NAME';

/** The data set of an evaluation. */
export type DatasetSelectorInput = {
  /** Its digest; absent means the newest of that name. */
  digest?: string | null | undefined;
  /** Its name. */
  name: string;
};

/** A service account to be deactivated. */
export type DeactivateServiceAccountInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The service account. */
  principalId: string | number;
  /** The reason: 1–2,000 characters. */
  reason?: string | null | undefined;
};

/** A user to be deactivated. */
export type DeactivateUserInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The user. */
  principalId: string | number;
  /** The reason: 1–2,000 characters. */
  reason?: string | null | undefined;
};

/** A decision on the review of an emergency. */
export type DecideReviewInput = {
  /** The reason: 1–2,000 characters. */
  comment: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The review. */
  reviewId: string | number;
  /** The signature with your own key, where a policy wants it. */
  signature?: SignatureInput | null | undefined;
  /** The vote. */
  verdict: ReviewVerdict;
};

/** The meaning of a signature (21 CFR 11.50(a)(3)). */
export type DecisionMeaning =
  /** I approve this. */
  | 'APPROVAL'
  /** I made this. */
  | 'AUTHORSHIP'
  /** I answer for this. */
  | 'RESPONSIBILITY'
  /** I have read this. */
  | 'REVIEW'
  /** I have tested this. */
  | 'VALIDATION';

/** The vote of a signature. */
export type DecisionVerdict =
  /** Approve the move. */
  | 'APPROVE'
  /** Confirm an emergency that was applied. */
  | 'CONFIRM'
  /** Overturn an emergency that was applied. */
  | 'OVERTURN'
  /** Reject the move. */
  | 'REJECT'
  /** Waive a gate. */
  | 'WAIVE';

/** A view to be deleted. */
export type DeleteSavedViewInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The view: one of yours. */
  savedViewId: string | number;
};

/** Whether deleted things are shown. */
export type DeletionFilter =
  /** Live and deleted things. */
  | 'ALL'
  /** Things that are deleted; a run is deleted with its experiment. */
  | 'DELETED'
  /** Things that are not deleted. */
  | 'LIVE';

/** How high the console's rows are. */
export type Density =
  /** As many as fit. */
  | 'COMPACT'
  /** With room between them. */
  | 'ROOMY';

/** Personal data that an evidence pack opens; see docs/audit-log.md. */
export type Disclosure =
  /** Who people are: handles, names, addresses. */
  | 'NAME'
  /** Where acts came from: addresses and user agents. For auditors and administrators. */
  | 'NETWORK'
  /** Reasons and comments in people's own words. */
  | 'TEXT';

/** A file of a run, as a document's text. */
export type DocumentArtifactInput = {
  /** The file's path: text in UTF-8, at most 1 MiB. It is copied. */
  path: string;
  /** The run, by its id here (`run_…`) or MLflow's; you must read it. */
  runId: string | number;
};

/** A document is published, by the right person, with some fields filled. */
export type DocumentGateInput = {
  /** Paths of fields that must be filled, as `metrics.auc`. */
  fields?: Array<string> | null | undefined;
  /** Whether neither requester nor author may have published it, nor by their credential; absent means true. */
  independent?: boolean | null | undefined;
  /** Its kind: `VALIDATION_REPORT`. */
  kind: string;
  /** Hours that the revision may be old; absent means any. */
  maxAgeHours?: number | null | undefined;
  /** The role that its publisher must hold, and may then publish it; absent means any. */
  publishedBy?: DocumentPublisherInput | null | undefined;
  /** The thing that it is of; absent means the version. */
  subject?: TagSubject | null | undefined;
};

/** The role that the publisher of a document must hold. */
export type DocumentPublisherInput = {
  /** The role, not given by themself. */
  role: TeamRole;
  /** The team of the role; absent means the team that owns the model. */
  teamId?: string | number | null | undefined;
};

/** An emergency in which a move is asked for. */
export type EmergencyInput = {
  /** An http(s) URL of the incident. */
  incidentUrl?: string | null | undefined;
  /** The reason why it cannot wait: 1–2,000 characters. */
  reason: string;
};

/** On what terms a policy lets an emergency through. */
export type EmergencyTermsInput = {
  /** The signatures that an emergency needs: 1–10 requirements. */
  requirements: Array<ApprovalRequirementInput>;
  /** Hours after its application within which it is reviewed: 1–8,760. */
  reviewWithinHours: number;
};

/** Where an evaluation stands. */
export type EvaluationSource =
  /** The version's own frozen record. */
  | 'FROZEN'
  /** A metric that a run logged of the version's logged model, with the data set. */
  | 'LOGGED_MODEL'
  /** A value recorded with `recordEvaluation`. */
  | 'RECORDED'
  /** A run whose tag `mlflow.datasets` names the version's model: what `mlflow.evaluate` leaves. */
  | 'RUN_DATASETS'
  /** A run whose tag `countersign.evaluates` names the version. */
  | 'RUN_TAG';

/** The evaluator that a gate accepts. */
export type EvaluatorInput = {
  /** Whether nobody behind the version may have written to that run. */
  independent?: boolean | null | undefined;
  /** The run belongs to an experiment of this team. */
  teamId?: string | number | null | undefined;
};

/** Conditions on experiments; all that are given must hold. */
export type ExperimentFilter = {
  /** When it was made. */
  createdAt?: TimeRange | null | undefined;
  /** Whether to return deleted items; the default is LIVE. */
  deletion?: DeletionFilter | null | undefined;
  /** A condition on its name. */
  name?: TextCondition | null | undefined;
  /** Conditions on its tags; all of them must hold. */
  tags?: Array<KeyCondition> | null | undefined;
  /** Return only items of the team with this slug. */
  team?: string | null | undefined;
  /** Return only items with this visibility. */
  visibility?: ExperimentVisibility | null | undefined;
};

/** Who may read an experiment and all that is in it, besides admins and auditors. */
export type ExperimentVisibility =
  /** Every active principal. */
  | 'ORGANIZATION'
  /** The members of its team. */
  | 'TEAM';

/** The frozen manifest has some files, has none of some, and is not too large: at least one of them, at most 50 globs of 200 characters. */
export type FilesGateInput = {
  /** Globs that no file may match. */
  forbid?: Array<string> | null | undefined;
  /** Bytes of all files at the most. */
  maxBytes?: number | string | null | undefined;
  /** Globs that a file must match, each: `*` within a part of the path, `**` over parts, `?` one character. */
  require?: Array<string> | null | undefined;
};

/** A condition that a version must meet before it enters a slot: exactly one of metric, champion, groups, tag, check, document, signature, files, provenance. */
export type GateInput = {
  /** A gate of kind champion. */
  champion?: ChampionGateInput | null | undefined;
  /** A gate of kind check. */
  check?: CheckGateInput | null | undefined;
  /** A gate of kind document. */
  document?: DocumentGateInput | null | undefined;
  /** A gate of kind files. */
  files?: FilesGateInput | null | undefined;
  /** A gate of kind groups. */
  groups?: GroupsGateInput | null | undefined;
  /** Its key: 1–64 of a–z, 0–9 and `-`, once in its policy. */
  key: string;
  /** A gate of kind metric. */
  metric?: MetricGateInput | null | undefined;
  /** A gate of kind provenance. */
  provenance?: ProvenanceGateInput | null | undefined;
  /** A gate of kind signature. */
  signature?: SignatureGateInput | null | undefined;
  /** A gate of kind tag. */
  tag?: TagGateInput | null | undefined;
  /** What people call it. */
  title?: string | null | undefined;
  /** Who may waive it when it does not pass; at most 10 requirements. Absent means nobody. */
  waivableBy?: Array<ApprovalRequirementInput> | null | undefined;
};

/** What a gate says of a version. */
export type GateVerdict =
  /** Its inputs say no, or cannot be read. */
  | 'FAILED'
  /** Its inputs say yes. */
  | 'PASSED'
  /** An input is missing, too old or by the wrong person, and may still come. */
  | 'PENDING'
  /** A rollback to a version that had passed it not long ago. */
  | 'SKIPPED'
  /** Somebody who may has waived it. */
  | 'WAIVED';

/** A gate to be waived. */
export type GateWaiverInput = {
  /** The gate's key. */
  gateKey: string;
  /** The policy. */
  policyId: string | number;
  /** The reason: 1–2,000 characters. */
  reason: string;
};

/** A role over the whole organisation to be given. */
export type GrantOrganizationRoleInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The user or service account. */
  principalId: string | number;
  /** The role. */
  role: OrganizationRole;
};

/** The most that a grant gives: each member of the other team gets those of their own roles that it includes. */
export type GrantRole =
  /** Create versions, tag, ask for transitions. */
  | 'CONTRIBUTOR'
  /** Move unguarded slots; without a list of slots also rename and delete. */
  | 'MAINTAINER'
  /** Read only. */
  | 'VIEWER';

/** A metric is alike and good enough in all groups: the metrics `<metric>/<attribute>:<group>` of one evaluation run. At least one of minRatio, maxDifference, minEach, maxEach. */
export type GroupsGateInput = {
  /** The attribute that the groups are of: `age`. 1–100 characters without a colon. */
  attribute: string;
  /** On which data; absent means whatever the version was evaluated on last. */
  dataset?: DatasetSelectorInput | null | undefined;
  /** The evaluator; absent means everybody who may contribute to the model. */
  evaluator?: EvaluatorInput | null | undefined;
  /** The most that the largest value may be above the smallest. */
  maxDifference?: number | null | undefined;
  /** The greatest value of each group. */
  maxEach?: number | null | undefined;
  /** The metric. */
  metric: string;
  /** The least value of each group. */
  minEach?: number | null | undefined;
  /** The least `count/<attribute>:<group>` of each group; absent means that nobody need tell it. */
  minGroupSize?: number | null | undefined;
  /** The least part of the largest value that the smallest may be: above 0, at most 1. */
  minRatio?: number | null | undefined;
};

/** A subject of the identity provider, as its tokens name it. */
export type IdentityInput = {
  /** The identity provider: `iss` in its tokens; at most 2,000 characters. */
  issuer: string;
  /** The person: `sub` in its tokens; at most 255 characters. */
  subject: string;
};

/** A pack to install. */
export type InstallPolicyPackInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The pack: `sr-26-2`. */
  packId: string;
  /** Its version. */
  packVersion: string;
  /** The team, model or organisation that its policies cover. */
  scope: ApprovalPolicyScopeInput;
  /** A team for each of the names that the pack uses; absent: it uses none. */
  teams?: Array<PackTeamInput> | null | undefined;
};

/** A condition on the param or tag with this key. With the key alone, it must exist. */
export type KeyCondition = {
  /** The whole key: 1–250 characters. */
  key: string;
  /** How to compare. The default is EQUAL, or IN when `values` is given. */
  operator?: TextOperator | null | undefined;
  /** The text to compare with: at most 20,000 characters. */
  value?: string | null | undefined;
  /** The texts to compare with, for IN and NOT_IN: 1–100 of them. */
  values?: Array<string> | null | undefined;
};

/** Which way a lineage is followed. */
export type LineageDirection =
  /** Each of the two ways; not the ways back from what was found. */
  | 'BOTH'
  /** What came of it, and what came of that. */
  | 'DOWNSTREAM'
  /** What it came from, and what that came from. */
  | 'UPSTREAM';

/** The kind of a thing in a lineage. */
export type LineageKind =
  /** A data set, the same one wherever name and digest are the same. */
  | 'DATASET'
  /** A logged model. */
  | 'LOGGED_MODEL'
  /** A registered model. */
  | 'MODEL'
  /** A run. */
  | 'RUN'
  /** A stage or an alias of a model. */
  | 'SLOT'
  /** A version of a registered model. */
  | 'VERSION';

/** What one thing in a lineage gave to the next. */
export type LineageRole =
  /** The version was copied into the other. */
  | 'COPIED_TO'
  /** The run evaluated the version: its tag `countersign.evaluates` or `mlflow.datasets` says so, or values were recorded of it. A version that the tag names by the `model_uuid` of its `MLmodel` is found from the version alone. */
  | 'EVALUATED_BY'
  /** The version held the slot once. */
  | 'HELD'
  /** The version, or a version of the model, holds the slot now. */
  | 'HOLDS'
  /** A run, or a version without a run that shows, took this data set or logged model in. */
  | 'INPUT'
  /** A run made the logged model or the version, or a version was made from the logged model. */
  | 'MADE'
  /** The run is nested in the other. */
  | 'NESTED_IN'
  /** The version belongs to the model. */
  | 'VERSION_OF';

/** A group of the identity provider whose members shall hold roles in a team. */
export type LinkTeamGroupInput = {
  /** The group, as the identity provider's tokens name it: 1–256 characters. */
  group: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** Exactly these roles: 1–5. */
  roles: Array<TeamRole>;
  /** The team. */
  teamId: string | number;
};

/** How somebody outside who keeps the log's checkpoints stands. */
export type LogKeeperState =
  /** It has the checkpoint of `size` leaves. */
  | 'CONFIRMED'
  /** It knows a history that the database does not go on from: the log is halted. */
  | 'CONFLICT'
  /** It has confirmed a checkpoint, and has it no more. */
  | 'LOST'
  /** It has none of this log yet. */
  | 'NEW'
  /** It answers, and does not take the checkpoint; it is asked again. */
  | 'REFUSED'
  /** It does not answer; it is asked again. */
  | 'UNREACHABLE';

/** Whether the log is extended and signed. */
export type LogState =
  /** Something does not fit what was there before: nothing is added until it does. */
  | 'HALTED'
  /** No sequencer runs; entries wait. */
  | 'OFF'
  /** A sequencer extends and signs it. */
  | 'SIGNING';

/** What a logged model is to a run. */
export type LoggedModelRole =
  /** The run used it. */
  | 'INPUT'
  /** The run made it. */
  | 'OUTPUT';

/** A condition on a metric's latest value. With the key alone, the metric must exist. */
export type MetricCondition = {
  /** The whole key: 1–250 characters. */
  key: string;
  /** How to compare. The default is EQUAL. */
  operator?: NumberOperator | null | undefined;
  /** The number to compare with; not NaN. */
  value?: number | string | null | undefined;
};

/** Which values of a metric are better. */
export type MetricDirection =
  /** Higher values are better, as for an accuracy. */
  | 'HIGHER_IS_BETTER'
  /** Lower values are better, as for a loss. */
  | 'LOWER_IS_BETTER';

/** The value of a metric lies within bounds, both inclusive. */
export type MetricGateInput = {
  /** On which data; absent means the metric that the version froze. */
  dataset?: DatasetSelectorInput | null | undefined;
  /** The evaluator; absent means everybody who may contribute to the model. */
  evaluator?: EvaluatorInput | null | undefined;
  /** The metric. */
  key: string;
  /** The greatest value. */
  max?: number | null | undefined;
  /** The least value. */
  min?: number | null | undefined;
};

/** Conditions on versions; all that are given must hold. */
export type ModelVersionFilter = {
  /** Return only versions that this alias points at now; “@” may be left out. */
  alias?: string | null | undefined;
  /** Return only versions that the principal with this handle made. */
  createdBy?: string | null | undefined;
  /** Return only versions that were made then or later. */
  from?: string | null | undefined;
  /** Include deleted items that you may read. */
  includeDeleted?: boolean | null | undefined;
  /** Conditions on the metrics that the version froze; all of them must hold; 1–20 of them. */
  metrics?: Array<MetricCondition> | null | undefined;
  /** Return only items of the registered model with this name. */
  model?: string | null | undefined;
  /** Return only versions whose model carries every one of these tags; at most 10. */
  modelTags?: Array<TagFilter> | null | undefined;
  /** Conditions on the params that the version froze; all of them must hold; 1–20 of them. */
  params?: Array<KeyCondition> | null | undefined;
  /** Return only versions that name this run, by its id here (`run_…`) or by MLflow's. */
  runId?: string | null | undefined;
  /** Return only versions that are in this stage now; `None` means in no other stage. */
  stage?: string | null | undefined;
  /** Return only versions that carry every one of these tags themselves; at most 10. */
  tags?: Array<TagFilter> | null | undefined;
  /** Return only items whose model belongs to the team with this slug. */
  team?: string | null | undefined;
  /** Return only the version with this whole id, the versions of the model with this whole id, or those of models whose name has words that begin so, in any case; a number at the end is the version's: `churn 7`. */
  text?: string | null | undefined;
  /** Return only versions that were made before this instant. */
  to?: string | null | undefined;
  /** Return only versions with this number. */
  version?: number | null | undefined;
};

/** The order of versions. */
export type ModelVersionOrder = {
  /** The direction; the default is ASC. */
  direction?: OrderDirection | null | undefined;
  /** What to order by. */
  field: ModelVersionOrderField;
};

/** What versions are ordered by. */
export type ModelVersionOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By the model's name, then by number. */
  | 'NAME'
  /** By number; in a list over several models, by the model's name first. */
  | 'VERSION';

/** Who may read a registered model, besides admins and auditors. */
export type ModelVisibility =
  /** Every active principal. */
  | 'ORGANIZATION'
  /** The members of its team, and of teams it is granted to. */
  | 'TEAM';

/** How a metric's latest value compares. NaN passes NOT_EQUAL and EXISTS; what is not there only MISSING. */
export type NumberOperator =
  /** It equals `value`. */
  | 'EQUAL'
  /** It exists. */
  | 'EXISTS'
  /** It is greater than `value`. */
  | 'GREATER'
  /** It is greater than or equal to `value`. */
  | 'GREATER_OR_EQUAL'
  /** It is less than `value`. */
  | 'LESS'
  /** It is less than or equal to `value`. */
  | 'LESS_OR_EQUAL'
  /** It does not exist. */
  | 'MISSING'
  /** It exists and differs from `value`. */
  | 'NOT_EQUAL';

/** The direction of an order. */
export type OrderDirection =
  /** The lowest value first. */
  | 'ASC'
  /** The highest value first. */
  | 'DESC';

/** A role over the whole organisation. */
export type OrganizationRole =
  /** Manages users, teams and settings, and reads all; neither moves nor signs by it. */
  | 'ADMIN'
  /** Reads everything, deleted things and the audit log too. */
  | 'AUDITOR'
  /** Resolves and downloads every model. */
  | 'RESOLVER';

/** A current ownership tag that the model carries; all given conditions hold of the same one. */
export type OwnershipFilter = {
  /** `OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL` or a custom key. */
  key?: string | null | undefined;
  /** One of these keys, at most 20. */
  keys?: Array<string> | null | undefined;
  /** The tag points at the user with this handle. */
  principal?: string | null | undefined;
  /** The tag points at the team with this slug. */
  team?: string | null | undefined;
};

/** How the rules that a pack is about stand. */
export type PackStatus =
  /** They apply. */
  | 'IN_FORCE'
  /** Others have taken their place: the pack reads the records of then. */
  | 'SUPERSEDED'
  /** They will apply. */
  | 'UPCOMING';

/** Who a team is that a pack names. */
export type PackTeamInput = {
  /** The name within the pack. */
  name: string;
  /** The team. */
  teamId: string | number;
};

/** Scores of single rows, compared row by row: the mean improvement, less what chance allows. */
export type PairedScoresInput = {
  /** One-sided, between 0.5 and 1; absent means 0.95. */
  confidence?: number | null | undefined;
  /** The column that says which row is which. */
  row: string;
  /** The column of the score. */
  score: string;
  /** The file in both evaluation runs, as `mlflow.log_table` names it. */
  table: string;
};

/** With which keys decisions are signed under a policy; see docs/signing.md. */
export type PolicySigning =
  /** With none: the credential says who signs. */
  | 'NONE'
  /** With a confirmed key of the signer's own. */
  | 'OWN_KEY'
  /** With such a key, in a device that had its user verified, by PIN or finger. */
  | 'USER_VERIFIED';

/** A decision to be signed: in the words in which it will be given. */
export type PrepareSignatureInput = {
  /** The comment or reason that the decision gives. */
  comment?: string | null | undefined;
  /** Of WAIVE: the gate. */
  gate?: SignedGateInput | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** Of APPROVE: its meaning; the default is APPROVAL. */
  meaning?: DecisionMeaning | null | undefined;
  /** The key to sign with: a confirmed one of your own. */
  signingKeyId: string | number;
  /** The request. */
  transitionRequestId: string | number;
  /** The vote. */
  verdict: DecisionVerdict;
};

/** What a principal is. */
export type PrincipalKind =
  /** A program, owned by a team; it never signs. */
  | 'SERVICE_ACCOUNT'
  /** The service itself: what it did by itself. */
  | 'SYSTEM'
  /** A person. */
  | 'USER';

/** The frozen record names where the version comes from: at least one of them is true. */
export type ProvenanceGateInput = {
  /** Whether it must name a source commit. */
  commit?: boolean | null | undefined;
  /** Whether it must have a file of pinned dependencies, as MLflow logs them. */
  environment?: boolean | null | undefined;
  /** Whether it must name a data set with context training. */
  trainingData?: boolean | null | undefined;
};

/** A document: exactly one of `content` and `artifact`. */
export type PublishDocumentInput = {
  /** The file that has its text. */
  artifact?: DocumentArtifactInput | null | undefined;
  /** Its text in Markdown: at most 1 MiB in UTF-8. */
  content?: string | null | undefined;
  /** The newest revision as you know it, 0 for none; another one is refused with CONFLICT. */
  expectedRevision?: number | null | undefined;
  /** What it says field by field: at most 200 fields, by dotted paths or as objects within objects. */
  fields?: Record<string, unknown> | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** MODEL_CARD, VALIDATION_REPORT, FAIRNESS_AUDIT, IMPACT_ASSESSMENT, DATA_SHEET, MONITORING_PLAN, or one of your own: 1–40 of A–Z, 0–9 and `_`. */
  kind: string;
  /** The registered model or version. */
  subjectId: string | number;
  /** 1–256 characters. */
  title: string;
};

/** A user to be let in again. */
export type ReactivateUserInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The user. */
  principalId: string | number;
  /** The reason: 1–2,000 characters. */
  reason?: string | null | undefined;
};

/** A request whose gates are to be evaluated now. */
export type ReevaluateGatesInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The request. */
  transitionRequestId: string | number;
};

/** A key's answer to its challenge. */
export type RegisterSigningKeyInput = {
  /** The challenge. */
  challengeId: string | number;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** Of SSH: the challenge's signature, from BEGIN to END SSH SIGNATURE. */
  ssh?: string | null | undefined;
  /** Of WEBAUTHN: the new credential, as its `toJSON()` gives it. One of the two. */
  webauthn?: Record<string, unknown> | null | undefined;
};

/** Conditions on registered models; all that are given must hold. */
export type RegisteredModelFilter = {
  /** `true` returns only models of which a request to move a version is pending, `false` only those without; absent means both. */
  hasOpenRequests?: boolean | null | undefined;
  /** Return only models of which a version is in this stage or has this alias now: `Production`, `@champion`. */
  holds?: string | null | undefined;
  /** Include deleted items that you may read. */
  includeDeleted?: boolean | null | undefined;
  /** Return only models whose name contains this text, in upper or lower case. */
  nameContains?: string | null | undefined;
  /** Return only models whose current OWNER is the team with this slug, or the user `@handle`. */
  ownedBy?: string | null | undefined;
  /** Return only models with a current ownership tag like this. */
  ownership?: OwnershipFilter | null | undefined;
  /** Return only models of this risk tier; HIGH finds those without one, too. */
  riskTier?: RiskTier | null | undefined;
  /** Return only items that carry every one of these tags; at most 10. */
  tags?: Array<TagFilter> | null | undefined;
  /** Return only items of the team with this slug. */
  team?: string | null | undefined;
  /** Return only the model with this whole id, or models whose name has words that begin so, in any order and case. */
  text?: string | null | undefined;
  /** Return only items with this visibility. */
  visibility?: ModelVisibility | null | undefined;
};

/** The order of registered models. */
export type RegisteredModelOrder = {
  /** The direction; the default is ASC. */
  direction?: OrderDirection | null | undefined;
  /** What to order by. */
  field: RegisteredModelOrderField;
};

/** What registered models are ordered by. */
export type RegisteredModelOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By `lastActivityAt`. */
  | 'LAST_ACTIVITY'
  /** By name, in the order of its code points. */
  | 'NAME'
  /** By the time of the last change. */
  | 'UPDATED_AT';

/** A signature against a request. */
export type RejectTransitionInput = {
  /** The reason: 1–2,000 characters. */
  comment: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The signature with your own key, where a policy wants it. */
  signature?: SignatureInput | null | undefined;
  /** The request. */
  transitionRequestId: string | number;
};

/** A member to be removed. */
export type RemoveTeamMemberInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The member. */
  principalId: string | number;
  /** The team. */
  teamId: string | number;
};

/** A move asked for. */
export type RequestTransitionInput = {
  /** An emergency: gates are recorded and hold nothing, those sign whom the policies name for it, and a review follows. It voids an open ordinary request. */
  emergency?: EmergencyInput | null | undefined;
  /** The version that you believe holds the slot, 0 for none. */
  expectedHolder?: number | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The version to move. */
  modelVersionId: string | number;
  /** The reason: 1–2,000 characters. */
  reason: string;
  /** An http(s) URL of a ticket. */
  ticketUrl?: string | null | undefined;
  /** Where to: a stage (`Production`, any case) or an alias (`@champion`). */
  to: string;
  /** Gates that it asks to waive: it opens though they fail. Each must have somebody who may waive it. None in an emergency, in which gates hold nothing. */
  waivers?: Array<GateWaiverInput> | null | undefined;
};

/** The end of a policy. */
export type RetireApprovalPolicyInput = {
  /** The policy. */
  approvalPolicyId: string | number;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The reason. */
  reason?: string | null | undefined;
};

/** How far the review of an emergency has come. */
export type ReviewState =
  /** The ordinary requirements have confirmed the move. */
  | 'CONFIRMED'
  /** It is to be decided. */
  | 'OPEN'
  /** It is to be decided, and too late; until then the model has no further emergency. */
  | 'OVERDUE'
  /** Somebody who could have confirmed the move has overturned it. */
  | 'OVERTURNED';

/** The vote on an emergency that was applied. */
export type ReviewVerdict =
  /** The move was right. */
  | 'CONFIRM'
  /** The move was wrong: the slot is to be given back. */
  | 'OVERTURN';

/** A token to be ended. */
export type RevokeApiTokenInput = {
  /** The token. */
  apiTokenId: string | number;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
};

/** An invitation to be taken back. */
export type RevokeInvitationInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The invitation. */
  invitationId: string | number;
};

/** A role over the whole organisation to be taken. */
export type RevokeOrganizationRoleInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The user or service account. */
  principalId: string | number;
  /** The role. */
  role: OrganizationRole;
};

/** A key to be ended. */
export type RevokeSigningKeyInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The reason: 1–2,000 characters. */
  reason: string;
  /** The key. */
  signingKeyId: string | number;
};

/** How much harm a model can do if it is wrong, as its organisation classifies models. */
export type RiskTier =
  /** The most; a model that nobody has classified counts as this. */
  | 'HIGH'
  /** The least. */
  | 'LOW'
  /** Some. */
  | 'MEDIUM';

/** What a run must meet; all given conditions hold together. */
export type RunCondition = {
  /** Every one of these holds: 1–20 of them. In all, conditions nest at most 4 deep and make at most 50 tests. */
  and?: Array<RunCondition> | null | undefined;
  /** Conditions on its data sets; for each of them, some data set must meet it. */
  datasets?: Array<DatasetCondition> | null | undefined;
  /** When it ended; a run that goes on passes none. */
  endTime?: TimeRange | null | undefined;
  /** Conditions on its metrics; all of them must hold. */
  metrics?: Array<MetricCondition> | null | undefined;
  /** A condition on its name. */
  name?: TextCondition | null | undefined;
  /** The condition must not hold. */
  not?: RunCondition | null | undefined;
  /** One of these holds: 1–20 of them. In all, conditions nest at most 4 deep and make at most 50 tests. */
  or?: Array<RunCondition> | null | undefined;
  /** Conditions on its params; all of them must hold. */
  params?: Array<KeyCondition> | null | undefined;
  /** When it began. */
  startTime?: TimeRange | null | undefined;
  /** Return only items with one of these statuses. */
  status?: Array<RunStatus> | null | undefined;
  /** Conditions on its tags; all of them must hold. */
  tags?: Array<KeyCondition> | null | undefined;
  /** A condition on the user that its client named. */
  user?: TextCondition | null | undefined;
};

/** Conditions on runs; all that are given must hold. */
export type RunFilter = {
  /** Every one of these holds: 1–20 of them. In all, conditions nest at most 4 deep and make at most 50 tests. */
  and?: Array<RunCondition> | null | undefined;
  /** Conditions on its data sets; for each of them, some data set must meet it. */
  datasets?: Array<DatasetCondition> | null | undefined;
  /** Whether to return deleted items; the default is LIVE. */
  deletion?: DeletionFilter | null | undefined;
  /** When it ended; a run that goes on passes none. */
  endTime?: TimeRange | null | undefined;
  /** In these experiments, by their ids here or MLflow's; at most 100, those that you may not read are left out. Absent: in all that you read, which may be 1,000. */
  experimentIds?: Array<string | number> | null | undefined;
  /** Runs, too, that do not meet the conditions themselves, but in which a run is nested, at any depth, that does. `experimentIds`, `rootsOnly` and `parent` are asked of the run that is returned. */
  matchChildren?: boolean | null | undefined;
  /** Conditions on its metrics; all of them must hold. */
  metrics?: Array<MetricCondition> | null | undefined;
  /** A condition on its name. */
  name?: TextCondition | null | undefined;
  /** The condition must not hold. */
  not?: RunCondition | null | undefined;
  /** One of these holds: 1–20 of them. In all, conditions nest at most 4 deep and make at most 50 tests. */
  or?: Array<RunCondition> | null | undefined;
  /** Conditions on its params; all of them must hold. */
  params?: Array<KeyCondition> | null | undefined;
  /** Only runs that are nested directly in this run, named by its id here (`run_…`) or by MLflow's. */
  parent?: string | number | null | undefined;
  /** Only runs that are nested in no other: a search of 50 trials is one of them. */
  rootsOnly?: boolean | null | undefined;
  /** When it began. */
  startTime?: TimeRange | null | undefined;
  /** Return only items with one of these statuses. */
  status?: Array<RunStatus> | null | undefined;
  /** Conditions on its tags; all of them must hold. */
  tags?: Array<KeyCondition> | null | undefined;
  /** A condition on the user that its client named. */
  user?: TextCondition | null | undefined;
};

/** A key of an order of runs: exactly one of field, metric, param, tag and bestChild. Runs that have none come last. */
export type RunOrder = {
  /** By the best latest value of a metric that the run or a run nested directly in it has, the best first; NaN is none. It takes no direction beside it. */
  bestChild?: BestChildOrder | null | undefined;
  /** The direction; the default is ASC. */
  direction?: OrderDirection | null | undefined;
  /** By a field of the run. */
  field?: RunOrderField | null | undefined;
  /** By this metric's latest value; NaN after every number. */
  metric?: string | null | undefined;
  /** By this param, as text, by its first 200 characters. */
  param?: string | null | undefined;
  /** By this tag, as text, by its first 200 characters. */
  tag?: string | null | undefined;
};

/** What runs are ordered by, beside what they hold. */
export type RunOrderField =
  /** By the time of their end; those that still go on come last. */
  | 'END_TIME'
  /** By name, in the order of its code points. */
  | 'NAME'
  /** By the time of their start. */
  | 'START_TIME'
  /** By the name of the status. */
  | 'STATUS'
  /** By the user that their clients named. */
  | 'USER';

/** The status of a run, as its client reports it. */
export type RunStatus =
  /** It ended with an error. */
  | 'FAILED'
  /** It finished successfully. */
  | 'FINISHED'
  /** It was stopped. */
  | 'KILLED'
  /** It is running. */
  | 'RUNNING'
  /** It is scheduled to start. */
  | 'SCHEDULED';

/** A view to be saved. */
export type SaveViewInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** 1–256 characters. A view of yours by this name on this screen takes the new query, under the id that it has. Absent: kept without a name, once for each query. */
  name?: string | null | undefined;
  /** What stands behind the `?` of the address: at most 100,000 characters. */
  query: string;
  /** The screen's path without its first `/`, at most 200 characters: `models`, `experiments/12`. */
  screen: string;
};

/** The kind of a thing that is searched for. */
export type SearchKind =
  /** An experiment. */
  | 'EXPERIMENT'
  /** A registered model. */
  | 'MODEL'
  /** A user or a service account. */
  | 'PRINCIPAL'
  /** A transition request; found by its id alone. */
  | 'REQUEST'
  /** A run; found by its id alone. */
  | 'RUN'
  /** A team. */
  | 'TEAM'
  /** A version of a model. */
  | 'VERSION';

/** Who may not sign under a policy, and may not have minted the credential of the person who signs. */
export type SeparationOfDuties =
  /** A person who made the version, who opened its run, or who wrote what it froze of run and logged model; or who minted a credential that did. */
  | 'AUTHOR'
  /** The person who asked for the move, or who minted the credential that asked. */
  | 'REQUESTER';

/** What the course of a metric is cut and thinned along. */
export type SeriesAxis =
  /** Time since the run began, in milliseconds. */
  | 'RELATIVE'
  /** Its steps. */
  | 'STEP'
  /** Time: milliseconds since 1970. */
  | 'TIME';

/** The organisation's stages and the ways between them. */
export type SetLifecycleInput = {
  /** The ways; absent: from any stage to any. */
  edges?: Array<StageEdgeInput> | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** Every stage, MLflow's four among them; at most 50. */
  stages: Array<StageInput>;
};

/** How you want the console. What is absent stays; null: nothing is said. */
export type SetPreferencesInput = {
  /** How high its rows are. */
  density?: Density | null | undefined;
  /** Whether keys without Ctrl or Cmd do something. */
  singleKeys?: boolean | null | undefined;
  /** How light it is. */
  theme?: Theme | null | undefined;
  /** A time zone's name in the IANA database: `Europe/Vienna`. */
  timeZone?: string | null | undefined;
};

/** How much harm a model can do, and why. */
export type SetRiskTierInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The reason for it: 1–2,000 characters. */
  rationale: string;
  /** The registered model. */
  registeredModelId: string | number;
  /** The tier. */
  tier: RiskTier;
};

/** The frozen MLmodel says what the model takes and gives. */
export type SignatureGateInput = {
  /** What is asked of it; COMPATIBLE only on slots of one holder. */
  mode: SignatureMode;
};

/** A signature given with a key of one's own; see docs/signing.md. */
export type SignatureInput = {
  /** The statement that was signed, as `prepareSignature` gave it. */
  signatureRequestId: string | number;
  /** Of SSH: the signature, from BEGIN to END SSH SIGNATURE. */
  ssh?: string | null | undefined;
  /** Of WEBAUTHN: the credential that signed, as its `toJSON()` gives it. One of the two. */
  webauthn?: Record<string, unknown> | null | undefined;
};

/** What a gate asks of a model's signature. */
export type SignatureMode =
  /** It takes what the champion takes, and gives what it gives. */
  | 'COMPATIBLE'
  /** The MLmodel names inputs and outputs. */
  | 'PRESENT';

/** The gate that a signature waives. */
export type SignedGateInput = {
  /** The gate's key. */
  gateKey: string;
  /** The policy. */
  policyId: string | number;
};

/** Conditions on signing keys; all that are given must hold. */
export type SigningKeyFilter = {
  /** `false` returns only keys that nobody has confirmed. */
  confirmed?: boolean | null | undefined;
  /** Return only keys of this person. */
  ownerId?: string | number | null | undefined;
  /** `false` leaves out revoked keys. */
  revoked?: boolean | null | undefined;
};

/** What holds a signing key. */
export type SigningKeyKind =
  /** OpenSSH: Ed25519 in a file, an agent, or a security key (sk-ssh-ed25519). */
  | 'SSH'
  /** A passkey of the browser, the device or a security key: ES256 or Ed25519. */
  | 'WEBAUTHN';

/** A way from one stage to another. */
export type StageEdgeInput = {
  /** The stage that the version leaves. */
  from: string;
  /** The stage that the version moves to. */
  to: string;
};

/** A stage. */
export type StageInput = {
  /** Whether at most one version of a model holds it. */
  exclusive: boolean;
  /** Its name: a letter, then up to 63 letters, digits, spaces, _ or -. */
  name: string;
};

/** One condition on tags: `key` or `keyPrefix`, and a `value` if wanted. */
export type TagFilter = {
  /** The whole key. */
  key?: string | null | undefined;
  /** The beginning of the key. */
  keyPrefix?: string | null | undefined;
  /** The whole value. */
  value?: string | null | undefined;
};

/** A tag has one of some values, set by the right person. */
export type TagGateInput = {
  /** Whether neither requester nor author may have set it, nor by their credential; absent means true. */
  independent?: boolean | null | undefined;
  /** The tag's key. */
  key: string;
  /** The role that its setter must hold; absent means any. */
  setBy?: TagSetterInput | null | undefined;
  /** The thing that carries it; absent means the version. */
  subject?: TagSubject | null | undefined;
  /** The values that pass; 1–50. */
  values: Array<string>;
};

/** The role that the setter of a tag must hold. */
export type TagSetterInput = {
  /** The role, not given by themself. */
  role: TeamRole;
  /** The team of the role; absent means the team that owns the model. */
  teamId?: string | number | null | undefined;
};

/** The thing whose tag or document a gate reads. */
export type TagSubject =
  /** Its model's. */
  | 'MODEL'
  /** The version's. */
  | 'VERSION';

/** A role within a team; a principal may hold several. OWNER ⊃ MAINTAINER ⊃ CONTRIBUTOR ⊃ VIEWER; REVIEWER ⊃ VIEWER. */
export type TeamRole =
  /** Creates models and versions, tags, asks for transitions. */
  | 'CONTRIBUTOR'
  /** Moves slots that no policy guards, renames, deletes. */
  | 'MAINTAINER'
  /** Manages members, grants, team policies, ownership tags, service accounts and their tokens. */
  | 'OWNER'
  /** Signs decisions. */
  | 'REVIEWER'
  /** Reads what the team owns. */
  | 'VIEWER';

/** A condition on a text. */
export type TextCondition = {
  /** How to compare. The default is EQUAL, or IN when `values` is given. */
  operator?: TextOperator | null | undefined;
  /** The text to compare with: at most 20,000 characters. */
  value?: string | null | undefined;
  /** The texts to compare with, for IN and NOT_IN: 1–100 of them. */
  values?: Array<string> | null | undefined;
};

/** How a text compares. What is not there passes no test but MISSING, NOT_EQUAL and NOT_IN included. */
export type TextOperator =
  /** It equals `value`. */
  | 'EQUAL'
  /** It exists. */
  | 'EXISTS'
  /** Like LIKE, but upper and lower case are equal. */
  | 'ILIKE'
  /** It is one of `values`. */
  | 'IN'
  /** It fits the pattern `value`: `%` stands for any characters, `_` for one. */
  | 'LIKE'
  /** It does not exist. */
  | 'MISSING'
  /** It exists and differs from `value`. */
  | 'NOT_EQUAL'
  /** It exists and is none of `values`. */
  | 'NOT_IN';

/** How light the console is. */
export type Theme =
  /** Light on dark. */
  | 'DARK'
  /** Dark on light. */
  | 'LIGHT'
  /** As the system is. */
  | 'SYSTEM';

/** A span of time; an end that is absent is open. */
export type TimeRange = {
  /** The start, which is included. */
  from?: string | null | undefined;
  /** The end, which is not included. */
  to?: string | null | undefined;
};

/** What a token may be used for. It never allows more than its bearer may do. */
export type TokenScope =
  /** Manage members, tokens, grants and policies. */
  | 'ADMIN'
  /** Sign decisions. */
  | 'APPROVE'
  /** Read only. */
  | 'READ'
  /** Report checks, and read nothing; WRITE includes it. */
  | 'REPORT'
  /** Resolve and download. */
  | 'RESOLVE'
  /** Write models, versions and transitions. */
  | 'WRITE';

/** What somebody does about a move. */
export type TransitionAct =
  /** They sign it. */
  | 'APPROVE'
  /** They ask for it. */
  | 'REQUEST';

/** Conditions on transition requests; all that are given must hold. */
export type TransitionRequestFilter = {
  /** Return only pending requests that you could sign and have not signed. */
  awaitingMyDecision?: boolean | null | undefined;
  /** Signed, for or against, by the principal of this handle. */
  decidedBy?: string | null | undefined;
  /** Return only items of the registered model with this name. */
  model?: string | null | undefined;
  /** Asked for by the principal of this handle. */
  requestedBy?: string | null | undefined;
  /** Return only requests in this state. */
  state?: TransitionRequestState | null | undefined;
  /** Return only items whose model belongs to the team with this slug. */
  team?: string | null | undefined;
  /** Return only the request with this whole id, or those of a version or model with this whole id, or of models whose name has words that begin so, in any case; a number at the end is the version's: `churn 7`. */
  text?: string | null | undefined;
  /** To this slot, as spelled: `Production`, `@champion`. */
  to?: string | null | undefined;
};

/** What a pending request waits for. */
export type TransitionRequestPhase =
  /** A gate has not passed yet: nobody can sign. */
  | 'GATES'
  /** What is to be signed is fixed. */
  | 'SIGNATURES';

/** How far a transition request has come; all but PENDING are final. */
export type TransitionRequestState =
  /** The version was moved. */
  | 'APPLIED'
  /** It was not decided in time. */
  | 'EXPIRED'
  /** Waits for gates, or for signatures. */
  | 'PENDING'
  /** Someone who could sign refused. */
  | 'REJECTED'
  /** What was to be approved stopped being true. */
  | 'VOIDED'
  /** The requester withdrew it. */
  | 'WITHDRAWN';

/** A group that shall give no roles any more. */
export type UnlinkTeamGroupInput = {
  /** The group, as the identity provider's tokens name it: 1–256 characters. */
  group: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The team. */
  teamId: string | number;
};

/** A new revision of a policy. What is absent stays as it is. */
export type UpdateApprovalPolicyInput = {
  /** The policy. */
  approvalPolicyId: string | number;
  /** Tag keys that the approval binds. */
  boundTags?: Array<string> | null | undefined;
  /** On what terms an emergency goes through; null means that none does any more. */
  emergency?: EmergencyTermsInput | null | undefined;
  /** Hours that a request stays open. */
  expiresAfterHours?: number | null | undefined;
  /** What must hold of a version before it enters; at most 20. */
  gates?: Array<GateInput> | null | undefined;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** 1–256 characters. */
  name?: string | null | undefined;
  /** Who must sign: 1–10 requirements; none only where there is a gate. */
  requirements?: Array<ApprovalRequirementInput> | null | undefined;
  /** Hours within which a rollback need not pass the gates again. */
  rollbackWithinHours?: number | null | undefined;
  /** People who may not sign. */
  separationOfDuties?: Array<SeparationOfDuties> | null | undefined;
  /** With which keys decisions are signed. */
  signing?: PolicySigning | null | undefined;
  /** Slots to guard; 1–50. */
  slots?: Array<string> | null | undefined;
  /** Only models of these risk tiers; an empty list: every model. */
  tiers?: Array<RiskTier> | null | undefined;
};

/** Why a mutation was refused; stable. */
export type UserErrorCode =
  /** The version already holds that slot. */
  | 'ALREADY_IN_SLOT'
  /** A policy guards this slot: ask with requestTransition. An alias for which a policy asks for signatures is moved, never removed. */
  | 'APPROVAL_REQUIRED'
  /** A file stands where the path needs a folder, or a folder where it needs a file. */
  | 'ARTIFACT_CLASH'
  /** Someone else changed the same thing at the same time, or its state forbids this change. */
  | 'CONFLICT'
  /** The contentDigest is not the one of this request, or the versionDigest not the one of this version: read it again and decide on, or check, what it says. */
  | 'CONTENT_CHANGED'
  /** The token or the role was given by somebody whose interest the signature should check, or whose hand is in another one: sign with a token made by invitation. */
  | 'CREDENTIAL_NOT_INDEPENDENT'
  /** A policy that applies allows no emergency, or the review of an earlier emergency of the model is overdue. */
  | 'EMERGENCY_NOT_ALLOWED'
  /** The version, or a version of the model, holds an exclusive stage or a guarded slot, so that this cannot be deleted or renamed; move it out first. */
  | 'EXCLUSIVE_STAGE_HELD'
  /** The experiment is deleted; restore it first. */
  | 'EXPERIMENT_DELETED'
  /** The version fails a gate of a policy that applies: no request was opened. The results say which, and why. */
  | 'GATES_FAILED'
  /** The request waits for a gate: an input is missing, too old or by the wrong person. Nobody decides on it before. */
  | 'GATES_PENDING'
  /** The slot's holder is not the one that expectedHolder names. */
  | 'HOLDER_CHANGED'
  /** This idempotency key was used before with a different input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** This identity provider's subject is linked to another user. */
  | 'IDENTITY_TAKEN'
  /** A value is malformed, too long or out of range; the message names the field and the limit. */
  | 'INVALID_INPUT'
  /** The last administrator of the organisation cannot go. */
  | 'LAST_ADMIN'
  /** The last owner of a team cannot go. */
  | 'LAST_OWNER'
  /** The lifecycle has an unreachable stage, lacks one of MLflow's four, or drops one that is in use. */
  | 'LIFECYCLE_INVALID'
  /** Another object holds this name, handle or slug; or a model of another team had it while a policy guarded it. */
  | 'NAME_TAKEN'
  /** The target does not exist, or the caller may not know that it does. */
  | 'NOT_FOUND'
  /** No earlier holder of this slot still exists. */
  | 'NO_PREVIOUS_HOLDER'
  /** A param of a run is written once; it has another value already. */
  | 'PARAM_CHANGED'
  /** The registry's address (COUNTERSIGN_PUBLIC_URL) is one that browsers make no passkeys for: an IP address, or no https. */
  | 'PASSKEY_IMPOSSIBLE'
  /** The transition request is no longer pending. */
  | 'REQUEST_CLOSED'
  /** The move is asked for already, by somebody else or in other words: withdraw that request first, or have it signed. */
  | 'REQUEST_OPEN'
  /** What was to be approved is no longer true; the request is void. */
  | 'REQUEST_VOIDED'
  /** The run, or its experiment, is deleted; restore it first. */
  | 'RUN_DELETED'
  /** Separation of duties: nobody who stands behind the request, or the version, signs; the message says as what. */
  | 'SELF_APPROVAL'
  /** The signature does not hold: another key, other words, expired, used before, or a key that is revoked or not confirmed. */
  | 'SIGNATURE_INVALID'
  /** A policy wants the decision signed with a confirmed key of the signer's own, or with a stronger one; the message says how. */
  | 'SIGNATURE_REQUIRED'
  /** The source names another run or logged model than runId or loggedModelId says: it would falsify provenance. */
  | 'SOURCE_MISMATCH'
  /** The lifecycle has no edge from the version's stage to the one asked for. */
  | 'TRANSITION_NOT_ALLOWED';

/** Conditions on users; all that are given must hold. */
export type UserFilter = {
  /** `true` returns only active principals, `false` only deactivated ones; absent means both. */
  active?: boolean | null | undefined;
  /** Return only principals whose handle contains this text. */
  handleContains?: string | null | undefined;
  /** Return only principals of this kind. The default is USER. */
  kind?: PrincipalKind | null | undefined;
};

/** What a version froze of the run or logged model that made it. */
export type VersionSnapshot =
  /** What they said when it was taken; never taken again. */
  | 'FINAL'
  /** Nothing: its content was given, or it has none that its author could read. */
  | 'NONE'
  /** What the run said while it still went on; taken again once, when the run ends or it is first asked into a stage or alias. */
  | 'PROVISIONAL';

/** A signature that waives a gate. */
export type WaiveGateInput = {
  /** The request's `contentDigest` as it was shown to you. */
  contentDigest: string;
  /** The gate's key. */
  gateKey: string;
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The policy. */
  policyId: string | number;
  /** The reason: 1–2,000 characters. */
  reason: string;
  /** The signature with your own key, where a policy wants it. */
  signature?: SignatureInput | null | undefined;
  /** The request. */
  transitionRequestId: string | number;
};

/** A request taken back. */
export type WithdrawTransitionInput = {
  /** A key of your own choice. A call that is repeated with the same key and input has its effect once and reads its answer again. 1–255 printable ASCII characters; kept for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** The reason. */
  reason?: string | null | undefined;
  /** The request. */
  transitionRequestId: string | number;
};

/** What a champion gate says where there is no champion. */
export type WithoutChampion =
  /** It fails. */
  | 'FAIL'
  /** It passes. */
  | 'PASS';

export type OpenInvitationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OpenInvitationsQuery = { invitations: { nodes: Array<{ id: string, createdAt: string, expiresAt: string, principal: { displayName: string, handle: string }, createdBy: { displayName: string, handle: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RevokeInvitationMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RevokeInvitationMutation = { revokeInvitation: { invitation: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type SigningKeysQueryVariables = Exact<{
  filter?: SigningKeyFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type SigningKeysQuery = { signingKeys: { nodes: Array<{ id: string, kind: SigningKeyKind, name: string, fingerprint: string, registeredAt: string, confirmedAt: string | null, revokedAt: string | null, owner: { id: string, handle: string, displayName: string }, confirmedBy: { displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ConfirmKeyMutationVariables = Exact<{
  input: ConfirmSigningKeyInput;
}>;


export type ConfirmKeyMutation = { confirmSigningKey: { signingKey: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type AdminLifecycleQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminLifecycleQuery = { lifecycle: { stages: Array<{ name: string, exclusive: boolean }>, edges: Array<{ from: string, to: string }> } };

export type SetLifecycleMutationVariables = Exact<{
  input: SetLifecycleInput;
}>;


export type SetLifecycleMutation = { setLifecycle: { lifecycle: { stages: Array<{ name: string }> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type AdminPacksQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminPacksQuery = { policyPacks: Array<{ id: string, version: string, title: string, regime: string, status: PackStatus, effectiveFrom: string | null, teams: Array<string>, policies: Array<string>, documents: Array<{ kind: string }>, controls: Array<{ id: string }> }>, approvalPolicies: { nodes: Array<{ id: string, name: string, scope: ApprovalPolicyScope, modelName: string | null, team: { name: string } | null, pack: { id: string, version: string } | null }>, pageInfo: { hasNextPage: boolean } } };

export type InstallPackMutationVariables = Exact<{
  input: InstallPolicyPackInput;
}>;


export type InstallPackMutation = { installPolicyPack: { approvalPolicies: Array<{ id: string }> | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type AdminPeopleQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AdminPeopleQuery = { users: { nodes: Array<{ id: string, handle: string, displayName: string, kind: PrincipalKind, email: string | null, organizationRoles: Array<OrganizationRole> | null, deactivatedAt: string | null, team: { slug: string, name: string } | null, memberships: Array<{ roles: Array<TeamRole>, team: { slug: string, name: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreatePersonMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreatePersonMutation = { createUser: { user: { id: string, handle: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type InviteMutationVariables = Exact<{
  input: CreateInvitationInput;
}>;


export type InviteMutation = { createInvitation: { code: string | null, invitation: { id: string, expiresAt: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type DeactivateMutationVariables = Exact<{
  input: DeactivateUserInput;
}>;


export type DeactivateMutation = { deactivateUser: { user: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type ReactivateMutationVariables = Exact<{
  input: ReactivateUserInput;
}>;


export type ReactivateMutation = { reactivateUser: { user: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type GrantRoleMutationVariables = Exact<{
  input: GrantOrganizationRoleInput;
}>;


export type GrantRoleMutation = { grantOrganizationRole: { principal: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RevokeRoleMutationVariables = Exact<{
  input: RevokeOrganizationRoleInput;
}>;


export type RevokeRoleMutation = { revokeOrganizationRole: { principal: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type AdminPoliciesQueryVariables = Exact<{
  filter?: ApprovalPolicyFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AdminPoliciesQuery = { approvalPolicies: { nodes: Array<{ id: string, name: string, revision: number, scope: ApprovalPolicyScope, modelName: string | null, slots: Array<string>, tiers: Array<RiskTier>, retiredAt: string | null, team: { slug: string, name: string } | null, requirements: Array<{ role: TeamRole, count: number, team: { name: string } | null }>, gates: Array<{ key: string }>, emergency: { reviewWithinHours: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PolicyQueryVariables = Exact<{
  id: string | number;
}>;


export type PolicyQuery = { approvalPolicy: { id: string, name: string, revision: number, digest: string, scope: ApprovalPolicyScope, modelName: string | null, slots: Array<string>, separationOfDuties: Array<SeparationOfDuties>, signing: PolicySigning, boundTags: Array<string>, expiresAfterHours: number, rollbackWithinHours: number, tiers: Array<RiskTier>, createdAt: string, retiredAt: string | null, team: { slug: string, name: string } | null, requirements: Array<{ role: TeamRole, count: number, team: { id: string, slug: string, name: string } | null }>, pack: { id: string, version: string } | null, emergency: { reviewWithinHours: number, requirements: Array<{ role: TeamRole, count: number, team: { id: string, slug: string, name: string } | null }> } | null, gates: Array<{ key: string, title: string | null, waivableBy: Array<{ role: TeamRole, count: number, team: { id: string, slug: string, name: string } | null }>, metric: { key: string, min: number | null, max: number | null, evaluator: { teamId: string | null, independent: boolean | null } | null, dataset: { name: string, digest: string | null } | null } | null, champion: { metric: string | null, direction: BetterValue, margin: number | null, relative: boolean | null, against: string | null, without: WithoutChampion | null, paired: { table: string, row: string, score: string, confidence: number | null } | null, evaluator: { teamId: string | null, independent: boolean | null } | null, dataset: { name: string, digest: string | null } | null } | null, groups: { metric: string, attribute: string, minRatio: number | null, maxDifference: number | null, minEach: number | null, maxEach: number | null, minGroupSize: number | null, evaluator: { teamId: string | null, independent: boolean | null } | null, dataset: { name: string, digest: string | null } | null } | null, tag: { key: string, values: Array<string>, subject: TagSubject | null, independent: boolean | null, setBy: { role: TeamRole, teamId: string | null } | null } | null, check: { name: string, reportedBy: Array<string>, maxAgeHours: number | null } | null, document: { kind: string, fields: Array<string> | null, subject: TagSubject | null, independent: boolean | null, maxAgeHours: number | null, publishedBy: { role: TeamRole, teamId: string | null } | null } | null, signature: { mode: SignatureMode } | null, files: { require: Array<string> | null, forbid: Array<string> | null, maxBytes: number | string | null } | null, provenance: { commit: boolean | null, trainingData: boolean | null, environment: boolean | null } | null }> } | null };

export type CreatePolicyMutationVariables = Exact<{
  input: CreateApprovalPolicyInput;
}>;


export type CreatePolicyMutation = { createApprovalPolicy: { warnings: Array<string>, approvalPolicy: { id: string, revision: number } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type UpdatePolicyMutationVariables = Exact<{
  input: UpdateApprovalPolicyInput;
}>;


export type UpdatePolicyMutation = { updateApprovalPolicy: { warnings: Array<string>, approvalPolicy: { id: string, revision: number } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RetirePolicyMutationVariables = Exact<{
  input: RetireApprovalPolicyInput;
}>;


export type RetirePolicyMutation = { retireApprovalPolicy: { approvalPolicy: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type CoveredQueryVariables = Exact<{
  model: string;
  team: string;
  forModel: boolean;
  forTeam: boolean;
}>;


export type CoveredQuery = { registeredModel?: { id: string } | null, team?: { id: string } | null };

export type TeamSlugsQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamSlugsQuery = { teams: { nodes: Array<{ id: string, slug: string, name: string }> } };

export type TryMoveQueryVariables = Exact<{
  id: string | number;
  to: string;
  principal?: string | null | undefined;
}>;


export type TryMoveQuery = { checkTransition: { canRequest: boolean, canApprove: boolean, appliesAtOnce: boolean, places: Array<{ role: TeamRole, needed: number, policyName: string | null, team: { name: string } | null }>, refusals: Array<{ act: TransitionAct, code: string, message: string, who: string | null }>, gates: Array<{ key: string, title: string | null, verdict: GateVerdict, required: string, observed: string | null, cause: string | null, policy: { id: string } | null }> } };

export type TryVersionQueryVariables = Exact<{
  name: string;
  version: number;
}>;


export type TryVersionQuery = { modelVersion: { id: string } | null };

export type CreateProgramMutationVariables = Exact<{
  input: CreateServiceAccountInput;
}>;


export type CreateProgramMutation = { createServiceAccount: { serviceAccount: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type EndProgramMutationVariables = Exact<{
  input: DeactivateServiceAccountInput;
}>;


export type EndProgramMutation = { deactivateServiceAccount: { serviceAccount: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type TeamIdQueryVariables = Exact<{
  slug: string;
}>;


export type TeamIdQuery = { team: { id: string } | null };

export type AdminTeamsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AdminTeamsQuery = { teams: { nodes: Array<{ id: string, slug: string, name: string, createdAt: string, groups: Array<{ group: string, roles: Array<TeamRole> }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateTeamMutationVariables = Exact<{
  input: CreateTeamInput;
}>;


export type CreateTeamMutation = { createTeam: { team: { slug: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type LinkGroupMutationVariables = Exact<{
  input: LinkTeamGroupInput;
}>;


export type LinkGroupMutation = { linkTeamGroup: { team: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type UnlinkGroupMutationVariables = Exact<{
  input: UnlinkTeamGroupInput;
}>;


export type UnlinkGroupMutation = { unlinkTeamGroup: { team: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type AdminTokensQueryVariables = Exact<{
  filter?: ApiTokenFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AdminTokensQuery = { apiTokens: { nodes: Array<{ id: string, name: string, hint: string, scopes: Array<TokenScope>, modelIds: Array<string> | null, createdAt: string, lastUsedAt: string | null, expiresAt: string, principal: { handle: string, displayName: string }, invitedBy: { displayName: string } | null, mintedBy: Array<{ displayName: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditLogQueryVariables = Exact<{
  filter?: AuditEntryFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditLogQuery = { auditEntries: { nodes: Array<{ id: string, action: string, outcome: AuditOutcome, at: string, channel: string, reason: string | null, stream: string | null, seq: number | string | null, hash: string, actor: { displayName: string | null, handle: string | null, kind: PrincipalKind }, subjects: Array<{ role: string, type: string, id: string | null, label: string | null, hidden: boolean }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditEntryWholeQueryVariables = Exact<{
  id: string | number;
}>;


export type AuditEntryWholeQuery = { node:
    | { id: string, action: string, outcome: AuditOutcome, at: string, channel: string, client: string | null, clientRequestId: string | null, requestId: string, operation: string, reason: string | null, decision: unknown, before: unknown, after: unknown, stream: string | null, seq: number | string | null, hash: string, previousHash: string, envelope: string | null, body: string | null, actor: { id: string, displayName: string | null, handle: string | null, kind: PrincipalKind, roles: Array<string> }, subjects: Array<{ role: string, type: string, id: string | null, label: string | null, hidden: boolean }> }
    | Record<PropertyKey, never>
   | null };

export type AuditBytesQueryVariables = Exact<{
  filter?: AuditEntryFilter | null | undefined;
  after?: string | null | undefined;
  first: number;
}>;


export type AuditBytesQuery = { auditEntries: { nodes: Array<{ id: string, action: string, outcome: AuditOutcome, at: string, channel: string, reason: string | null, requestId: string, operation: string, stream: string | null, seq: number | string | null, hash: string, previousHash: string, envelope: string | null, body: string | null, actor: { handle: string | null, displayName: string | null }, subjects: Array<{ role: string, type: string, id: string | null, label: string | null, hidden: boolean }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ComparedColumnsQueryVariables = Exact<{
  runIds: Array<string | number> | string | number;
}>;


export type ComparedColumnsQuery = { columns: Array<{ kind: ColumnKind, key: string, runs: number, distinct: number, sampled: number }> };

export type ComparedRunsQueryVariables = Exact<{
  runIds: Array<string | number> | string | number;
  columns: Array<ColumnInput> | ColumnInput;
  aggregate: Aggregate;
}>;


export type ComparedRunsQuery = { runMatrix: { runs: Array<string>, names: Array<string>, total: number, columns: Array<{ kind: ColumnKind, key: string, values: Array<unknown> }> } };

export type ComparedCoursesQueryVariables = Exact<{
  runIds: Array<string | number> | string | number;
  keys: Array<string> | string;
  axis: SeriesAxis;
}>;


export type ComparedCoursesQuery = { metricSeries: Array<{ runId: string, steps: Array<number | string>, times: Array<number | string>, values: Array<number | string>, total: number | string }> };

export type ExperimentColumnsQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
  prefix?: string | null | undefined;
  differing?: boolean | null | undefined;
  first: number;
}>;


export type ExperimentColumnsQuery = { columns: Array<{ kind: ColumnKind, key: string, runs: number, distinct: number, min: number | string | null, max: number | string | null, sampled: number }> };

export type ExperimentQueryVariables = Exact<{
  id: string | number;
}>;


export type ExperimentQuery = { experiment: { id: string, experimentId: string, name: string, deletedAt: string | null, artifactLocation: string | null, team: { name: string } | null, tags: Array<{ key: string, value: string }> } | null };

export type ExperimentRunsQueryVariables = Exact<{
  filter?: RunFilter | null | undefined;
  orderBy?: Array<RunOrder> | RunOrder | null | undefined;
  after?: string | null | undefined;
  first: number;
  metricKeys?: Array<string> | string | null | undefined;
  metrics: number;
  paramKeys?: Array<string> | string | null | undefined;
  params: number;
  sorted: string;
  hasSorted: boolean;
  best?: string | null | undefined;
  among?: Array<string> | string | null | undefined;
  direction?: MetricDirection | null | undefined;
}>;


export type ExperimentRunsQuery = { runs: { nodes: Array<{ id: string, runId: string, name: string, status: RunStatus, startTime: string | null, endTime: string | null, childCount: number, metrics: Array<{ key: string, value: number | string }>, params: Array<{ key: string, value: string }>, sorted?: Array<{ key: string, value: number | string }>, bestChild: { metric: string, value: number | string, run: { runId: string, name: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ExperimentsQueryVariables = Exact<{
  filter?: ExperimentFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ExperimentsQuery = { experiments: { nodes: Array<{ id: string, experimentId: string, name: string, visibility: ExperimentVisibility, updatedAt: string, createdAt: string, lastRunAt: string | null, team: { name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InboxQueryVariables = Exact<{
  filter?: TransitionRequestFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type InboxQuery = { transitionRequests: { nodes: Array<{ id: string, modelName: string, version: number, to: string, state: TransitionRequestState, reason: string, requestedAt: string, expiresAt: string, closedAt: string | null, requestedBy: { displayName: string }, displaces: { version: number } | null, requirements: Array<{ role: TeamRole, needed: number, given: number, team: { name: string, slug: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InboxReviewsQueryVariables = Exact<{ [key: string]: never; }>;


export type InboxReviewsQuery = { reviews: { nodes: Array<{ id: string, state: ReviewState, dueAt: string, openedAt: string, transitionRequest: { id: string, modelName: string, version: number, to: string, emergency: { reason: string, incidentUrl: string | null } | null, requestedBy: { displayName: string } } | null }> } };

export type LineageQueryVariables = Exact<{
  id: string | number;
  direction: LineageDirection;
}>;


export type LineageQuery = { lineage: { truncated: boolean, nodes: Array<{ key: string, id: string | null, kind: LineageKind, label: string, modelVersion: { modelName: string, version: number } | null, run: { runId: string } | null, dataset: { digest: string | null } | null }>, edges: Array<{ from: string, to: string, role: LineageRole, context: string | null }> } };

export type LineageOfModelQueryVariables = Exact<{
  name: string;
}>;


export type LineageOfModelQuery = { registeredModel: { id: string, name: string } | null };

export type LineageOfVersionQueryVariables = Exact<{
  name: string;
  version: number;
}>;


export type LineageOfVersionQuery = { modelVersion: { id: string, modelName: string, version: number } | null };

export type LineageOfRunQueryVariables = Exact<{
  id: string | number;
}>;


export type LineageOfRunQuery = { run: { id: string, runId: string, name: string } | null };

export type LogQueryVariables = Exact<{ [key: string]: never; }>;


export type LogQuery = { auditLog: { id: string | null, origin: string | null, vkeys: Array<string>, size: number | string | null, root: string | null, checkpoint: string | null, indexSize: number | string | null, pending: number | string | null, oldestPendingAt: string | null, state: LogState, haltReason: string | null, hardening: { level: number, findings: Array<string> } | null, witnesses: Array<{ name: string, state: LogKeeperState, size: number | string | null, at: string | null, detail: string | null }> | null, anchors: Array<{ kind: string, target: string, isWeak: boolean, state: LogKeeperState, size: number | string | null, at: string | null, detail: string | null }> | null } };

export type SetRiskTierMutationVariables = Exact<{
  input: SetRiskTierInput;
}>;


export type SetRiskTierMutation = { setRiskTier: { registeredModel: { id: string, riskTier: RiskTier | null } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type ModelQueryVariables = Exact<{
  name: string;
}>;


export type ModelQuery = { registeredModel: { id: string, name: string, description: string, visibility: ModelVisibility, riskTier: RiskTier | null, createdAt: string, openRequestCount: number, documents: { nodes: Array<{ id: string, kind: string, title: string, revision: number, digest: string, publishedAt: string, publishedBy: { displayName: string } }> }, createdBy: { displayName: string, handle: string }, team: { name: string, slug: string }, tags: Array<{ key: string, value: string }>, slots: Array<{ slot: string, version: number, since: string }>, latestVersion: { version: number } | null, ownershipTags: Array<{ key: string, team: { name: string } | null, principal: { displayName: string, handle: string } | null }>, guards: Array<{ slot: string, policies: Array<{ id: string, name: string, revision: number, requirements: Array<{ role: TeamRole, count: number, team: { name: string } | null }>, gates: Array<{ key: string, title: string | null }> }> }>, grants: Array<{ role: GrantRole, slots: Array<string> | null, team: { name: string } }> } | null, lifecycle: { stages: Array<{ name: string, exclusive: boolean }> }, requests: { nodes: Array<{ id: string, version: number, to: string, requestedAt: string, requestedBy: { displayName: string } }> } };

export type ModelVersionsQueryVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type ModelVersionsQuery = { modelVersions: { nodes: Array<{ id: string, version: number, description: string, createdAt: string, aliases: Array<string>, createdBy: { displayName: string }, stage: { name: string }, metrics: Array<{ key: string, value: number | string, direction: MetricDirection | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SlotHistoryQueryVariables = Exact<{
  name: string;
  slot: string;
  after?: string | null | undefined;
  holder: number;
  withSigners: boolean;
}>;


export type SlotHistoryQuery = { registeredModel: { slotHistory: { nodes: Array<{ version: number, from: string, to: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, holder?: { transitionRequests: { nodes: Array<{ id: string, state: TransitionRequestState, to: string, closedAt: string | null, decisions: Array<{ id: string, printedName: string, verdict: DecisionVerdict, meaning: DecisionMeaning, role: TeamRole, at: string, comment: string | null, authMethod: string, contentDigest: string, signature: { kind: SigningKeyKind, keyFingerprint: string, userVerified: boolean } | null }> }> } } | null };

export type SignersOfQueryVariables = Exact<{
  name: string;
  version: number;
}>;


export type SignersOfQuery = { modelVersion: { transitionRequests: { nodes: Array<{ id: string, state: TransitionRequestState, to: string, closedAt: string | null, decisions: Array<{ id: string, printedName: string, verdict: DecisionVerdict, meaning: DecisionMeaning, role: TeamRole, at: string, comment: string | null, authMethod: string, contentDigest: string, signature: { kind: SigningKeyKind, keyFingerprint: string, userVerified: boolean } | null }> }> } } | null };

export type SignersFragment = { transitionRequests: { nodes: Array<{ id: string, state: TransitionRequestState, to: string, closedAt: string | null, decisions: Array<{ id: string, printedName: string, verdict: DecisionVerdict, meaning: DecisionMeaning, role: TeamRole, at: string, comment: string | null, authMethod: string, contentDigest: string, signature: { kind: SigningKeyKind, keyFingerprint: string, userVerified: boolean } | null }> }> } };

export type ModelFacetsQueryVariables = Exact<{
  filter?: RegisteredModelFilter | null | undefined;
}>;


export type ModelFacetsQuery = { registeredModels: { facets: Array<{ key: string, values: Array<{ value: string, label: string, count: number, capped: boolean }> }> } };

export type VersionFacetsQueryVariables = Exact<{
  filter?: ModelVersionFilter | null | undefined;
}>;


export type VersionFacetsQuery = { modelVersions: { facets: Array<{ key: string, values: Array<{ value: string, label: string, count: number, capped: boolean }> }> } };

export type ModelsQueryVariables = Exact<{
  filter?: RegisteredModelFilter | null | undefined;
  orderBy?: RegisteredModelOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type ModelsQuery = { registeredModels: { nodes: Array<{ id: string, name: string, description: string, openRequestCount: number, lastActivityAt: string, team: { slug: string, name: string }, slots: Array<{ slot: string, version: number, since: string }>, guards: Array<{ slot: string }>, latestVersion: { version: number, createdAt: string } | null, ownershipTags: Array<{ key: string, team: { name: string } | null, principal: { displayName: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VersionsQueryVariables = Exact<{
  filter?: ModelVersionFilter | null | undefined;
  orderBy?: ModelVersionOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type VersionsQuery = { modelVersions: { nodes: Array<{ id: string, modelName: string, version: number, aliases: Array<string>, createdAt: string, stage: { name: string }, createdBy: { displayName: string }, tags: Array<{ key: string, value: string }>, registeredModel: { team: { name: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TeamsQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamsQuery = { teams: { nodes: Array<{ slug: string, name: string }> } };

export type PublishDocumentMutationVariables = Exact<{
  input: PublishDocumentInput;
}>;


export type PublishDocumentMutation = { publishDocument: { document: { id: string, revision: number, title: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type ReadDocumentQueryVariables = Exact<{
  id: string | number;
}>;


export type ReadDocumentQuery = { document: { content: string, fields: Record<string, unknown>, id: string, kind: string, title: string, revision: number, digest: string, publishedAt: string, publishedBy: { displayName: string } } | null };

export type DocumentRowFragment = { id: string, kind: string, title: string, revision: number, digest: string, publishedAt: string, publishedBy: { displayName: string } };

export type LogKeepersQueryVariables = Exact<{ [key: string]: never; }>;


export type LogKeepersQuery = { auditLog: { id: string | null, state: LogState, haltReason: string | null, anchors: Array<{ isWeak: boolean, state: LogKeeperState, size: number | string | null }> | null, witnesses: Array<{ state: LogKeeperState, size: number | string | null }> | null } };

export type LogKeptFragment = { id: string | null, state: LogState, haltReason: string | null, anchors: Array<{ isWeak: boolean, state: LogKeeperState, size: number | string | null }> | null, witnesses: Array<{ state: LogKeeperState, size: number | string | null }> | null };

export type PrincipalIdQueryVariables = Exact<{
  handle: string;
}>;


export type PrincipalIdQuery = { principal: { id: string } | null };

export type UsableKeysQueryVariables = Exact<{
  owner: string | number;
}>;


export type UsableKeysQuery = { signingKeys: { nodes: Array<{ id: string, kind: SigningKeyKind, name: string, fingerprint: string, publicKey: string }> } };

export type PrepareSignatureMutationVariables = Exact<{
  input: PrepareSignatureInput;
}>;


export type PrepareSignatureMutation = { prepareSignature: { signatureRequest: { id: string, statement: string, digest: string, words: string, command: string | null, webauthn: Record<string, unknown> | null, expiresAt: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RevokeKeyMutationVariables = Exact<{
  input: RevokeSigningKeyInput;
}>;


export type RevokeKeyMutation = { revokeSigningKey: { signingKey: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type SavedViewsQueryVariables = Exact<{
  screen: string;
}>;


export type SavedViewsQuery = { savedViews: Array<{ id: string, screen: string, name: string | null, query: string, savedAt: string }> };

export type SavedViewQueryVariables = Exact<{
  id: string | number;
}>;


export type SavedViewQuery = { savedView: { id: string, name: string | null, query: string } | null };

export type SaveViewMutationVariables = Exact<{
  input: SaveViewInput;
}>;


export type SaveViewMutation = { saveView: { savedView: { id: string, name: string | null, query: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type DeleteSavedViewMutationVariables = Exact<{
  input: DeleteSavedViewInput;
}>;


export type DeleteSavedViewMutation = { deleteSavedView: { savedViewId: string | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type WaiveMutationVariables = Exact<{
  input: WaiveGateInput;
}>;


export type WaiveMutation = { waiveGate: { entry: { seq: number | string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RequestQueryVariables = Exact<{
  id: string | number;
}>;


export type RequestQuery = { transitionRequest: { id: string, modelName: string, version: number, from: string | null, to: string, state: TransitionRequestState, cause: string | null, reason: string, ticketUrl: string | null, requestedAt: string, expiresAt: string, closedAt: string | null, contentDigest: string, statement: string | null, phase: TransitionRequestPhase, signing: PolicySigning, requestedBy: { displayName: string, handle: string, id: string }, displaces: { version: number } | null, emergency: { reason: string, incidentUrl: string | null } | null, waivers: Array<{ key: string, reason: string, policy: { id: string } | null }>, modelVersion: { registeredModel: { riskTier: RiskTier | null, team: { slug: string }, documents: { nodes: Array<{ id: string, kind: string, title: string, revision: number, digest: string, publishedAt: string, publishedBy: { displayName: string } }> } } | null, documents: { nodes: Array<{ id: string, kind: string, title: string, revision: number, digest: string, publishedAt: string, publishedBy: { displayName: string } }> } } | null, review: { id: string, state: ReviewState, dueAt: string, decidedAt: string | null, rollback: { id: string, state: TransitionRequestState } | null } | null, gates: Array<{ key: string, title: string | null, verdict: GateVerdict, required: string, observed: string | null, cause: string | null, attempts: number | null, policy: { id: string, name: string } | null, waiver: { reason: string | null, at: string, by: { displayName: string } } | null, inputs: Array<{ what: string, label: string | null, id: string | null, hidden: boolean }> }>, viewerDecision: { canApprove: boolean, canReject: boolean, code: string | null, message: string | null }, requirements: Array<{ role: TeamRole, needed: number, given: number, policyId: string | null, policyName: string | null, policyRevision: number | null, team: { name: string, slug: string } | null, candidates: Array<{ displayName: string, handle: string }> }>, decisions: Array<{ id: string, printedName: string, verdict: DecisionVerdict, meaning: DecisionMeaning, role: TeamRole, at: string, comment: string | null, gateKey: string | null, authMethod: string, contentDigest: string, viewerRepeats: boolean, by: { id: string }, signature: { kind: SigningKeyKind, keyFingerprint: string, userVerified: boolean } | null, entry: { stream: string, seq: number | string } | null }> } | null };

export type ComparisonQueryVariables = Exact<{
  name: string;
  version: number;
  against: number;
  compared: boolean;
}>;


export type ComparisonQuery = { modelVersion: { version: number, metrics: Array<{ key: string, value: number | string, direction: MetricDirection | null }>, params: Array<{ key: string, value: string }>, datasets: Array<{ name: string, digest: string | null }>, artifacts: Array<{ path: string, size: number | string, sha256: string }> } | null, against?: { version: number, metrics: Array<{ key: string, value: number | string, direction: MetricDirection | null }>, params: Array<{ key: string, value: string }>, datasets: Array<{ name: string, digest: string | null }>, artifacts: Array<{ path: string, size: number | string, sha256: string }> } | null };

export type ComparedFragment = { version: number, metrics: Array<{ key: string, value: number | string, direction: MetricDirection | null }>, params: Array<{ key: string, value: string }>, datasets: Array<{ name: string, digest: string | null }>, artifacts: Array<{ path: string, size: number | string, sha256: string }> };

export type ApproveMutationVariables = Exact<{
  input: ApproveTransitionInput;
}>;


export type ApproveMutation = { approveTransition: { transitionRequest: { id: string, state: TransitionRequestState } | null, entry: { stream: string, seq: number | string, hash: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RejectMutationVariables = Exact<{
  input: RejectTransitionInput;
}>;


export type RejectMutation = { rejectTransition: { transitionRequest: { id: string, state: TransitionRequestState } | null, entry: { stream: string, seq: number | string, hash: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type WithdrawMutationVariables = Exact<{
  input: WithdrawTransitionInput;
}>;


export type WithdrawMutation = { withdrawTransition: { transitionRequest: { id: string, state: TransitionRequestState } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type WaivableQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type WaivableQuery = { nodes: Array<
    | { id: string, gates: Array<{ key: string, waivableBy: Array<{ role: TeamRole, count: number, team: { slug: string, name: string } | null }> }> }
    | Record<PropertyKey, never>
   | null> };

export type ReevaluateMutationVariables = Exact<{
  input: ReevaluateGatesInput;
}>;


export type ReevaluateMutation = { reevaluateGates: { transitionRequest: { id: string, state: TransitionRequestState, gates: Array<{ verdict: GateVerdict }> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type MayReviewQueryVariables = Exact<{
  model: string;
}>;


export type MayReviewQuery = { reviews: { nodes: Array<{ id: string }> } };

export type DecideReviewMutationVariables = Exact<{
  input: DecideReviewInput;
}>;


export type DecideReviewMutation = { decideReview: { review: { id: string, state: ReviewState } | null, entry: { stream: string, seq: number | string, hash: string } | null, transitionRequest: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RunQueryVariables = Exact<{
  id: string | number;
}>;


export type RunQuery = { run: { id: string, runId: string, name: string, status: RunStatus, startTime: string | null, endTime: string | null, user: string, artifactUri: string, deleted: boolean, createdAt: string, childCount: number, createdBy: { displayName: string, handle: string }, parent: { runId: string, name: string } | null, experiment: { id: string, experimentId: string, name: string, team: { name: string } | null } | null, code: { repository: string | null, commit: string | null, branch: string | null, entryPoint: string | null, sourceName: string | null, sourceType: string | null }, metrics: Array<{ key: string, value: number | string, step: number | string, at: string | null }>, params: Array<{ key: string, value: string }>, tags: Array<{ key: string, value: string }>, datasets: Array<{ name: string, digest: string, context: string | null, sourceType: string }>, loggedModels: Array<{ role: LoggedModelRole, step: number | string | null, loggedModel: { modelId: string, name: string } | null }>, modelVersions: { nodes: Array<{ id: string, modelName: string, version: number, createdAt: string, stage: { name: string } }> } } | null };

export type CoursesQueryVariables = Exact<{
  id: string | number;
  a: string;
  b: string;
  c: string;
  d: string;
  hasB: boolean;
  hasC: boolean;
  hasD: boolean;
  from?: number | string | null | undefined;
  to?: number | string | null | undefined;
}>;


export type CoursesQuery = { run: { id: string, a: { total: number | string, points: Array<{ step: number | string, value: number | string, at: string | null }> }, b?: { total: number | string, points: Array<{ step: number | string, value: number | string, at: string | null }> }, c?: { total: number | string, points: Array<{ step: number | string, value: number | string, at: string | null }> }, d?: { total: number | string, points: Array<{ step: number | string, value: number | string, at: string | null }> } } | null };

export type RunFilesQueryVariables = Exact<{
  id: string | number;
  path?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type RunFilesQuery = { run: { id: string, artifacts: { nodes: Array<{ path: string, isFolder: boolean, size: number | string | null, sha256: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OwnKeysQueryVariables = Exact<{
  owner: string | number;
  after?: string | null | undefined;
}>;


export type OwnKeysQuery = { signingKeys: { nodes: Array<{ id: string, kind: SigningKeyKind, name: string, fingerprint: string, registeredAt: string, confirmedAt: string | null, revokedAt: string | null, confirmedBy: { displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type BeginKeyMutationVariables = Exact<{
  input: BeginSigningKeyInput;
}>;


export type BeginKeyMutation = { beginSigningKey: { challenge: { id: string, command: string | null, webauthn: Record<string, unknown> | null } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RegisterKeyMutationVariables = Exact<{
  input: RegisterSigningKeyInput;
}>;


export type RegisterKeyMutation = { registerSigningKey: { signingKey: { id: string, fingerprint: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type TokensQueryVariables = Exact<{
  principal: string;
  after?: string | null | undefined;
}>;


export type TokensQuery = { apiTokens: { nodes: Array<{ id: string, name: string, hint: string, scopes: Array<TokenScope>, modelIds: Array<string> | null, createdAt: string, lastUsedAt: string | null, expiresAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateTokenMutation = { createApiToken: { secret: string | null, apiToken: { id: string, name: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RevokeTokenMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type RevokeTokenMutation = { revokeApiToken: { apiToken: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { viewer: { sessions: Array<{ id: string, openedAt: string, seenAt: string, expiresAt: string, isCurrent: boolean, tokenName: string | null }> } };

export type FindQueryVariables = Exact<{
  q: string;
}>;


export type FindQuery = { search: Array<{ kind: SearchKind, id: string, name: string, version: number | null, hint: string | null }> };

export type KeepPreferencesMutationVariables = Exact<{
  input: SetPreferencesInput;
}>;


export type KeepPreferencesMutation = { setPreferences: { preferences: { theme: Theme | null, density: Density | null, singleKeys: boolean | null, timeZone: string | null } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { organizationRoles: Array<OrganizationRole>, scopes: Array<TokenScope>, principal: { id: string, handle: string, displayName: string, kind: PrincipalKind }, teams: Array<{ roles: Array<TeamRole>, team: { slug: string, name: string } }>, preferences: { theme: Theme | null, density: Density | null, singleKeys: boolean | null, timeZone: string | null } }, transitionRequests: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } }, reviews: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } } };

export type WaitingFragment = { transitionRequests: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } }, reviews: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } } };

export type LogAdmitsQueryVariables = Exact<{ [key: string]: never; }>;


export type LogAdmitsQuery = { auditLog: { anchors: Array<{ kind: string }> | null } };

export type WaitingQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingQuery = { transitionRequests: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } }, reviews: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } } };

export type TeamQueryVariables = Exact<{
  slug: string;
}>;


export type TeamQuery = { team: { id: string, slug: string, name: string, members: { nodes: Array<{ roles: Array<TeamRole>, principal: { id: string, handle: string, displayName: string, kind: PrincipalKind, deactivatedAt: string | null } }>, pageInfo: { hasNextPage: boolean } }, serviceAccounts: { nodes: Array<{ id: string, handle: string, displayName: string, deactivatedAt: string | null }> }, groups: Array<{ group: string, roles: Array<TeamRole> }> } | null, registeredModels: { nodes: Array<{ id: string, name: string, riskTier: RiskTier | null, openRequestCount: number, slots: Array<{ slot: string, version: number }>, latestVersion: { version: number } | null }>, pageInfo: { hasNextPage: boolean } }, experiments: { nodes: Array<{ id: string, experimentId: string, name: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean } }, approvalPolicies: { nodes: Array<{ id: string, name: string, scope: ApprovalPolicyScope, modelName: string | null, slots: Array<string>, revision: number }>, pageInfo: { hasNextPage: boolean } } };

export type AddMemberMutationVariables = Exact<{
  input: AddTeamMemberInput;
}>;


export type AddMemberMutation = { addTeamMember: { membership: { roles: Array<TeamRole> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type ChangeRolesMutationVariables = Exact<{
  input: ChangeTeamMemberRolesInput;
}>;


export type ChangeRolesMutation = { changeTeamMemberRoles: { membership: { roles: Array<TeamRole> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveTeamMemberInput;
}>;


export type RemoveMemberMutation = { removeTeamMember: { team: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type CreatePackMutationVariables = Exact<{
  input: CreateEvidencePackInput;
}>;


export type CreatePackMutation = { createEvidencePack: { evidencePack: { id: string, sha256: string, size: number | string, disclosed: Array<Disclosure>, checkpointSize: number | string, createdAt: string, downloadUrl: string, createdBy: { displayName: string } } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type PackFragment = { id: string, sha256: string, size: number | string, disclosed: Array<Disclosure>, checkpointSize: number | string, createdAt: string, downloadUrl: string, createdBy: { displayName: string } };

export type PacksQueryVariables = Exact<{
  id: string | number;
}>;


export type PacksQuery = { evidencePacks: { nodes: Array<{ id: string, sha256: string, size: number | string, disclosed: Array<Disclosure>, checkpointSize: number | string, createdAt: string, downloadUrl: string, createdBy: { displayName: string } }> } };

export type PackListQueryVariables = Exact<{ [key: string]: never; }>;


export type PackListQuery = { policyPacks: Array<{ id: string, version: string, title: string, regime: string, status: PackStatus }> };

export type ControlsQueryVariables = Exact<{
  name: string;
  version: number;
  pack: string;
  packVersion: string;
}>;


export type ControlsQuery = { modelVersion: { controls: Array<{ id: string, title: string, state: ControlState, judgement: string | null, missing: Array<string>, evidence: Array<{ what: string, label: string | null, hidden: boolean }> }> } | null };

export type RequestMoveMutationVariables = Exact<{
  input: RequestTransitionInput;
}>;


export type RequestMoveMutation = { requestTransition: { transitionRequest: { id: string, state: TransitionRequestState, to: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
      | { code: UserErrorCode, message: string, path: Array<string> }
    > } };

export type CheckMoveQueryVariables = Exact<{
  id: string | number;
  to: string;
}>;


export type CheckMoveQuery = { checkTransition: { canRequest: boolean, appliesAtOnce: boolean, places: Array<{ role: TeamRole, needed: number, team: { name: string } | null }>, refusals: Array<{ act: TransitionAct, code: string, message: string, who: string | null }>, gates: Array<{ key: string, title: string | null, verdict: GateVerdict, required: string, observed: string | null, cause: string | null, policy: { id: string } | null }> } };

export type MoveGatesQueryVariables = Exact<{
  name: string;
  version: number;
  to: string;
}>;


export type MoveGatesQuery = { modelVersion: { gates: Array<{ key: string, title: string | null, verdict: GateVerdict, cause: string | null, policy: { id: string, name: string, gates: Array<{ key: string, waivableBy: Array<{ role: TeamRole, count: number, team: { name: string } | null }> }> } | null }>, registeredModel: { guards: Array<{ slot: string, policies: Array<{ id: string, emergency: { reviewWithinHours: number, requirements: Array<{ role: TeamRole, count: number, team: { name: string } | null }> } | null }> }> } | null } | null };

export type VersionQueryVariables = Exact<{
  name: string;
  version: number;
}>;


export type VersionQuery = { auditLog: { id: string | null, state: LogState, haltReason: string | null, anchors: Array<{ isWeak: boolean, state: LogKeeperState, size: number | string | null }> | null, witnesses: Array<{ state: LogKeeperState, size: number | string | null }> | null }, modelVersion: { id: string, version: number, modelName: string, description: string, digest: string, createdAt: string, source: string, snapshot: VersionSnapshot, aliases: Array<string>, viewerCanRequestTransition: boolean, runId: string | null, createdBy: { displayName: string, handle: string }, stage: { name: string }, nextStages: Array<{ name: string }>, run: { name: string, runId: string } | null, runSnapshot: { runId: string, sourceCommit: string | null, startTime: string | null, endTime: string | null, status: RunStatus, user: string } | null, metrics: Array<{ key: string, value: number | string, direction: MetricDirection | null }>, params: Array<{ key: string, value: string }>, datasets: Array<{ name: string, digest: string | null, source: string | null }>, artifacts: Array<{ path: string, size: number | string, sha256: string, downloadPath: string }>, tags: Array<{ key: string, value: string }>, slotHistory: { nodes: Array<{ slot: string, from: string, to: string | null }> }, evaluations: { nodes: Array<{ metric: string, value: number | string, source: EvaluationSource, attempts: number, at: string, dataset: { name: string, digest: string | null }, by: { displayName: string }, run: { runId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean } }, checks: { nodes: Array<{ id: string, name: string, status: CheckStatus, conclusion: CheckConclusion | null, summary: string | null, detailsUrl: string | null, versionDigest: string, reportedAt: string, reportedBy: { displayName: string } }>, pageInfo: { hasNextPage: boolean } }, documents: { nodes: Array<{ id: string, kind: string, title: string, revision: number, digest: string, publishedAt: string, publishedBy: { displayName: string } }> }, registeredModel: { riskTier: RiskTier | null, team: { name: string, slug: string }, latestVersion: { version: number } | null, slots: Array<{ slot: string, version: number }>, guards: Array<{ slot: string }>, ownershipTags: Array<{ key: string, team: { name: string } | null, principal: { displayName: string, handle: string } | null }> } | null, transitionRequests: { nodes: Array<{ id: string, state: TransitionRequestState, cause: string | null, from: string | null, to: string, reason: string, ticketUrl: string | null, requestedAt: string, closedAt: string | null, requestedBy: { displayName: string, handle: string }, displaces: { version: number } | null, requirements: Array<{ policyName: string | null, policyId: string | null, policyRevision: number | null }>, decisions: Array<{ id: string, printedName: string, verdict: DecisionVerdict, meaning: DecisionMeaning, role: TeamRole, at: string, comment: string | null, authMethod: string, contentDigest: string, signature: { kind: SigningKeyKind, keyFingerprint: string, userVerified: boolean } | null }> }> } } | null };

export type ChampionQueryVariables = Exact<{
  name: string;
  version: number;
}>;


export type ChampionQuery = { modelVersion: { version: number, metrics: Array<{ key: string, value: number | string, direction: MetricDirection | null }> } | null };

export type DriftQueryVariables = Exact<{
  name: string;
  version: number;
}>;


export type DriftQuery = { modelVersion: { drift: { hasDrifted: boolean, metrics: Array<{ key: string, frozen: number | string | null, now: number | string | null }>, params: Array<{ key: string, frozen: string | null, now: string | null }>, tags: Array<{ key: string, frozen: string | null, now: string | null }>, facts: Array<{ key: string, frozen: string | null, now: string | null }>, artifacts: Array<{ path: string, frozenSha256: string | null, nowSha256: string | null }> | null } | null } | null };

export type VersionEntriesQueryVariables = Exact<{
  name: string;
  version: number;
  after?: string | null | undefined;
}>;


export type VersionEntriesQuery = { modelVersion: { evidence: { nodes: Array<{ id: string, action: string, outcome: AuditOutcome, at: string, channel: string, reason: string | null, stream: string | null, seq: number | string | null, hash: string, before: unknown, after: unknown, actor: { displayName: string | null, handle: string | null, kind: PrincipalKind, roles: Array<string> }, subjects: Array<{ role: string, type: string, id: string | null, label: string | null, hidden: boolean }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SignersFragmentDoc = new TypedDocumentString(`
    fragment Signers on ModelVersion {
  transitionRequests(first: 50) {
    nodes {
      id
      state
      to
      closedAt
      decisions {
        id
        printedName
        verdict
        meaning
        role
        at
        comment
        authMethod
        contentDigest
        signature {
          kind
          keyFingerprint
          userVerified
        }
      }
    }
  }
}
    `, {"fragmentName":"Signers"}) as unknown as TypedDocumentString<SignersFragment, unknown>;
export const DocumentRowFragmentDoc = new TypedDocumentString(`
    fragment DocumentRow on Document {
  id
  kind
  title
  revision
  digest
  publishedAt
  publishedBy {
    displayName
  }
}
    `, {"fragmentName":"DocumentRow"}) as unknown as TypedDocumentString<DocumentRowFragment, unknown>;
export const LogKeptFragmentDoc = new TypedDocumentString(`
    fragment LogKept on AuditLog {
  id
  state
  haltReason
  anchors {
    isWeak
    state
    size
  }
  witnesses {
    state
    size
  }
}
    `, {"fragmentName":"LogKept"}) as unknown as TypedDocumentString<LogKeptFragment, unknown>;
export const ComparedFragmentDoc = new TypedDocumentString(`
    fragment Compared on ModelVersion {
  version
  metrics {
    key
    value
    direction
  }
  params {
    key
    value
  }
  datasets {
    name
    digest
  }
  artifacts {
    path
    size
    sha256
  }
}
    `, {"fragmentName":"Compared"}) as unknown as TypedDocumentString<ComparedFragment, unknown>;
export const WaitingFragmentDoc = new TypedDocumentString(`
    fragment Waiting on Query {
  transitionRequests(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
    }
  }
  reviews(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `, {"fragmentName":"Waiting"}) as unknown as TypedDocumentString<WaitingFragment, unknown>;
export const PackFragmentDoc = new TypedDocumentString(`
    fragment Pack on EvidencePack {
  id
  sha256
  size
  disclosed
  checkpointSize
  createdAt
  createdBy {
    displayName
  }
  downloadUrl
}
    `, {"fragmentName":"Pack"}) as unknown as TypedDocumentString<PackFragment, unknown>;
export const OpenInvitationsDocument = new TypedDocumentString(`
    query OpenInvitations($after: String) {
  invitations(filter: {open: true}, first: 50, after: $after) {
    nodes {
      id
      createdAt
      expiresAt
      principal {
        displayName
        handle
      }
      createdBy {
        displayName
        handle
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OpenInvitationsQuery, OpenInvitationsQueryVariables>;
export const RevokeInvitationDocument = new TypedDocumentString(`
    mutation RevokeInvitation($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
export const SigningKeysDocument = new TypedDocumentString(`
    query SigningKeys($filter: SigningKeyFilter, $after: String) {
  signingKeys(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      kind
      name
      fingerprint
      registeredAt
      confirmedAt
      revokedAt
      owner {
        id
        handle
        displayName
      }
      confirmedBy {
        displayName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SigningKeysQuery, SigningKeysQueryVariables>;
export const ConfirmKeyDocument = new TypedDocumentString(`
    mutation ConfirmKey($input: ConfirmSigningKeyInput!) {
  confirmSigningKey(input: $input) {
    signingKey {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmKeyMutation, ConfirmKeyMutationVariables>;
export const AdminLifecycleDocument = new TypedDocumentString(`
    query AdminLifecycle {
  lifecycle {
    stages {
      name
      exclusive
    }
    edges {
      from
      to
    }
  }
}
    `) as unknown as TypedDocumentString<AdminLifecycleQuery, AdminLifecycleQueryVariables>;
export const SetLifecycleDocument = new TypedDocumentString(`
    mutation SetLifecycle($input: SetLifecycleInput!) {
  setLifecycle(input: $input) {
    lifecycle {
      stages {
        name
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetLifecycleMutation, SetLifecycleMutationVariables>;
export const AdminPacksDocument = new TypedDocumentString(`
    query AdminPacks {
  policyPacks(first: 100) {
    id
    version
    title
    regime
    status
    effectiveFrom
    teams
    policies(first: 100)
    documents(first: 100) {
      kind
    }
    controls(first: 500) {
      id
    }
  }
  approvalPolicies(first: 200) {
    nodes {
      id
      name
      scope
      modelName
      team {
        name
      }
      pack {
        id
        version
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<AdminPacksQuery, AdminPacksQueryVariables>;
export const InstallPackDocument = new TypedDocumentString(`
    mutation InstallPack($input: InstallPolicyPackInput!) {
  installPolicyPack(input: $input) {
    approvalPolicies {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<InstallPackMutation, InstallPackMutationVariables>;
export const AdminPeopleDocument = new TypedDocumentString(`
    query AdminPeople($filter: UserFilter, $after: String) {
  users(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      handle
      displayName
      kind
      email
      organizationRoles
      deactivatedAt
      team {
        slug
        name
      }
      memberships(first: 20) {
        roles
        team {
          slug
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminPeopleQuery, AdminPeopleQueryVariables>;
export const CreatePersonDocument = new TypedDocumentString(`
    mutation CreatePerson($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
      handle
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePersonMutation, CreatePersonMutationVariables>;
export const InviteDocument = new TypedDocumentString(`
    mutation Invite($input: CreateInvitationInput!) {
  createInvitation(input: $input) {
    code
    invitation {
      id
      expiresAt
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<InviteMutation, InviteMutationVariables>;
export const DeactivateDocument = new TypedDocumentString(`
    mutation Deactivate($input: DeactivateUserInput!) {
  deactivateUser(input: $input) {
    user {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DeactivateMutation, DeactivateMutationVariables>;
export const ReactivateDocument = new TypedDocumentString(`
    mutation Reactivate($input: ReactivateUserInput!) {
  reactivateUser(input: $input) {
    user {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ReactivateMutation, ReactivateMutationVariables>;
export const GrantRoleDocument = new TypedDocumentString(`
    mutation GrantRole($input: GrantOrganizationRoleInput!) {
  grantOrganizationRole(input: $input) {
    principal {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<GrantRoleMutation, GrantRoleMutationVariables>;
export const RevokeRoleDocument = new TypedDocumentString(`
    mutation RevokeRole($input: RevokeOrganizationRoleInput!) {
  revokeOrganizationRole(input: $input) {
    principal {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeRoleMutation, RevokeRoleMutationVariables>;
export const AdminPoliciesDocument = new TypedDocumentString(`
    query AdminPolicies($filter: ApprovalPolicyFilter, $after: String) {
  approvalPolicies(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      name
      revision
      scope
      modelName
      slots
      tiers
      retiredAt
      team {
        slug
        name
      }
      requirements {
        role
        count
        team {
          name
        }
      }
      gates(first: 20) {
        key
      }
      emergency {
        reviewWithinHours
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminPoliciesQuery, AdminPoliciesQueryVariables>;
export const PolicyDocument = new TypedDocumentString(`
    query Policy($id: ID!) {
  approvalPolicy(id: $id) {
    id
    name
    revision
    digest
    scope
    modelName
    team {
      slug
      name
    }
    slots
    requirements {
      role
      count
      team {
        id
        slug
        name
      }
    }
    separationOfDuties
    signing
    boundTags
    expiresAfterHours
    rollbackWithinHours
    tiers
    createdAt
    retiredAt
    pack {
      id
      version
    }
    emergency {
      reviewWithinHours
      requirements {
        role
        count
        team {
          id
          slug
          name
        }
      }
    }
    gates(first: 20) {
      key
      title
      waivableBy {
        role
        count
        team {
          id
          slug
          name
        }
      }
      metric {
        key
        min
        max
        evaluator {
          teamId
          independent
        }
        dataset {
          name
          digest
        }
      }
      champion {
        metric
        direction
        margin
        relative
        paired {
          table
          row
          score
          confidence
        }
        against
        without
        evaluator {
          teamId
          independent
        }
        dataset {
          name
          digest
        }
      }
      groups {
        metric
        attribute
        minRatio
        maxDifference
        minEach
        maxEach
        minGroupSize
        evaluator {
          teamId
          independent
        }
        dataset {
          name
          digest
        }
      }
      tag {
        key
        values
        subject
        independent
        setBy {
          role
          teamId
        }
      }
      check {
        name
        reportedBy
        maxAgeHours
      }
      document {
        kind
        fields
        subject
        independent
        maxAgeHours
        publishedBy {
          role
          teamId
        }
      }
      signature {
        mode
      }
      files {
        require
        forbid
        maxBytes
      }
      provenance {
        commit
        trainingData
        environment
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PolicyQuery, PolicyQueryVariables>;
export const CreatePolicyDocument = new TypedDocumentString(`
    mutation CreatePolicy($input: CreateApprovalPolicyInput!) {
  createApprovalPolicy(input: $input) {
    approvalPolicy {
      id
      revision
    }
    warnings
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePolicyMutation, CreatePolicyMutationVariables>;
export const UpdatePolicyDocument = new TypedDocumentString(`
    mutation UpdatePolicy($input: UpdateApprovalPolicyInput!) {
  updateApprovalPolicy(input: $input) {
    approvalPolicy {
      id
      revision
    }
    warnings
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdatePolicyMutation, UpdatePolicyMutationVariables>;
export const RetirePolicyDocument = new TypedDocumentString(`
    mutation RetirePolicy($input: RetireApprovalPolicyInput!) {
  retireApprovalPolicy(input: $input) {
    approvalPolicy {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RetirePolicyMutation, RetirePolicyMutationVariables>;
export const CoveredDocument = new TypedDocumentString(`
    query Covered($model: String!, $team: String!, $forModel: Boolean!, $forTeam: Boolean!) {
  registeredModel(name: $model) @include(if: $forModel) {
    id
  }
  team(slug: $team) @include(if: $forTeam) {
    id
  }
}
    `) as unknown as TypedDocumentString<CoveredQuery, CoveredQueryVariables>;
export const TeamSlugsDocument = new TypedDocumentString(`
    query TeamSlugs {
  teams(first: 200) {
    nodes {
      id
      slug
      name
    }
  }
}
    `) as unknown as TypedDocumentString<TeamSlugsQuery, TeamSlugsQueryVariables>;
export const TryMoveDocument = new TypedDocumentString(`
    query TryMove($id: ID!, $to: String!, $principal: String) {
  checkTransition(modelVersionId: $id, to: $to, principal: $principal) {
    canRequest
    canApprove
    appliesAtOnce
    places {
      role
      needed
      team {
        name
      }
      policyName
    }
    refusals {
      act
      code
      message
      who
    }
    gates(first: 50) {
      key
      title
      verdict
      required
      observed
      cause
      policy {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TryMoveQuery, TryMoveQueryVariables>;
export const TryVersionDocument = new TypedDocumentString(`
    query TryVersion($name: String!, $version: Int!) {
  modelVersion(name: $name, version: $version) {
    id
  }
}
    `) as unknown as TypedDocumentString<TryVersionQuery, TryVersionQueryVariables>;
export const CreateProgramDocument = new TypedDocumentString(`
    mutation CreateProgram($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) {
    serviceAccount {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProgramMutation, CreateProgramMutationVariables>;
export const EndProgramDocument = new TypedDocumentString(`
    mutation EndProgram($input: DeactivateServiceAccountInput!) {
  deactivateServiceAccount(input: $input) {
    serviceAccount {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<EndProgramMutation, EndProgramMutationVariables>;
export const TeamIdDocument = new TypedDocumentString(`
    query TeamId($slug: String!) {
  team(slug: $slug) {
    id
  }
}
    `) as unknown as TypedDocumentString<TeamIdQuery, TeamIdQueryVariables>;
export const AdminTeamsDocument = new TypedDocumentString(`
    query AdminTeams($after: String) {
  teams(first: 50, after: $after) {
    nodes {
      id
      slug
      name
      createdAt
      groups(first: 50) {
        group
        roles
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminTeamsQuery, AdminTeamsQueryVariables>;
export const CreateTeamDocument = new TypedDocumentString(`
    mutation CreateTeam($input: CreateTeamInput!) {
  createTeam(input: $input) {
    team {
      slug
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTeamMutation, CreateTeamMutationVariables>;
export const LinkGroupDocument = new TypedDocumentString(`
    mutation LinkGroup($input: LinkTeamGroupInput!) {
  linkTeamGroup(input: $input) {
    team {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<LinkGroupMutation, LinkGroupMutationVariables>;
export const UnlinkGroupDocument = new TypedDocumentString(`
    mutation UnlinkGroup($input: UnlinkTeamGroupInput!) {
  unlinkTeamGroup(input: $input) {
    team {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UnlinkGroupMutation, UnlinkGroupMutationVariables>;
export const AdminTokensDocument = new TypedDocumentString(`
    query AdminTokens($filter: ApiTokenFilter, $after: String) {
  apiTokens(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      name
      hint
      scopes
      modelIds
      createdAt
      lastUsedAt
      expiresAt
      principal {
        handle
        displayName
      }
      invitedBy {
        displayName
      }
      mintedBy {
        displayName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminTokensQuery, AdminTokensQueryVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($filter: AuditEntryFilter, $after: String) {
  auditEntries(filter: $filter, orderBy: {at: DESC}, first: 50, after: $after) {
    nodes {
      id
      action
      outcome
      at
      actor {
        displayName
        handle
        kind
      }
      channel
      reason
      stream
      seq
      hash
      subjects {
        role
        type
        id
        label
        hidden
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AuditEntryWholeDocument = new TypedDocumentString(`
    query AuditEntryWhole($id: ID!) {
  node(id: $id) {
    ... on AuditEntry {
      id
      action
      outcome
      at
      actor {
        id
        displayName
        handle
        kind
        roles
      }
      channel
      client
      clientRequestId
      requestId
      operation
      reason
      decision
      before
      after
      stream
      seq
      hash
      previousHash
      envelope
      body
      subjects {
        role
        type
        id
        label
        hidden
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AuditEntryWholeQuery, AuditEntryWholeQueryVariables>;
export const AuditBytesDocument = new TypedDocumentString(`
    query AuditBytes($filter: AuditEntryFilter, $after: String, $first: Int!) {
  auditEntries(filter: $filter, orderBy: {at: DESC}, first: $first, after: $after) {
    nodes {
      id
      action
      outcome
      at
      actor {
        handle
        displayName
      }
      channel
      reason
      requestId
      operation
      stream
      seq
      hash
      previousHash
      envelope
      body
      subjects {
        role
        type
        id
        label
        hidden
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditBytesQuery, AuditBytesQueryVariables>;
export const ComparedColumnsDocument = new TypedDocumentString(`
    query ComparedColumns($runIds: [ID!]!) {
  columns(runIds: $runIds, first: 100) {
    kind
    key
    runs
    distinct
    sampled
  }
}
    `) as unknown as TypedDocumentString<ComparedColumnsQuery, ComparedColumnsQueryVariables>;
export const ComparedRunsDocument = new TypedDocumentString(`
    query ComparedRuns($runIds: [ID!]!, $columns: [ColumnInput!]!, $aggregate: Aggregate!) {
  runMatrix(
    runIds: $runIds
    columns: $columns
    aggregate: $aggregate
    limit: 2000
  ) {
    runs
    names
    columns {
      kind
      key
      values
    }
    total
  }
}
    `) as unknown as TypedDocumentString<ComparedRunsQuery, ComparedRunsQueryVariables>;
export const ComparedCoursesDocument = new TypedDocumentString(`
    query ComparedCourses($runIds: [ID!]!, $keys: [String!]!, $axis: SeriesAxis!) {
  metricSeries(runIds: $runIds, keys: $keys, axis: $axis) {
    runId
    steps
    times
    values
    total
  }
}
    `) as unknown as TypedDocumentString<ComparedCoursesQuery, ComparedCoursesQueryVariables>;
export const ExperimentColumnsDocument = new TypedDocumentString(`
    query ExperimentColumns($ids: [ID!]!, $prefix: String, $differing: Boolean, $first: Int!) {
  columns(
    experimentIds: $ids
    prefix: $prefix
    differing: $differing
    first: $first
  ) {
    kind
    key
    runs
    distinct
    min
    max
    sampled
  }
}
    `) as unknown as TypedDocumentString<ExperimentColumnsQuery, ExperimentColumnsQueryVariables>;
export const ExperimentDocument = new TypedDocumentString(`
    query Experiment($id: ID!) {
  experiment(id: $id) {
    id
    experimentId
    name
    deletedAt
    artifactLocation
    team {
      name
    }
    tags(first: 50) {
      key
      value
    }
  }
}
    `) as unknown as TypedDocumentString<ExperimentQuery, ExperimentQueryVariables>;
export const ExperimentRunsDocument = new TypedDocumentString(`
    query ExperimentRuns($filter: RunFilter, $orderBy: [RunOrder!], $after: String, $first: Int!, $metricKeys: [String!], $metrics: Int!, $paramKeys: [String!], $params: Int!, $sorted: String!, $hasSorted: Boolean!, $best: String, $among: [String!], $direction: MetricDirection) {
  runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes {
      id
      runId
      name
      status
      startTime
      endTime
      childCount
      metrics(keys: $metricKeys, first: $metrics) {
        key
        value
      }
      params(keys: $paramKeys, first: $params) {
        key
        value
      }
      sorted: metrics(keys: [$sorted], first: 1) @include(if: $hasSorted) {
        key
        value
      }
      bestChild(metric: $best, among: $among, direction: $direction) {
        metric
        value
        run {
          runId
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ExperimentRunsQuery, ExperimentRunsQueryVariables>;
export const ExperimentsDocument = new TypedDocumentString(`
    query Experiments($filter: ExperimentFilter, $after: String) {
  experiments(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      experimentId
      name
      visibility
      updatedAt
      createdAt
      team {
        name
      }
      lastRunAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ExperimentsQuery, ExperimentsQueryVariables>;
export const InboxDocument = new TypedDocumentString(`
    query Inbox($filter: TransitionRequestFilter, $after: String) {
  transitionRequests(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      modelName
      version
      to
      state
      reason
      requestedAt
      expiresAt
      closedAt
      requestedBy {
        displayName
      }
      displaces {
        version
      }
      requirements {
        role
        needed
        given
        team {
          name
          slug
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<InboxQuery, InboxQueryVariables>;
export const InboxReviewsDocument = new TypedDocumentString(`
    query InboxReviews {
  reviews(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
      state
      dueAt
      openedAt
      transitionRequest {
        id
        modelName
        version
        to
        emergency {
          reason
          incidentUrl
        }
        requestedBy {
          displayName
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InboxReviewsQuery, InboxReviewsQueryVariables>;
export const LineageDocument = new TypedDocumentString(`
    query Lineage($id: ID!, $direction: LineageDirection!) {
  lineage(id: $id, direction: $direction, depth: 1) {
    nodes {
      key
      id
      kind
      label
      modelVersion {
        modelName
        version
      }
      run {
        runId
      }
      dataset {
        digest
      }
    }
    edges {
      from
      to
      role
      context
    }
    truncated
  }
}
    `) as unknown as TypedDocumentString<LineageQuery, LineageQueryVariables>;
export const LineageOfModelDocument = new TypedDocumentString(`
    query LineageOfModel($name: String!) {
  registeredModel(name: $name) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<LineageOfModelQuery, LineageOfModelQueryVariables>;
export const LineageOfVersionDocument = new TypedDocumentString(`
    query LineageOfVersion($name: String!, $version: Int!) {
  modelVersion(name: $name, version: $version) {
    id
    modelName
    version
  }
}
    `) as unknown as TypedDocumentString<LineageOfVersionQuery, LineageOfVersionQueryVariables>;
export const LineageOfRunDocument = new TypedDocumentString(`
    query LineageOfRun($id: ID!) {
  run(id: $id) {
    id
    runId
    name
  }
}
    `) as unknown as TypedDocumentString<LineageOfRunQuery, LineageOfRunQueryVariables>;
export const LogDocument = new TypedDocumentString(`
    query Log {
  auditLog {
    id
    origin
    vkeys
    size
    root
    checkpoint
    indexSize
    pending
    oldestPendingAt
    state
    haltReason
    hardening {
      level
      findings
    }
    witnesses {
      name
      state
      size
      at
      detail
    }
    anchors {
      kind
      target
      isWeak
      state
      size
      at
      detail
    }
  }
}
    `) as unknown as TypedDocumentString<LogQuery, LogQueryVariables>;
export const SetRiskTierDocument = new TypedDocumentString(`
    mutation SetRiskTier($input: SetRiskTierInput!) {
  setRiskTier(input: $input) {
    registeredModel {
      id
      riskTier
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetRiskTierMutation, SetRiskTierMutationVariables>;
export const ModelDocument = new TypedDocumentString(`
    query Model($name: String!) {
  registeredModel(name: $name) {
    id
    name
    description
    visibility
    riskTier
    documents(first: 20) {
      nodes {
        ...DocumentRow
      }
    }
    createdAt
    createdBy {
      displayName
      handle
    }
    team {
      name
      slug
    }
    tags {
      key
      value
    }
    slots {
      slot
      version
      since
    }
    openRequestCount
    latestVersion {
      version
    }
    ownershipTags {
      key
      team {
        name
      }
      principal {
        displayName
        handle
      }
    }
    guards {
      slot
      policies {
        id
        name
        revision
        requirements {
          role
          count
          team {
            name
          }
        }
        gates(first: 20) {
          key
          title
        }
      }
    }
    grants {
      role
      slots
      team {
        name
      }
    }
  }
  lifecycle {
    stages {
      name
      exclusive
    }
  }
  requests: transitionRequests(filter: {model: $name, state: PENDING}, first: 20) {
    nodes {
      id
      version
      to
      requestedAt
      requestedBy {
        displayName
      }
    }
  }
}
    fragment DocumentRow on Document {
  id
  kind
  title
  revision
  digest
  publishedAt
  publishedBy {
    displayName
  }
}`) as unknown as TypedDocumentString<ModelQuery, ModelQueryVariables>;
export const ModelVersionsDocument = new TypedDocumentString(`
    query ModelVersions($name: String!, $after: String) {
  modelVersions(
    filter: {model: $name}
    orderBy: {field: VERSION, direction: DESC}
    first: 50
    after: $after
  ) {
    nodes {
      id
      version
      description
      createdAt
      createdBy {
        displayName
      }
      stage {
        name
      }
      aliases
      metrics(first: 50) {
        key
        value
        direction
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ModelVersionsQuery, ModelVersionsQueryVariables>;
export const SlotHistoryDocument = new TypedDocumentString(`
    query SlotHistory($name: String!, $slot: String!, $after: String, $holder: Int!, $withSigners: Boolean!) {
  registeredModel(name: $name) {
    slotHistory(slot: $slot, first: 200, after: $after) {
      nodes {
        version
        from
        to
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  holder: modelVersion(name: $name, version: $holder) @include(if: $withSigners) {
    ...Signers
  }
}
    fragment Signers on ModelVersion {
  transitionRequests(first: 50) {
    nodes {
      id
      state
      to
      closedAt
      decisions {
        id
        printedName
        verdict
        meaning
        role
        at
        comment
        authMethod
        contentDigest
        signature {
          kind
          keyFingerprint
          userVerified
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<SlotHistoryQuery, SlotHistoryQueryVariables>;
export const SignersOfDocument = new TypedDocumentString(`
    query SignersOf($name: String!, $version: Int!) {
  modelVersion(name: $name, version: $version) {
    ...Signers
  }
}
    fragment Signers on ModelVersion {
  transitionRequests(first: 50) {
    nodes {
      id
      state
      to
      closedAt
      decisions {
        id
        printedName
        verdict
        meaning
        role
        at
        comment
        authMethod
        contentDigest
        signature {
          kind
          keyFingerprint
          userVerified
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<SignersOfQuery, SignersOfQueryVariables>;
export const ModelFacetsDocument = new TypedDocumentString(`
    query ModelFacets($filter: RegisteredModelFilter) {
  registeredModels(filter: $filter, first: 1) {
    facets(keys: ["team", "owner", "slot", "riskTier"], first: 8) {
      key
      values {
        value
        label
        count
        capped
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ModelFacetsQuery, ModelFacetsQueryVariables>;
export const VersionFacetsDocument = new TypedDocumentString(`
    query VersionFacets($filter: ModelVersionFilter) {
  modelVersions(filter: $filter, first: 1) {
    facets(keys: ["team", "stage", "alias", "tag"], first: 8) {
      key
      values {
        value
        label
        count
        capped
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VersionFacetsQuery, VersionFacetsQueryVariables>;
export const ModelsDocument = new TypedDocumentString(`
    query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {
  registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    nodes {
      id
      name
      description
      team {
        slug
        name
      }
      slots {
        slot
        version
        since
      }
      guards {
        slot
      }
      openRequestCount
      lastActivityAt
      latestVersion {
        version
        createdAt
      }
      ownershipTags(first: 6) {
        key
        team {
          name
        }
        principal {
          displayName
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ModelsQuery, ModelsQueryVariables>;
export const VersionsDocument = new TypedDocumentString(`
    query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {
  modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    nodes {
      id
      modelName
      version
      stage {
        name
      }
      aliases
      createdAt
      createdBy {
        displayName
      }
      tags(first: 20) {
        key
        value
      }
      registeredModel {
        team {
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<VersionsQuery, VersionsQueryVariables>;
export const TeamsDocument = new TypedDocumentString(`
    query Teams {
  teams(first: 50) {
    nodes {
      slug
      name
    }
  }
}
    `) as unknown as TypedDocumentString<TeamsQuery, TeamsQueryVariables>;
export const PublishDocumentDocument = new TypedDocumentString(`
    mutation PublishDocument($input: PublishDocumentInput!) {
  publishDocument(input: $input) {
    document {
      id
      revision
      title
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<PublishDocumentMutation, PublishDocumentMutationVariables>;
export const ReadDocumentDocument = new TypedDocumentString(`
    query ReadDocument($id: ID!) {
  document(id: $id) {
    ...DocumentRow
    content
    fields
  }
}
    fragment DocumentRow on Document {
  id
  kind
  title
  revision
  digest
  publishedAt
  publishedBy {
    displayName
  }
}`) as unknown as TypedDocumentString<ReadDocumentQuery, ReadDocumentQueryVariables>;
export const LogKeepersDocument = new TypedDocumentString(`
    query LogKeepers {
  auditLog {
    ...LogKept
  }
}
    fragment LogKept on AuditLog {
  id
  state
  haltReason
  anchors {
    isWeak
    state
    size
  }
  witnesses {
    state
    size
  }
}`) as unknown as TypedDocumentString<LogKeepersQuery, LogKeepersQueryVariables>;
export const PrincipalIdDocument = new TypedDocumentString(`
    query PrincipalId($handle: String!) {
  principal(handle: $handle) {
    id
  }
}
    `) as unknown as TypedDocumentString<PrincipalIdQuery, PrincipalIdQueryVariables>;
export const UsableKeysDocument = new TypedDocumentString(`
    query UsableKeys($owner: ID!) {
  signingKeys(
    filter: {ownerId: $owner, confirmed: true, revoked: false}
    first: 50
  ) {
    nodes {
      id
      kind
      name
      fingerprint
      publicKey
    }
  }
}
    `) as unknown as TypedDocumentString<UsableKeysQuery, UsableKeysQueryVariables>;
export const PrepareSignatureDocument = new TypedDocumentString(`
    mutation PrepareSignature($input: PrepareSignatureInput!) {
  prepareSignature(input: $input) {
    signatureRequest {
      id
      statement
      digest
      words
      command
      webauthn
      expiresAt
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<PrepareSignatureMutation, PrepareSignatureMutationVariables>;
export const RevokeKeyDocument = new TypedDocumentString(`
    mutation RevokeKey($input: RevokeSigningKeyInput!) {
  revokeSigningKey(input: $input) {
    signingKey {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeKeyMutation, RevokeKeyMutationVariables>;
export const SavedViewsDocument = new TypedDocumentString(`
    query SavedViews($screen: String!) {
  savedViews(screen: $screen) {
    id
    screen
    name
    query
    savedAt
  }
}
    `) as unknown as TypedDocumentString<SavedViewsQuery, SavedViewsQueryVariables>;
export const SavedViewDocument = new TypedDocumentString(`
    query SavedView($id: ID!) {
  savedView(id: $id) {
    id
    name
    query
  }
}
    `) as unknown as TypedDocumentString<SavedViewQuery, SavedViewQueryVariables>;
export const SaveViewDocument = new TypedDocumentString(`
    mutation SaveView($input: SaveViewInput!) {
  saveView(input: $input) {
    savedView {
      id
      name
      query
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SaveViewMutation, SaveViewMutationVariables>;
export const DeleteSavedViewDocument = new TypedDocumentString(`
    mutation DeleteSavedView($input: DeleteSavedViewInput!) {
  deleteSavedView(input: $input) {
    savedViewId
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteSavedViewMutation, DeleteSavedViewMutationVariables>;
export const WaiveDocument = new TypedDocumentString(`
    mutation Waive($input: WaiveGateInput!) {
  waiveGate(input: $input) {
    entry {
      seq
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<WaiveMutation, WaiveMutationVariables>;
export const RequestDocument = new TypedDocumentString(`
    query Request($id: ID!) {
  transitionRequest(id: $id) {
    id
    modelName
    version
    from
    to
    state
    cause
    reason
    ticketUrl
    requestedAt
    expiresAt
    closedAt
    contentDigest
    statement
    requestedBy {
      displayName
      handle
      id
    }
    displaces {
      version
    }
    phase
    signing
    emergency {
      reason
      incidentUrl
    }
    waivers {
      key
      reason
      policy {
        id
      }
    }
    modelVersion {
      registeredModel {
        riskTier
        team {
          slug
        }
        documents(first: 20) {
          nodes {
            ...DocumentRow
          }
        }
      }
      documents(first: 20) {
        nodes {
          ...DocumentRow
        }
      }
    }
    review {
      id
      state
      dueAt
      decidedAt
      rollback {
        id
        state
      }
    }
    gates {
      key
      title
      verdict
      required
      observed
      cause
      attempts
      policy {
        id
        name
      }
      waiver {
        by {
          displayName
        }
        reason
        at
      }
      inputs {
        what
        label
        id
        hidden
      }
    }
    viewerDecision {
      canApprove
      canReject
      code
      message
    }
    requirements {
      role
      needed
      given
      policyId
      policyName
      policyRevision
      team {
        name
        slug
      }
      candidates(first: 5) {
        displayName
        handle
      }
    }
    decisions {
      id
      by {
        id
      }
      printedName
      verdict
      meaning
      role
      at
      comment
      gateKey
      authMethod
      contentDigest
      signature {
        kind
        keyFingerprint
        userVerified
      }
      viewerRepeats
      entry {
        stream
        seq
      }
    }
  }
}
    fragment DocumentRow on Document {
  id
  kind
  title
  revision
  digest
  publishedAt
  publishedBy {
    displayName
  }
}`) as unknown as TypedDocumentString<RequestQuery, RequestQueryVariables>;
export const ComparisonDocument = new TypedDocumentString(`
    query Comparison($name: String!, $version: Int!, $against: Int!, $compared: Boolean!) {
  modelVersion(name: $name, version: $version) {
    ...Compared
  }
  against: modelVersion(name: $name, version: $against) @include(if: $compared) {
    ...Compared
  }
}
    fragment Compared on ModelVersion {
  version
  metrics {
    key
    value
    direction
  }
  params {
    key
    value
  }
  datasets {
    name
    digest
  }
  artifacts {
    path
    size
    sha256
  }
}`) as unknown as TypedDocumentString<ComparisonQuery, ComparisonQueryVariables>;
export const ApproveDocument = new TypedDocumentString(`
    mutation Approve($input: ApproveTransitionInput!) {
  approveTransition(input: $input) {
    transitionRequest {
      id
      state
    }
    entry {
      stream
      seq
      hash
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveMutation, ApproveMutationVariables>;
export const RejectDocument = new TypedDocumentString(`
    mutation Reject($input: RejectTransitionInput!) {
  rejectTransition(input: $input) {
    transitionRequest {
      id
      state
    }
    entry {
      stream
      seq
      hash
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RejectMutation, RejectMutationVariables>;
export const WithdrawDocument = new TypedDocumentString(`
    mutation Withdraw($input: WithdrawTransitionInput!) {
  withdrawTransition(input: $input) {
    transitionRequest {
      id
      state
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawMutation, WithdrawMutationVariables>;
export const WaivableDocument = new TypedDocumentString(`
    query Waivable($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ApprovalPolicy {
      id
      gates(first: 20) {
        key
        waivableBy {
          role
          count
          team {
            slug
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WaivableQuery, WaivableQueryVariables>;
export const ReevaluateDocument = new TypedDocumentString(`
    mutation Reevaluate($input: ReevaluateGatesInput!) {
  reevaluateGates(input: $input) {
    transitionRequest {
      id
      state
      gates {
        verdict
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ReevaluateMutation, ReevaluateMutationVariables>;
export const MayReviewDocument = new TypedDocumentString(`
    query MayReview($model: String!) {
  reviews(filter: {awaitingMyDecision: true, model: $model}, first: 100) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MayReviewQuery, MayReviewQueryVariables>;
export const DecideReviewDocument = new TypedDocumentString(`
    mutation DecideReview($input: DecideReviewInput!) {
  decideReview(input: $input) {
    review {
      id
      state
    }
    entry {
      stream
      seq
      hash
    }
    transitionRequest {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DecideReviewMutation, DecideReviewMutationVariables>;
export const RunDocument = new TypedDocumentString(`
    query Run($id: ID!) {
  run(id: $id) {
    id
    runId
    name
    status
    startTime
    endTime
    user
    artifactUri
    deleted
    createdAt
    createdBy {
      displayName
      handle
    }
    childCount
    parent {
      runId
      name
    }
    experiment {
      id
      experimentId
      name
      team {
        name
      }
    }
    code {
      repository
      commit
      branch
      entryPoint
      sourceName
      sourceType
    }
    metrics(first: 200) {
      key
      value
      step
      at
    }
    params(first: 200) {
      key
      value
    }
    tags(first: 100) {
      key
      value
    }
    datasets(first: 20) {
      name
      digest
      context
      sourceType
    }
    loggedModels(first: 20) {
      role
      step
      loggedModel {
        modelId
        name
      }
    }
    modelVersions(first: 20) {
      nodes {
        id
        modelName
        version
        stage {
          name
        }
        createdAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RunQuery, RunQueryVariables>;
export const CoursesDocument = new TypedDocumentString(`
    query Courses($id: ID!, $a: String!, $b: String!, $c: String!, $d: String!, $hasB: Boolean!, $hasC: Boolean!, $hasD: Boolean!, $from: Long, $to: Long) {
  run(id: $id) {
    id
    a: metricHistory(key: $a, points: 500, fromStep: $from, toStep: $to) {
      total
      points {
        step
        value
        at
      }
    }
    b: metricHistory(key: $b, points: 500, fromStep: $from, toStep: $to) @include(if: $hasB) {
      total
      points {
        step
        value
        at
      }
    }
    c: metricHistory(key: $c, points: 500, fromStep: $from, toStep: $to) @include(if: $hasC) {
      total
      points {
        step
        value
        at
      }
    }
    d: metricHistory(key: $d, points: 500, fromStep: $from, toStep: $to) @include(if: $hasD) {
      total
      points {
        step
        value
        at
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CoursesQuery, CoursesQueryVariables>;
export const RunFilesDocument = new TypedDocumentString(`
    query RunFiles($id: ID!, $path: String, $after: String) {
  run(id: $id) {
    id
    artifacts(path: $path, first: 100, after: $after) {
      nodes {
        path
        isFolder
        size
        sha256
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RunFilesQuery, RunFilesQueryVariables>;
export const OwnKeysDocument = new TypedDocumentString(`
    query OwnKeys($owner: ID!, $after: String) {
  signingKeys(filter: {ownerId: $owner}, first: 50, after: $after) {
    nodes {
      id
      kind
      name
      fingerprint
      registeredAt
      confirmedAt
      revokedAt
      confirmedBy {
        displayName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OwnKeysQuery, OwnKeysQueryVariables>;
export const BeginKeyDocument = new TypedDocumentString(`
    mutation BeginKey($input: BeginSigningKeyInput!) {
  beginSigningKey(input: $input) {
    challenge {
      id
      command
      webauthn
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<BeginKeyMutation, BeginKeyMutationVariables>;
export const RegisterKeyDocument = new TypedDocumentString(`
    mutation RegisterKey($input: RegisterSigningKeyInput!) {
  registerSigningKey(input: $input) {
    signingKey {
      id
      fingerprint
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterKeyMutation, RegisterKeyMutationVariables>;
export const TokensDocument = new TypedDocumentString(`
    query Tokens($principal: String!, $after: String) {
  apiTokens(
    filter: {principal: $principal, active: true}
    first: 50
    after: $after
  ) {
    nodes {
      id
      name
      hint
      scopes
      modelIds
      createdAt
      lastUsedAt
      expiresAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TokensQuery, TokensQueryVariables>;
export const CreateTokenDocument = new TypedDocumentString(`
    mutation CreateToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    secret
    apiToken {
      id
      name
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const RevokeTokenDocument = new TypedDocumentString(`
    mutation RevokeToken($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    apiToken {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions {
  viewer {
    sessions(first: 100) {
      id
      openedAt
      seenAt
      expiresAt
      isCurrent
      tokenName
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const FindDocument = new TypedDocumentString(`
    query Find($q: String!) {
  search(
    q: $q
    kinds: [VERSION, MODEL, RUN, EXPERIMENT, REQUEST, TEAM]
    first: 12
  ) {
    kind
    id
    name
    version
    hint
  }
}
    `) as unknown as TypedDocumentString<FindQuery, FindQueryVariables>;
export const KeepPreferencesDocument = new TypedDocumentString(`
    mutation KeepPreferences($input: SetPreferencesInput!) {
  setPreferences(input: $input) {
    preferences {
      theme
      density
      singleKeys
      timeZone
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<KeepPreferencesMutation, KeepPreferencesMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  ...Waiting
  viewer {
    principal {
      id
      handle
      displayName
      kind
    }
    organizationRoles
    scopes
    teams {
      team {
        slug
        name
      }
      roles
    }
    preferences {
      theme
      density
      singleKeys
      timeZone
    }
  }
}
    fragment Waiting on Query {
  transitionRequests(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
    }
  }
  reviews(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
    }
  }
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const LogAdmitsDocument = new TypedDocumentString(`
    query LogAdmits {
  auditLog {
    anchors {
      kind
    }
  }
}
    `) as unknown as TypedDocumentString<LogAdmitsQuery, LogAdmitsQueryVariables>;
export const WaitingDocument = new TypedDocumentString(`
    query Waiting {
  ...Waiting
}
    fragment Waiting on Query {
  transitionRequests(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
    }
  }
  reviews(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
    }
  }
}`) as unknown as TypedDocumentString<WaitingQuery, WaitingQueryVariables>;
export const TeamDocument = new TypedDocumentString(`
    query Team($slug: String!) {
  team(slug: $slug) {
    id
    slug
    name
    members(first: 200) {
      nodes {
        roles
        principal {
          id
          handle
          displayName
          kind
          deactivatedAt
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    serviceAccounts(first: 100) {
      nodes {
        id
        handle
        displayName
        deactivatedAt
      }
    }
    groups {
      group
      roles
    }
  }
  registeredModels(filter: {team: $slug}, first: 50) {
    nodes {
      id
      name
      riskTier
      openRequestCount
      slots {
        slot
        version
      }
      latestVersion {
        version
      }
    }
    pageInfo {
      hasNextPage
    }
  }
  experiments(filter: {team: $slug}, first: 50) {
    nodes {
      id
      experimentId
      name
      updatedAt
    }
    pageInfo {
      hasNextPage
    }
  }
  approvalPolicies(filter: {team: $slug}, first: 50) {
    nodes {
      id
      name
      scope
      modelName
      slots
      revision
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<TeamQuery, TeamQueryVariables>;
export const AddMemberDocument = new TypedDocumentString(`
    mutation AddMember($input: AddTeamMemberInput!) {
  addTeamMember(input: $input) {
    membership {
      roles
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<AddMemberMutation, AddMemberMutationVariables>;
export const ChangeRolesDocument = new TypedDocumentString(`
    mutation ChangeRoles($input: ChangeTeamMemberRolesInput!) {
  changeTeamMemberRoles(input: $input) {
    membership {
      roles
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeRolesMutation, ChangeRolesMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($input: RemoveTeamMemberInput!) {
  removeTeamMember(input: $input) {
    team {
      id
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const CreatePackDocument = new TypedDocumentString(`
    mutation CreatePack($input: CreateEvidencePackInput!) {
  createEvidencePack(input: $input) {
    evidencePack {
      ...Pack
    }
    userErrors {
      code
      message
      path
    }
  }
}
    fragment Pack on EvidencePack {
  id
  sha256
  size
  disclosed
  checkpointSize
  createdAt
  createdBy {
    displayName
  }
  downloadUrl
}`) as unknown as TypedDocumentString<CreatePackMutation, CreatePackMutationVariables>;
export const PacksDocument = new TypedDocumentString(`
    query Packs($id: ID!) {
  evidencePacks(modelVersionId: $id, first: 20) {
    nodes {
      ...Pack
    }
  }
}
    fragment Pack on EvidencePack {
  id
  sha256
  size
  disclosed
  checkpointSize
  createdAt
  createdBy {
    displayName
  }
  downloadUrl
}`) as unknown as TypedDocumentString<PacksQuery, PacksQueryVariables>;
export const PackListDocument = new TypedDocumentString(`
    query PackList {
  policyPacks(first: 50) {
    id
    version
    title
    regime
    status
  }
}
    `) as unknown as TypedDocumentString<PackListQuery, PackListQueryVariables>;
export const ControlsDocument = new TypedDocumentString(`
    query Controls($name: String!, $version: Int!, $pack: String!, $packVersion: String!) {
  modelVersion(name: $name, version: $version) {
    controls(pack: $pack, packVersion: $packVersion) {
      id
      title
      state
      judgement
      missing
      evidence {
        what
        label
        hidden
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ControlsQuery, ControlsQueryVariables>;
export const RequestMoveDocument = new TypedDocumentString(`
    mutation RequestMove($input: RequestTransitionInput!) {
  requestTransition(input: $input) {
    transitionRequest {
      id
      state
      to
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RequestMoveMutation, RequestMoveMutationVariables>;
export const CheckMoveDocument = new TypedDocumentString(`
    query CheckMove($id: ID!, $to: String!) {
  checkTransition(modelVersionId: $id, to: $to) {
    canRequest
    appliesAtOnce
    places {
      role
      needed
      team {
        name
      }
    }
    refusals {
      act
      code
      message
      who
    }
    gates(first: 50) {
      key
      title
      verdict
      required
      observed
      cause
      policy {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CheckMoveQuery, CheckMoveQueryVariables>;
export const MoveGatesDocument = new TypedDocumentString(`
    query MoveGates($name: String!, $version: Int!, $to: String!) {
  modelVersion(name: $name, version: $version) {
    gates(to: $to) {
      key
      title
      verdict
      cause
      policy {
        id
        name
        gates(first: 20) {
          key
          waivableBy {
            role
            count
            team {
              name
            }
          }
        }
      }
    }
    registeredModel {
      guards(first: 50) {
        slot
        policies(first: 20) {
          id
          emergency {
            reviewWithinHours
            requirements {
              role
              count
              team {
                name
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MoveGatesQuery, MoveGatesQueryVariables>;
export const VersionDocument = new TypedDocumentString(`
    query Version($name: String!, $version: Int!) {
  auditLog {
    ...LogKept
  }
  modelVersion(name: $name, version: $version) {
    id
    version
    modelName
    description
    digest
    createdAt
    createdBy {
      displayName
      handle
    }
    source
    snapshot
    stage {
      name
    }
    aliases
    nextStages {
      name
    }
    viewerCanRequestTransition
    run {
      name
      runId
    }
    runId
    runSnapshot {
      runId
      sourceCommit
      startTime
      endTime
      status
      user
    }
    metrics {
      key
      value
      direction
    }
    params {
      key
      value
    }
    datasets {
      name
      digest
      source
    }
    artifacts {
      path
      size
      sha256
      downloadPath
    }
    tags {
      key
      value
    }
    slotHistory(first: 200) {
      nodes {
        slot
        from
        to
      }
    }
    evaluations(first: 50) {
      nodes {
        metric
        value
        dataset {
          name
          digest
        }
        source
        attempts
        at
        by {
          displayName
        }
        run {
          runId
          name
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    checks(first: 50) {
      nodes {
        id
        name
        status
        conclusion
        summary
        detailsUrl
        versionDigest
        reportedAt
        reportedBy {
          displayName
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    documents(first: 20) {
      nodes {
        ...DocumentRow
      }
    }
    registeredModel {
      riskTier
      team {
        name
        slug
      }
      latestVersion {
        version
      }
      slots {
        slot
        version
      }
      guards {
        slot
      }
      ownershipTags {
        key
        team {
          name
        }
        principal {
          displayName
          handle
        }
      }
    }
    transitionRequests(first: 50) {
      nodes {
        id
        state
        cause
        from
        to
        reason
        ticketUrl
        requestedAt
        closedAt
        requestedBy {
          displayName
          handle
        }
        displaces {
          version
        }
        requirements {
          policyName
          policyId
          policyRevision
        }
        decisions {
          id
          printedName
          verdict
          meaning
          role
          at
          comment
          authMethod
          contentDigest
          signature {
            kind
            keyFingerprint
            userVerified
          }
        }
      }
    }
  }
}
    fragment DocumentRow on Document {
  id
  kind
  title
  revision
  digest
  publishedAt
  publishedBy {
    displayName
  }
}
fragment LogKept on AuditLog {
  id
  state
  haltReason
  anchors {
    isWeak
    state
    size
  }
  witnesses {
    state
    size
  }
}`) as unknown as TypedDocumentString<VersionQuery, VersionQueryVariables>;
export const ChampionDocument = new TypedDocumentString(`
    query Champion($name: String!, $version: Int!) {
  modelVersion(name: $name, version: $version) {
    version
    metrics {
      key
      value
      direction
    }
  }
}
    `) as unknown as TypedDocumentString<ChampionQuery, ChampionQueryVariables>;
export const DriftDocument = new TypedDocumentString(`
    query Drift($name: String!, $version: Int!) {
  modelVersion(name: $name, version: $version) {
    drift {
      hasDrifted
      metrics {
        key
        frozen
        now
      }
      params {
        key
        frozen
        now
      }
      tags {
        key
        frozen
        now
      }
      facts {
        key
        frozen
        now
      }
      artifacts {
        path
        frozenSha256
        nowSha256
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DriftQuery, DriftQueryVariables>;
export const VersionEntriesDocument = new TypedDocumentString(`
    query VersionEntries($name: String!, $version: Int!, $after: String) {
  modelVersion(name: $name, version: $version) {
    evidence(first: 100, after: $after) {
      nodes {
        id
        action
        outcome
        at
        actor {
          displayName
          handle
          kind
          roles
        }
        channel
        reason
        stream
        seq
        hash
        before
        after
        subjects {
          role
          type
          id
          label
          hidden
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VersionEntriesQuery, VersionEntriesQueryVariables>;