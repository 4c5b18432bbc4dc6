export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  DateTime: { input: string; output: string; }
  Double: { input: number | string; output: number | string; }
  JSON: { input: unknown; output: unknown; }
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  Long: { input: number | string; output: number | string; }
  Sha256: { input: string; output: string; }
};

export type AccessGrant = {
  grantedAt: Scalars['DateTime']['output'];
  grantedBy: Principal;
  role: GrantRole;
  slots?: Maybe<Array<Scalars['String']['output']>>;
  team: Team;
};

export type AddTeamMemberInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  roles: Array<TeamRole>;
  teamId: Scalars['ID']['input'];
};

export type AddTeamMemberPayload = {
  membership?: Maybe<Membership>;
  userErrors: Array<UserError>;
};

export type Aggregate =
  | 'BEST'
  | 'LAST'
  | 'MAX'
  | 'MIN';

export type ApiToken = Node & {
  createdAt: Scalars['DateTime']['output'];
  expiresAt: Scalars['DateTime']['output'];
  hint: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  invitedBy?: Maybe<Principal>;
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  mintedBy: Array<Principal>;
  modelIds?: Maybe<Array<Scalars['ID']['output']>>;
  name: Scalars['String']['output'];
  principal: Principal;
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  scopes: Array<TokenScope>;
};

export type ApiTokenConnection = {
  edges: Array<ApiTokenEdge>;
  nodes: Array<ApiToken>;
  pageInfo: PageInfo;
};

export type ApiTokenEdge = {
  cursor: Scalars['String']['output'];
  node: ApiToken;
};

export type ApiTokenFilter = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  principal?: InputMaybe<Scalars['String']['input']>;
};

export type ApprovalPolicy = Node & {
  boundTags: Array<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  digest: Scalars['Sha256']['output'];
  emergency?: Maybe<EmergencyTerms>;
  expiresAfterHours: Scalars['Int']['output'];
  gates: Array<Gate>;
  id: Scalars['ID']['output'];
  modelName?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  pack?: Maybe<PackOfPolicy>;
  registeredModel?: Maybe<RegisteredModel>;
  requirements: Array<ApprovalRequirement>;
  retiredAt?: Maybe<Scalars['DateTime']['output']>;
  revision: Scalars['Int']['output'];
  revisions: ApprovalPolicyRevisionConnection;
  rollbackWithinHours: Scalars['Int']['output'];
  scope: ApprovalPolicyScope;
  separationOfDuties: Array<SeparationOfDuties>;
  signing: PolicySigning;
  slots: Array<Scalars['String']['output']>;
  team?: Maybe<Team>;
  tiers: Array<RiskTier>;
};


export type ApprovalPolicyGatesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ApprovalPolicyRevisionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ApprovalPolicyConnection = {
  edges: Array<ApprovalPolicyEdge>;
  nodes: Array<ApprovalPolicy>;
  pageInfo: PageInfo;
};

export type ApprovalPolicyEdge = {
  cursor: Scalars['String']['output'];
  node: ApprovalPolicy;
};

export type ApprovalPolicyFilter = {
  includeRetired?: InputMaybe<Scalars['Boolean']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  slot?: InputMaybe<Scalars['String']['input']>;
  team?: InputMaybe<Scalars['String']['input']>;
};

export type ApprovalPolicyRevision = {
  at: Scalars['DateTime']['output'];
  by: Principal;
  content: Scalars['String']['output'];
  digest: Scalars['Sha256']['output'];
  revision: Scalars['Int']['output'];
};

export type ApprovalPolicyRevisionConnection = {
  edges: Array<ApprovalPolicyRevisionEdge>;
  nodes: Array<ApprovalPolicyRevision>;
  pageInfo: PageInfo;
};

export type ApprovalPolicyRevisionEdge = {
  cursor: Scalars['String']['output'];
  node: ApprovalPolicyRevision;
};

export type ApprovalPolicyScope =
  | 'MODEL'
  | 'ORGANIZATION'
  | 'TEAM';

export type ApprovalPolicyScopeInput = {
  organization?: InputMaybe<Scalars['Boolean']['input']>;
  registeredModelId?: InputMaybe<Scalars['ID']['input']>;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

export type ApprovalRequiredError = UserError & {
  code: UserErrorCode;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
  slot?: Maybe<Scalars['String']['output']>;
};

export type ApprovalRequirement = {
  count: Scalars['Int']['output'];
  role: TeamRole;
  team?: Maybe<Team>;
};

export type ApprovalRequirementInput = {
  count: Scalars['Int']['input'];
  role: TeamRole;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

export type ApproveTransitionInput = {
  comment?: InputMaybe<Scalars['String']['input']>;
  contentDigest: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  meaning?: InputMaybe<DecisionMeaning>;
  signature?: InputMaybe<SignatureInput>;
  transitionRequestId: Scalars['ID']['input'];
};

export type ApproveTransitionPayload = {
  decision?: Maybe<Decision>;
  entry?: Maybe<EntryPlace>;
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
};

export type Artifact = {
  downloadPath: Scalars['String']['output'];
  path: Scalars['String']['output'];
  sha256: Scalars['Sha256']['output'];
  size: Scalars['Long']['output'];
};

export type ArtifactDrift = {
  frozenSha256?: Maybe<Scalars['Sha256']['output']>;
  frozenSize?: Maybe<Scalars['Long']['output']>;
  nowSha256?: Maybe<Scalars['Sha256']['output']>;
  nowSize?: Maybe<Scalars['Long']['output']>;
  path: Scalars['String']['output'];
};

export type ArtifactEntry = {
  isFolder: Scalars['Boolean']['output'];
  path: Scalars['String']['output'];
  sha256?: Maybe<Scalars['Sha256']['output']>;
  size?: Maybe<Scalars['Long']['output']>;
};

export type ArtifactEntryConnection = {
  edges: Array<ArtifactEntryEdge>;
  nodes: Array<ArtifactEntry>;
  pageInfo: PageInfo;
};

export type ArtifactEntryEdge = {
  cursor: Scalars['String']['output'];
  node: ArtifactEntry;
};

export type ArtifactInput = {
  path: Scalars['String']['input'];
  sha256: Scalars['String']['input'];
  size: Scalars['Long']['input'];
};

export type AskedWaiver = {
  key: Scalars['String']['output'];
  policy?: Maybe<ApprovalPolicy>;
  reason: Scalars['String']['output'];
};

export type AuditActor = {
  displayName?: Maybe<Scalars['String']['output']>;
  handle?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  kind: PrincipalKind;
  roles: Array<Scalars['String']['output']>;
};

export type AuditEntry = Node & {
  action: Scalars['String']['output'];
  actor: AuditActor;
  after?: Maybe<Scalars['JSON']['output']>;
  at: Scalars['DateTime']['output'];
  before?: Maybe<Scalars['JSON']['output']>;
  body?: Maybe<Scalars['String']['output']>;
  channel: Scalars['String']['output'];
  client?: Maybe<Scalars['String']['output']>;
  clientRequestId?: Maybe<Scalars['String']['output']>;
  decision?: Maybe<Scalars['JSON']['output']>;
  disclosures: Array<Scalars['String']['output']>;
  envelope?: Maybe<Scalars['String']['output']>;
  hash: Scalars['Sha256']['output'];
  id: Scalars['ID']['output'];
  leafIndex?: Maybe<Scalars['Long']['output']>;
  links?: Maybe<Array<AuditLink>>;
  logState: EntryLogState;
  operation: Scalars['String']['output'];
  outcome: AuditOutcome;
  previousHash: Scalars['Sha256']['output'];
  reason?: Maybe<Scalars['String']['output']>;
  requestId: Scalars['String']['output'];
  seq?: Maybe<Scalars['Long']['output']>;
  stream?: Maybe<Scalars['String']['output']>;
  subjects: Array<AuditSubject>;
};

export type AuditEntryConnection = {
  edges: Array<AuditEntryEdge>;
  nodes: Array<AuditEntry>;
  pageInfo: PageInfo;
};

export type AuditEntryEdge = {
  cursor: Scalars['String']['output'];
  node: AuditEntry;
};

export type AuditEntryFilter = {
  action?: InputMaybe<Scalars['String']['input']>;
  actions?: InputMaybe<Array<Scalars['String']['input']>>;
  actor?: InputMaybe<Scalars['String']['input']>;
  channel?: InputMaybe<Scalars['String']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  outcome?: InputMaybe<AuditOutcome>;
  stream?: InputMaybe<Scalars['String']['input']>;
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  version?: InputMaybe<Scalars['Int']['input']>;
};

export type AuditEntryOrder = {
  at: OrderDirection;
};

export type AuditLink = {
  id: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  role: Scalars['String']['output'];
};

export type AuditLog = {
  anchors?: Maybe<Array<LogAnchor>>;
  checkpoint?: Maybe<Scalars['String']['output']>;
  haltReason?: Maybe<Scalars['String']['output']>;
  hardening?: Maybe<LogHardening>;
  id?: Maybe<Scalars['ID']['output']>;
  indexSize?: Maybe<Scalars['Long']['output']>;
  oldestPendingAt?: Maybe<Scalars['DateTime']['output']>;
  origin?: Maybe<Scalars['String']['output']>;
  pending?: Maybe<Scalars['Long']['output']>;
  root?: Maybe<Scalars['Sha256']['output']>;
  size?: Maybe<Scalars['Long']['output']>;
  state: LogState;
  vkeys: Array<Scalars['String']['output']>;
  witnesses?: Maybe<Array<LogWitness>>;
};

export type AuditOutcome =
  | 'ALLOWED'
  | 'DENIED'
  | 'FAILED';

export type AuditSubject = {
  hidden: Scalars['Boolean']['output'];
  id?: Maybe<Scalars['ID']['output']>;
  label?: Maybe<Scalars['String']['output']>;
  role: Scalars['String']['output'];
  type: Scalars['String']['output'];
};

export type BeginSigningKeyInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  kind: SigningKeyKind;
  name: Scalars['String']['input'];
};

export type BeginSigningKeyPayload = {
  challenge?: Maybe<SigningKeyChallenge>;
  userErrors: Array<UserError>;
};

export type BestChild = {
  metric: Scalars['String']['output'];
  run: Run;
  value: Scalars['Double']['output'];
};

export type BestChildOrder = {
  direction: MetricDirection;
  metric: Scalars['String']['input'];
};

export type BetterValue =
  | 'HIGHER'
  | 'LOWER';

export type ChampionGate = {
  against?: Maybe<Scalars['String']['output']>;
  dataset?: Maybe<DatasetSelector>;
  direction: BetterValue;
  evaluator?: Maybe<Evaluator>;
  margin?: Maybe<Scalars['Float']['output']>;
  metric?: Maybe<Scalars['String']['output']>;
  paired?: Maybe<PairedScores>;
  relative?: Maybe<Scalars['Boolean']['output']>;
  without?: Maybe<WithoutChampion>;
};

export type ChampionGateInput = {
  against?: InputMaybe<Scalars['String']['input']>;
  dataset?: InputMaybe<DatasetSelectorInput>;
  direction: BetterValue;
  evaluator?: InputMaybe<EvaluatorInput>;
  margin?: InputMaybe<Scalars['Float']['input']>;
  metric?: InputMaybe<Scalars['String']['input']>;
  paired?: InputMaybe<PairedScoresInput>;
  relative?: InputMaybe<Scalars['Boolean']['input']>;
  without?: InputMaybe<WithoutChampion>;
};

export type ChangeTeamMemberRolesInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  roles: Array<TeamRole>;
  teamId: Scalars['ID']['input'];
};

export type ChangeTeamMemberRolesPayload = {
  membership?: Maybe<Membership>;
  userErrors: Array<UserError>;
};

export type Check = {
  conclusion?: Maybe<CheckConclusion>;
  detailsUrl?: Maybe<Scalars['String']['output']>;
  externalId?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  inputs: Array<CheckedInput>;
  modelVersion?: Maybe<ModelVersion>;
  name: Scalars['String']['output'];
  report?: Maybe<CheckReport>;
  reportedAt: Scalars['DateTime']['output'];
  reportedBy: Principal;
  status: CheckStatus;
  summary?: Maybe<Scalars['String']['output']>;
  versionDigest: Scalars['Sha256']['output'];
};

export type CheckConclusion =
  | 'FAILURE'
  | 'NEUTRAL'
  | 'SUCCESS';

export type CheckConnection = {
  edges: Array<CheckEdge>;
  nodes: Array<Check>;
  pageInfo: PageInfo;
};

export type CheckEdge = {
  cursor: Scalars['String']['output'];
  node: Check;
};

export type CheckFilterInput = {
  conclusion?: InputMaybe<CheckConclusion>;
  model?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  reporter?: InputMaybe<Scalars['String']['input']>;
  version?: InputMaybe<Scalars['Int']['input']>;
};

export type CheckGate = {
  maxAgeHours?: Maybe<Scalars['Int']['output']>;
  name: Scalars['String']['output'];
  reportedBy: Array<Scalars['ID']['output']>;
};

export type CheckGateInput = {
  maxAgeHours?: InputMaybe<Scalars['Int']['input']>;
  name: Scalars['String']['input'];
  reportedBy: Array<Scalars['ID']['input']>;
};

export type CheckReport = {
  content: Scalars['String']['output'];
  mediaType: Scalars['String']['output'];
  sha256: Scalars['Sha256']['output'];
  size: Scalars['Int']['output'];
};

export type CheckReportInput = {
  content: Scalars['String']['input'];
  mediaType: Scalars['String']['input'];
};

export type CheckStatus =
  | 'COMPLETED'
  | 'IN_PROGRESS';

export type CheckedInput = {
  digest: Scalars['String']['output'];
  name: Scalars['String']['output'];
};

export type CheckedInputInput = {
  digest: Scalars['String']['input'];
  name: Scalars['String']['input'];
};

export type Column = {
  distinct: Scalars['Int']['output'];
  key: Scalars['String']['output'];
  kind: ColumnKind;
  max?: Maybe<Scalars['Double']['output']>;
  min?: Maybe<Scalars['Double']['output']>;
  runs: Scalars['Int']['output'];
  sampled: Scalars['Int']['output'];
};

export type ColumnInput = {
  key: Scalars['String']['input'];
  kind: ColumnKind;
};

export type ColumnKind =
  | 'METRIC'
  | 'PARAM';

export type ComparedDataset = {
  context?: Maybe<Scalars['String']['output']>;
  digest: Scalars['String']['output'];
  name: Scalars['String']['output'];
  usedBy: Array<Scalars['Boolean']['output']>;
};

export type ComparedMetric = {
  differs: Scalars['Boolean']['output'];
  direction?: Maybe<MetricDirection>;
  directionSource?: Maybe<DirectionSource>;
  isBest: Array<Scalars['Boolean']['output']>;
  key: Scalars['String']['output'];
  values: Array<Maybe<Scalars['Double']['output']>>;
};

export type ComparedText = {
  differs: Scalars['Boolean']['output'];
  key: Scalars['String']['output'];
  values: Array<Maybe<Scalars['String']['output']>>;
};

export type ConfirmSigningKeyInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  signingKeyId: Scalars['ID']['input'];
};

export type ConfirmSigningKeyPayload = {
  signingKey?: Maybe<SigningKey>;
  userErrors: Array<UserError>;
};

export type ContentChangedError = UserError & {
  code: UserErrorCode;
  contentDigest?: Maybe<Scalars['Sha256']['output']>;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

export type Control = {
  evidence: Array<GateFact>;
  id: Scalars['String']['output'];
  judgement?: Maybe<Scalars['String']['output']>;
  missing: Array<Scalars['String']['output']>;
  state: ControlState;
  title: Scalars['String']['output'];
};

export type ControlState =
  | 'MET'
  | 'NEEDS_HUMAN'
  | 'NOT_MET';

export type CreateApiTokenInput = {
  expiresAt: Scalars['DateTime']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  modelIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  name: Scalars['String']['input'];
  principalId?: InputMaybe<Scalars['ID']['input']>;
  scopes: Array<TokenScope>;
};

export type CreateApiTokenPayload = {
  apiToken?: Maybe<ApiToken>;
  secret?: Maybe<Scalars['String']['output']>;
  userErrors: Array<UserError>;
};

export type CreateApprovalPolicyInput = {
  boundTags?: InputMaybe<Array<Scalars['String']['input']>>;
  emergency?: InputMaybe<EmergencyTermsInput>;
  expiresAfterHours?: InputMaybe<Scalars['Int']['input']>;
  gates?: InputMaybe<Array<GateInput>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  requirements: Array<ApprovalRequirementInput>;
  rollbackWithinHours?: InputMaybe<Scalars['Int']['input']>;
  scope: ApprovalPolicyScopeInput;
  separationOfDuties?: InputMaybe<Array<SeparationOfDuties>>;
  signing?: InputMaybe<PolicySigning>;
  slots: Array<Scalars['String']['input']>;
  tiers?: InputMaybe<Array<RiskTier>>;
};

export type CreateApprovalPolicyPayload = {
  approvalPolicy?: Maybe<ApprovalPolicy>;
  userErrors: Array<UserError>;
  warnings: Array<Scalars['String']['output']>;
};

export type CreateEvidencePackInput = {
  card?: InputMaybe<Scalars['String']['input']>;
  disclose?: InputMaybe<Array<Disclosure>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  modelVersionId: Scalars['ID']['input'];
};

export type CreateEvidencePackPayload = {
  evidencePack?: Maybe<EvidencePack>;
  userErrors: Array<UserError>;
};

export type CreateExperimentInput = {
  artifactLocation?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  tags?: InputMaybe<Array<TagInput>>;
  teamId: Scalars['ID']['input'];
  visibility?: InputMaybe<ExperimentVisibility>;
};

export type CreateExperimentPayload = {
  experiment?: Maybe<Experiment>;
  userErrors: Array<UserError>;
};

export type CreateInvitationInput = {
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
};

export type CreateInvitationPayload = {
  code?: Maybe<Scalars['String']['output']>;
  invitation?: Maybe<Invitation>;
  userErrors: Array<UserError>;
};

export type CreateModelVersionInput = {
  artifacts?: InputMaybe<Array<ArtifactInput>>;
  datasets?: InputMaybe<Array<DatasetInput>>;
  description?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  loggedModelId?: InputMaybe<Scalars['ID']['input']>;
  metrics?: InputMaybe<Array<MetricInput>>;
  params?: InputMaybe<Array<ParamInput>>;
  registeredModelId: Scalars['ID']['input'];
  runId?: InputMaybe<Scalars['String']['input']>;
  source: Scalars['String']['input'];
  tags?: InputMaybe<Array<TagInput>>;
};

export type CreateModelVersionPayload = {
  modelVersion?: Maybe<ModelVersion>;
  userErrors: Array<UserError>;
};

export type CreateRegisteredModelInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  tags?: InputMaybe<Array<TagInput>>;
  teamId: Scalars['ID']['input'];
  visibility?: InputMaybe<ModelVisibility>;
};

export type CreateRegisteredModelPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type CreateServiceAccountInput = {
  displayName: Scalars['String']['input'];
  handle: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  roles?: InputMaybe<Array<TeamRole>>;
  teamId: Scalars['ID']['input'];
};

export type CreateServiceAccountPayload = {
  serviceAccount?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type CreateTeamInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  slug: Scalars['String']['input'];
};

export type CreateTeamPayload = {
  team?: Maybe<Team>;
  userErrors: Array<UserError>;
};

export type CreateUserInput = {
  displayName: Scalars['String']['input'];
  email?: InputMaybe<Scalars['String']['input']>;
  handle: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  identity?: InputMaybe<IdentityInput>;
};

export type CreateUserPayload = {
  user?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type Dataset = {
  digest?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  source?: Maybe<Scalars['String']['output']>;
};

export type DatasetCondition = {
  field: DatasetField;
  operator?: InputMaybe<TextOperator>;
  value?: InputMaybe<Scalars['String']['input']>;
  values?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type DatasetField =
  | 'CONTEXT'
  | 'DIGEST'
  | 'NAME';

export type DatasetInput = {
  digest?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};

export type DatasetSelector = {
  digest?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
};

export type DatasetSelectorInput = {
  digest?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
};

export type DeactivateServiceAccountInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type DeactivateServiceAccountPayload = {
  serviceAccount?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type DeactivateUserInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type DeactivateUserPayload = {
  user?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type DecideReviewInput = {
  comment: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reviewId: Scalars['ID']['input'];
  signature?: InputMaybe<SignatureInput>;
  verdict: ReviewVerdict;
};

export type DecideReviewPayload = {
  entry?: Maybe<EntryPlace>;
  review?: Maybe<Review>;
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
};

export type Decision = {
  at: Scalars['DateTime']['output'];
  authAgeSeconds?: Maybe<Scalars['Long']['output']>;
  authMethod: Scalars['String']['output'];
  by: Principal;
  comment?: Maybe<Scalars['String']['output']>;
  contentDigest: Scalars['Sha256']['output'];
  credentialId?: Maybe<Scalars['ID']['output']>;
  entry?: Maybe<EntryPlace>;
  gateKey?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  invitedBy?: Maybe<Principal>;
  meaning: DecisionMeaning;
  mintedBy: Array<Scalars['ID']['output']>;
  printedName: Scalars['String']['output'];
  role: TeamRole;
  signature?: Maybe<DecisionSignature>;
  verdict: DecisionVerdict;
  viewerRepeats: Scalars['Boolean']['output'];
};

export type DecisionMeaning =
  | 'APPROVAL'
  | 'AUTHORSHIP'
  | 'RESPONSIBILITY'
  | 'REVIEW'
  | 'VALIDATION';

export type DecisionSignature = {
  keyFingerprint: Scalars['String']['output'];
  kind: SigningKeyKind;
  ssh?: Maybe<Scalars['String']['output']>;
  statement: Scalars['String']['output'];
  userVerified: Scalars['Boolean']['output'];
  webauthn?: Maybe<Scalars['JSON']['output']>;
};

export type DecisionVerdict =
  | 'APPROVE'
  | 'CONFIRM'
  | 'OVERTURN'
  | 'REJECT'
  | 'WAIVE';

export type DeleteExperimentInput = {
  experimentId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

export type DeleteExperimentPayload = {
  experiment?: Maybe<Experiment>;
  userErrors: Array<UserError>;
};

export type DeleteExperimentTagInput = {
  experimentId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  key: Scalars['String']['input'];
};

export type DeleteExperimentTagPayload = {
  experiment?: Maybe<Experiment>;
  userErrors: Array<UserError>;
};

export type DeleteModelVersionInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  modelVersionId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type DeleteModelVersionPayload = {
  modelVersion?: Maybe<ModelVersion>;
  userErrors: Array<UserError>;
};

export type DeleteRegisteredModelInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason: Scalars['String']['input'];
  registeredModelId: Scalars['ID']['input'];
};

export type DeleteRegisteredModelPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type DeleteRunInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  runId: Scalars['ID']['input'];
};

export type DeleteRunPayload = {
  run?: Maybe<Run>;
  userErrors: Array<UserError>;
};

export type DeleteSavedViewInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  savedViewId: Scalars['ID']['input'];
};

export type DeleteSavedViewPayload = {
  savedViewId?: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

export type DeleteTagInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  key: Scalars['String']['input'];
  subjectId: Scalars['ID']['input'];
};

export type DeleteTagPayload = {
  subject?: Maybe<Node>;
  userErrors: Array<UserError>;
};

export type DeletionFilter =
  | 'ALL'
  | 'DELETED'
  | 'LIVE';

export type Density =
  | 'COMPACT'
  | 'ROOMY';

export type DirectionSource =
  | 'GIVEN'
  | 'NAME';

export type Disclosure =
  | 'NAME'
  | 'NETWORK'
  | 'TEXT';

export type DisplacedVersion = {
  id: Scalars['ID']['output'];
  version: Scalars['Int']['output'];
};

export type Document = Node & {
  content: Scalars['String']['output'];
  digest: Scalars['Sha256']['output'];
  fields: Scalars['JSONObject']['output'];
  id: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  publishedAt: Scalars['DateTime']['output'];
  publishedBy: Principal;
  revision: Scalars['Int']['output'];
  revisions: DocumentRevisionConnection;
  subject?: Maybe<Node>;
  title: Scalars['String']['output'];
};


export type DocumentRevisionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type DocumentArtifactInput = {
  path: Scalars['String']['input'];
  runId: Scalars['ID']['input'];
};

export type DocumentConnection = {
  edges: Array<DocumentEdge>;
  nodes: Array<Document>;
  pageInfo: PageInfo;
};

export type DocumentEdge = {
  cursor: Scalars['String']['output'];
  node: Document;
};

export type DocumentFilterInput = {
  kind?: InputMaybe<Scalars['String']['input']>;
};

export type DocumentGate = {
  fields?: Maybe<Array<Scalars['String']['output']>>;
  independent?: Maybe<Scalars['Boolean']['output']>;
  kind: Scalars['String']['output'];
  maxAgeHours?: Maybe<Scalars['Int']['output']>;
  publishedBy?: Maybe<DocumentPublisher>;
  subject?: Maybe<TagSubject>;
};

export type DocumentGateInput = {
  fields?: InputMaybe<Array<Scalars['String']['input']>>;
  independent?: InputMaybe<Scalars['Boolean']['input']>;
  kind: Scalars['String']['input'];
  maxAgeHours?: InputMaybe<Scalars['Int']['input']>;
  publishedBy?: InputMaybe<DocumentPublisherInput>;
  subject?: InputMaybe<TagSubject>;
};

export type DocumentPublisher = {
  role: TeamRole;
  teamId?: Maybe<Scalars['ID']['output']>;
};

export type DocumentPublisherInput = {
  role: TeamRole;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

export type DocumentRevision = {
  content: Scalars['String']['output'];
  digest: Scalars['Sha256']['output'];
  fields: Scalars['JSONObject']['output'];
  publishedAt: Scalars['DateTime']['output'];
  publishedBy: Principal;
  revision: Scalars['Int']['output'];
  title: Scalars['String']['output'];
};

export type DocumentRevisionConnection = {
  edges: Array<DocumentRevisionEdge>;
  nodes: Array<DocumentRevision>;
  pageInfo: PageInfo;
};

export type DocumentRevisionEdge = {
  cursor: Scalars['String']['output'];
  node: DocumentRevision;
};

export type EmergencyInput = {
  incidentUrl?: InputMaybe<Scalars['String']['input']>;
  reason: Scalars['String']['input'];
};

export type EmergencyNotAllowedError = UserError & {
  code: UserErrorCode;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
  reviewId?: Maybe<Scalars['ID']['output']>;
};

export type EmergencyTerms = {
  requirements: Array<ApprovalRequirement>;
  reviewWithinHours: Scalars['Int']['output'];
};

export type EmergencyTermsInput = {
  requirements: Array<ApprovalRequirementInput>;
  reviewWithinHours: Scalars['Int']['input'];
};

export type EntryLogState =
  | 'CHECKPOINTED'
  | 'PENDING'
  | 'SEQUENCED';

export type EntryPlace = {
  hash: Scalars['Sha256']['output'];
  seq: Scalars['Long']['output'];
  stream: Scalars['String']['output'];
};

export type ErasePersonalDataInput = {
  categories: Array<PersonalDataCategory>;
  force?: InputMaybe<Scalars['Boolean']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type ErasePersonalDataPayload = {
  erased?: Maybe<Erased>;
  userErrors: Array<UserError>;
};

export type Erased = {
  principal?: Maybe<Principal>;
  remains: Array<RemainingPersonalData>;
  rows: Scalars['Int']['output'];
  values: Scalars['Int']['output'];
};

export type Evaluation = {
  at: Scalars['DateTime']['output'];
  attempts: Scalars['Int']['output'];
  by: Principal;
  dataset: EvaluationDataset;
  metric: Scalars['String']['output'];
  run?: Maybe<Run>;
  source: EvaluationSource;
  value: Scalars['Double']['output'];
};

export type EvaluationConnection = {
  edges: Array<EvaluationEdge>;
  nodes: Array<Evaluation>;
  pageInfo: PageInfo;
};

export type EvaluationDataset = {
  digest?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
};

export type EvaluationDatasetFilter = {
  digest?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};

export type EvaluationDatasetInput = {
  digest: Scalars['String']['input'];
  name: Scalars['String']['input'];
};

export type EvaluationEdge = {
  cursor: Scalars['String']['output'];
  node: Evaluation;
};

export type EvaluationFilter = {
  dataset?: InputMaybe<EvaluationDatasetFilter>;
  metric?: InputMaybe<Scalars['String']['input']>;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

export type EvaluationSource =
  | 'FROZEN'
  | 'LOGGED_MODEL'
  | 'RECORDED'
  | 'RUN_DATASETS'
  | 'RUN_TAG';

export type Evaluator = {
  independent?: Maybe<Scalars['Boolean']['output']>;
  teamId?: Maybe<Scalars['ID']['output']>;
};

export type EvaluatorInput = {
  independent?: InputMaybe<Scalars['Boolean']['input']>;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

export type EvidencePack = {
  checkpointSize: Scalars['Long']['output'];
  createdAt: Scalars['DateTime']['output'];
  createdBy: Principal;
  disclosed: Array<Disclosure>;
  downloadUrl: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  sha256: Scalars['Sha256']['output'];
  size: Scalars['Long']['output'];
};

export type EvidencePackConnection = {
  edges: Array<EvidencePackEdge>;
  nodes: Array<EvidencePack>;
  pageInfo: PageInfo;
};

export type EvidencePackEdge = {
  cursor: Scalars['String']['output'];
  node: EvidencePack;
};

export type Experiment = Node & {
  artifactLocation?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Principal;
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  experimentId: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  lastRunAt?: Maybe<Scalars['DateTime']['output']>;
  loggedModels: LoggedModelConnection;
  name: Scalars['String']['output'];
  runs: RunConnection;
  tags: Array<Tag>;
  team?: Maybe<Team>;
  updatedAt: Scalars['DateTime']['output'];
  viewerCanLogRuns: Scalars['Boolean']['output'];
  viewerCanMaintain: Scalars['Boolean']['output'];
  visibility: ExperimentVisibility;
};


export type ExperimentLoggedModelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LoggedModelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<LoggedModelOrder>>;
};


export type ExperimentRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RunOrder>>;
};


export type ExperimentTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ExperimentConnection = {
  edges: Array<ExperimentEdge>;
  nodes: Array<Experiment>;
  pageInfo: PageInfo;
};

export type ExperimentEdge = {
  cursor: Scalars['String']['output'];
  node: Experiment;
};

export type ExperimentFilter = {
  createdAt?: InputMaybe<TimeRange>;
  deletion?: InputMaybe<DeletionFilter>;
  name?: InputMaybe<TextCondition>;
  tags?: InputMaybe<Array<KeyCondition>>;
  team?: InputMaybe<Scalars['String']['input']>;
  visibility?: InputMaybe<ExperimentVisibility>;
};

export type ExperimentOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ExperimentOrderField;
};

export type ExperimentOrderField =
  | 'CREATED_AT'
  | 'NAME'
  | 'UPDATED_AT';

export type ExperimentVisibility =
  | 'ORGANIZATION'
  | 'TEAM';

export type Facet = {
  key: Scalars['String']['output'];
  values: Array<FacetValue>;
};

export type FacetValue = {
  capped: Scalars['Boolean']['output'];
  count: Scalars['Int']['output'];
  label: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type FilesGate = {
  forbid?: Maybe<Array<Scalars['String']['output']>>;
  maxBytes?: Maybe<Scalars['Long']['output']>;
  require?: Maybe<Array<Scalars['String']['output']>>;
};

export type FilesGateInput = {
  forbid?: InputMaybe<Array<Scalars['String']['input']>>;
  maxBytes?: InputMaybe<Scalars['Long']['input']>;
  require?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type Gate = {
  champion?: Maybe<ChampionGate>;
  check?: Maybe<CheckGate>;
  document?: Maybe<DocumentGate>;
  files?: Maybe<FilesGate>;
  groups?: Maybe<GroupsGate>;
  key: Scalars['String']['output'];
  metric?: Maybe<MetricGate>;
  provenance?: Maybe<ProvenanceGate>;
  signature?: Maybe<SignatureGate>;
  tag?: Maybe<TagGate>;
  title?: Maybe<Scalars['String']['output']>;
  waivableBy: Array<ApprovalRequirement>;
};

export type GateFact = {
  at?: Maybe<Scalars['DateTime']['output']>;
  digest?: Maybe<Scalars['String']['output']>;
  hidden: Scalars['Boolean']['output'];
  id?: Maybe<Scalars['ID']['output']>;
  label?: Maybe<Scalars['String']['output']>;
  what: Scalars['String']['output'];
};

export type GateInput = {
  champion?: InputMaybe<ChampionGateInput>;
  check?: InputMaybe<CheckGateInput>;
  document?: InputMaybe<DocumentGateInput>;
  files?: InputMaybe<FilesGateInput>;
  groups?: InputMaybe<GroupsGateInput>;
  key: Scalars['String']['input'];
  metric?: InputMaybe<MetricGateInput>;
  provenance?: InputMaybe<ProvenanceGateInput>;
  signature?: InputMaybe<SignatureGateInput>;
  tag?: InputMaybe<TagGateInput>;
  title?: InputMaybe<Scalars['String']['input']>;
  waivableBy?: InputMaybe<Array<ApprovalRequirementInput>>;
};

export type GateResult = {
  attempts?: Maybe<Scalars['Int']['output']>;
  cause?: Maybe<Scalars['String']['output']>;
  evaluatedAt: Scalars['DateTime']['output'];
  evidenceDigest: Scalars['Sha256']['output'];
  inputs: Array<GateFact>;
  key: Scalars['String']['output'];
  kind: Scalars['String']['output'];
  observed?: Maybe<Scalars['String']['output']>;
  policy?: Maybe<ApprovalPolicy>;
  required: Scalars['String']['output'];
  title?: Maybe<Scalars['String']['output']>;
  verdict: GateVerdict;
  waiver?: Maybe<GateWaiver>;
  waivers: Array<GateWaiver>;
};


export type GateResultInputsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type GateResultWaiversArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type GateVerdict =
  | 'FAILED'
  | 'PASSED'
  | 'PENDING'
  | 'SKIPPED'
  | 'WAIVED';

export type GateWaiver = {
  at: Scalars['DateTime']['output'];
  by: Principal;
  reason?: Maybe<Scalars['String']['output']>;
};

export type GateWaiverInput = {
  gateKey: Scalars['String']['input'];
  policyId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type GatesFailedError = UserError & {
  code: UserErrorCode;
  gates: Array<GateResult>;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

export type GatesPendingError = UserError & {
  code: UserErrorCode;
  gates: Array<GateResult>;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
  transitionRequestId?: Maybe<Scalars['ID']['output']>;
};

export type GrantAccessInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  registeredModelId: Scalars['ID']['input'];
  role: GrantRole;
  slots?: InputMaybe<Array<Scalars['String']['input']>>;
  teamId: Scalars['ID']['input'];
};

export type GrantAccessPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type GrantOrganizationRoleInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  role: OrganizationRole;
};

export type GrantOrganizationRolePayload = {
  principal?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type GrantRole =
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'VIEWER';

export type GroupsGate = {
  attribute: Scalars['String']['output'];
  dataset?: Maybe<DatasetSelector>;
  evaluator?: Maybe<Evaluator>;
  maxDifference?: Maybe<Scalars['Float']['output']>;
  maxEach?: Maybe<Scalars['Float']['output']>;
  metric: Scalars['String']['output'];
  minEach?: Maybe<Scalars['Float']['output']>;
  minGroupSize?: Maybe<Scalars['Int']['output']>;
  minRatio?: Maybe<Scalars['Float']['output']>;
};

export type GroupsGateInput = {
  attribute: Scalars['String']['input'];
  dataset?: InputMaybe<DatasetSelectorInput>;
  evaluator?: InputMaybe<EvaluatorInput>;
  maxDifference?: InputMaybe<Scalars['Float']['input']>;
  maxEach?: InputMaybe<Scalars['Float']['input']>;
  metric: Scalars['String']['input'];
  minEach?: InputMaybe<Scalars['Float']['input']>;
  minGroupSize?: InputMaybe<Scalars['Int']['input']>;
  minRatio?: InputMaybe<Scalars['Float']['input']>;
};

export type HeldSlot = {
  since: Scalars['DateTime']['output'];
  slot: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type HolderChangedError = UserError & {
  code: UserErrorCode;
  currentHolder?: Maybe<Scalars['Int']['output']>;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

export type IdentityInput = {
  issuer: Scalars['String']['input'];
  subject: Scalars['String']['input'];
};

export type InstallPolicyPackInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  packId: Scalars['String']['input'];
  packVersion: Scalars['String']['input'];
  scope: ApprovalPolicyScopeInput;
  teams?: InputMaybe<Array<PackTeamInput>>;
};

export type InstallPolicyPackPayload = {
  approvalPolicies?: Maybe<Array<ApprovalPolicy>>;
  userErrors: Array<UserError>;
};

export type InvalidInputError = UserError & {
  code: UserErrorCode;
  field?: Maybe<Scalars['String']['output']>;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

export type Invitation = Node & {
  createdAt: Scalars['DateTime']['output'];
  createdBy: Principal;
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  principal: Principal;
  redeemedAt?: Maybe<Scalars['DateTime']['output']>;
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type InvitationConnection = {
  edges: Array<InvitationEdge>;
  nodes: Array<Invitation>;
  pageInfo: PageInfo;
};

export type InvitationEdge = {
  cursor: Scalars['String']['output'];
  node: Invitation;
};

export type InvitationFilter = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  principal?: InputMaybe<Scalars['String']['input']>;
};

export type KeyCondition = {
  key: Scalars['String']['input'];
  operator?: InputMaybe<TextOperator>;
  value?: InputMaybe<Scalars['String']['input']>;
  values?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type Lifecycle = {
  edges: Array<StageEdge>;
  stages: Array<Stage>;
};

export type LineageDataset = {
  digest?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
};

export type LineageDirection =
  | 'BOTH'
  | 'DOWNSTREAM'
  | 'UPSTREAM';

export type LineageEdge = {
  context?: Maybe<Scalars['String']['output']>;
  from: Scalars['String']['output'];
  role: LineageRole;
  to: Scalars['String']['output'];
};

export type LineageGraph = {
  edges: Array<LineageEdge>;
  nodes: Array<LineageNode>;
  truncated: Scalars['Boolean']['output'];
};

export type LineageKind =
  | 'DATASET'
  | 'LOGGED_MODEL'
  | 'MODEL'
  | 'RUN'
  | 'SLOT'
  | 'VERSION';

export type LineageNode = {
  dataset?: Maybe<LineageDataset>;
  id?: Maybe<Scalars['ID']['output']>;
  key: Scalars['String']['output'];
  kind: LineageKind;
  label: Scalars['String']['output'];
  modelVersion?: Maybe<ModelVersion>;
  run?: Maybe<Run>;
};

export type LineageRole =
  | 'COPIED_TO'
  | 'EVALUATED_BY'
  | 'HELD'
  | 'HOLDS'
  | 'INPUT'
  | 'MADE'
  | 'NESTED_IN'
  | 'VERSION_OF';

export type LinkTeamGroupInput = {
  group: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  roles: Array<TeamRole>;
  teamId: Scalars['ID']['input'];
};

export type LinkTeamGroupPayload = {
  team?: Maybe<Team>;
  userErrors: Array<UserError>;
};

export type LinkUserIdentityInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  identity: IdentityInput;
  principalId: Scalars['ID']['input'];
};

export type LinkUserIdentityPayload = {
  user?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type LogAnchor = {
  at?: Maybe<Scalars['DateTime']['output']>;
  detail?: Maybe<Scalars['String']['output']>;
  isWeak: Scalars['Boolean']['output'];
  kind: Scalars['String']['output'];
  size?: Maybe<Scalars['Long']['output']>;
  state: LogKeeperState;
  target: Scalars['String']['output'];
};

export type LogHardening = {
  findings: Array<Scalars['String']['output']>;
  level: Scalars['Int']['output'];
};

export type LogKeeperState =
  | 'CONFIRMED'
  | 'CONFLICT'
  | 'LOST'
  | 'NEW'
  | 'REFUSED'
  | 'UNREACHABLE';

export type LogProof = {
  hashes: Array<Scalars['String']['output']>;
  leafIndex: Scalars['Long']['output'];
  size: Scalars['Long']['output'];
  tlogProof: Scalars['String']['output'];
};

export type LogState =
  | 'HALTED'
  | 'OFF'
  | 'SIGNING';

export type LogWitness = {
  at?: Maybe<Scalars['DateTime']['output']>;
  detail?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  size?: Maybe<Scalars['Long']['output']>;
  state: LogKeeperState;
};

export type LoggedModel = Node & {
  artifactUri: Scalars['String']['output'];
  artifacts: ArtifactEntryConnection;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Principal;
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  experiment?: Maybe<Experiment>;
  id: Scalars['ID']['output'];
  metrics: Array<LoggedModelMetric>;
  modelId: Scalars['String']['output'];
  modelType: Scalars['String']['output'];
  modelVersions: ModelVersionConnection;
  name: Scalars['String']['output'];
  params: Array<Param>;
  sourceRun?: Maybe<Run>;
  status: LoggedModelStatus;
  tags: Array<Tag>;
  updatedAt: Scalars['DateTime']['output'];
};


export type LoggedModelArtifactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  path?: InputMaybe<Scalars['String']['input']>;
};


export type LoggedModelMetricsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type LoggedModelModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type LoggedModelParamsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type LoggedModelTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type LoggedModelCondition = {
  and?: InputMaybe<Array<LoggedModelCondition>>;
  createdAt?: InputMaybe<TimeRange>;
  metrics?: InputMaybe<Array<MetricCondition>>;
  modelType?: InputMaybe<TextCondition>;
  name?: InputMaybe<TextCondition>;
  not?: InputMaybe<LoggedModelCondition>;
  or?: InputMaybe<Array<LoggedModelCondition>>;
  params?: InputMaybe<Array<KeyCondition>>;
  status?: InputMaybe<Array<LoggedModelStatus>>;
  tags?: InputMaybe<Array<KeyCondition>>;
};

export type LoggedModelConnection = {
  edges: Array<LoggedModelEdge>;
  nodes: Array<LoggedModel>;
  pageInfo: PageInfo;
};

export type LoggedModelEdge = {
  cursor: Scalars['String']['output'];
  node: LoggedModel;
};

export type LoggedModelFilter = {
  and?: InputMaybe<Array<LoggedModelCondition>>;
  createdAt?: InputMaybe<TimeRange>;
  experimentIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  metrics?: InputMaybe<Array<MetricCondition>>;
  modelType?: InputMaybe<TextCondition>;
  name?: InputMaybe<TextCondition>;
  not?: InputMaybe<LoggedModelCondition>;
  or?: InputMaybe<Array<LoggedModelCondition>>;
  params?: InputMaybe<Array<KeyCondition>>;
  status?: InputMaybe<Array<LoggedModelStatus>>;
  tags?: InputMaybe<Array<KeyCondition>>;
};

export type LoggedModelMetric = {
  at?: Maybe<Scalars['DateTime']['output']>;
  datasetDigest?: Maybe<Scalars['String']['output']>;
  datasetName?: Maybe<Scalars['String']['output']>;
  key: Scalars['String']['output'];
  run?: Maybe<Run>;
  step: Scalars['Long']['output'];
  value: Scalars['Double']['output'];
};

export type LoggedModelOrder = {
  direction?: InputMaybe<OrderDirection>;
  field?: InputMaybe<LoggedModelOrderField>;
  metric?: InputMaybe<Scalars['String']['input']>;
};

export type LoggedModelOrderField =
  | 'CREATED_AT'
  | 'NAME'
  | 'STATUS'
  | 'UPDATED_AT';

export type LoggedModelRole =
  | 'INPUT'
  | 'OUTPUT';

export type LoggedModelStatus =
  | 'PENDING'
  | 'READY'
  | 'UPLOAD_FAILED';

export type MatrixColumn = {
  key: Scalars['String']['output'];
  kind: ColumnKind;
  values: Array<Maybe<Scalars['JSON']['output']>>;
};

export type MeasuredMetric = {
  at?: Maybe<Scalars['DateTime']['output']>;
  key: Scalars['String']['output'];
  step: Scalars['Long']['output'];
  value: Scalars['Double']['output'];
};

export type Membership = {
  principal: Principal;
  roles: Array<TeamRole>;
  team: Team;
};

export type MembershipConnection = {
  edges: Array<MembershipEdge>;
  nodes: Array<Membership>;
  pageInfo: PageInfo;
};

export type MembershipEdge = {
  cursor: Scalars['String']['output'];
  node: Membership;
};

export type Metric = {
  direction?: Maybe<MetricDirection>;
  key: Scalars['String']['output'];
  value: Scalars['Double']['output'];
};

export type MetricCondition = {
  key: Scalars['String']['input'];
  operator?: InputMaybe<NumberOperator>;
  value?: InputMaybe<Scalars['Double']['input']>;
};

export type MetricDirection =
  | 'HIGHER_IS_BETTER'
  | 'LOWER_IS_BETTER';

export type MetricDirectionInput = {
  direction: MetricDirection;
  metric: Scalars['String']['input'];
};

export type MetricDrift = {
  frozen?: Maybe<Scalars['Double']['output']>;
  key: Scalars['String']['output'];
  now?: Maybe<Scalars['Double']['output']>;
};

export type MetricGate = {
  dataset?: Maybe<DatasetSelector>;
  evaluator?: Maybe<Evaluator>;
  key: Scalars['String']['output'];
  max?: Maybe<Scalars['Float']['output']>;
  min?: Maybe<Scalars['Float']['output']>;
};

export type MetricGateInput = {
  dataset?: InputMaybe<DatasetSelectorInput>;
  evaluator?: InputMaybe<EvaluatorInput>;
  key: Scalars['String']['input'];
  max?: InputMaybe<Scalars['Float']['input']>;
  min?: InputMaybe<Scalars['Float']['input']>;
};

export type MetricHistory = {
  points: Array<MetricPoint>;
  total: Scalars['Long']['output'];
};

export type MetricInput = {
  key: Scalars['String']['input'];
  value: Scalars['Double']['input'];
};

export type MetricPoint = {
  at?: Maybe<Scalars['DateTime']['output']>;
  step: Scalars['Long']['output'];
  value: Scalars['Double']['output'];
};

export type MetricSeries = {
  key: Scalars['String']['output'];
  max?: Maybe<Scalars['Double']['output']>;
  min?: Maybe<Scalars['Double']['output']>;
  runId: Scalars['ID']['output'];
  steps: Array<Scalars['Long']['output']>;
  times: Array<Scalars['Long']['output']>;
  total: Scalars['Long']['output'];
  values: Array<Scalars['Double']['output']>;
};

export type ModelVersion = Node & {
  aliases: Array<Scalars['String']['output']>;
  artifacts: Array<Artifact>;
  checks: CheckConnection;
  controls: Array<Control>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Principal;
  datasets: Array<Dataset>;
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  deletedBy?: Maybe<Principal>;
  description: Scalars['String']['output'];
  digest: Scalars['Sha256']['output'];
  documents: DocumentConnection;
  drift?: Maybe<VersionDrift>;
  evaluations: EvaluationConnection;
  evidence: AuditEntryConnection;
  gates: Array<GateResult>;
  id: Scalars['ID']['output'];
  loggedModel?: Maybe<LoggedModel>;
  metrics: Array<Metric>;
  modelName: Scalars['String']['output'];
  nextStages: Array<Stage>;
  openRequests: TransitionRequestConnection;
  params: Array<Param>;
  registeredModel?: Maybe<RegisteredModel>;
  run?: Maybe<Run>;
  runId?: Maybe<Scalars['String']['output']>;
  runSnapshot?: Maybe<RunSnapshot>;
  slotHistory: SlotIntervalConnection;
  snapshot: VersionSnapshot;
  source: Scalars['String']['output'];
  stage: Stage;
  tags: Array<Tag>;
  transitionRequests: TransitionRequestConnection;
  updatedAt: Scalars['DateTime']['output'];
  version: Scalars['Int']['output'];
  viewerCanRequestTransition: Scalars['Boolean']['output'];
};


export type ModelVersionArtifactsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionChecksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionControlsArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  pack: Scalars['String']['input'];
  packVersion?: InputMaybe<Scalars['String']['input']>;
};


export type ModelVersionDatasetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionDocumentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DocumentFilterInput>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionEvaluationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EvaluationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionEvidenceArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  includeReads?: Scalars['Boolean']['input'];
  orderBy?: InputMaybe<AuditEntryOrder>;
};


export type ModelVersionGatesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  to: Scalars['String']['input'];
};


export type ModelVersionMetricsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};


export type ModelVersionOpenRequestsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionParamsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};


export type ModelVersionSlotHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};


export type ModelVersionTransitionRequestsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelVersionViewerCanRequestTransitionArgs = {
  to?: InputMaybe<Scalars['String']['input']>;
};

export type ModelVersionConnection = {
  edges: Array<ModelVersionEdge>;
  facets: Array<Facet>;
  nodes: Array<ModelVersion>;
  pageInfo: PageInfo;
  totalCount: TotalCount;
};


export type ModelVersionConnectionFacetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys: Array<Scalars['String']['input']>;
  prefix?: InputMaybe<Scalars['String']['input']>;
};

export type ModelVersionEdge = {
  cursor: Scalars['String']['output'];
  node: ModelVersion;
};

export type ModelVersionFilter = {
  alias?: InputMaybe<Scalars['String']['input']>;
  createdBy?: InputMaybe<Scalars['String']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  includeDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  metrics?: InputMaybe<Array<MetricCondition>>;
  model?: InputMaybe<Scalars['String']['input']>;
  modelTags?: InputMaybe<Array<TagFilter>>;
  params?: InputMaybe<Array<KeyCondition>>;
  runId?: InputMaybe<Scalars['String']['input']>;
  stage?: InputMaybe<Scalars['String']['input']>;
  tags?: InputMaybe<Array<TagFilter>>;
  team?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  version?: InputMaybe<Scalars['Int']['input']>;
};

export type ModelVersionOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ModelVersionOrderField;
};

export type ModelVersionOrderField =
  | 'CREATED_AT'
  | 'NAME'
  | 'VERSION';

export type ModelVisibility =
  | 'ORGANIZATION'
  | 'TEAM';

export type Mutation = {
  addTeamMember: AddTeamMemberPayload;
  approveTransition: ApproveTransitionPayload;
  beginSigningKey: BeginSigningKeyPayload;
  changeTeamMemberRoles: ChangeTeamMemberRolesPayload;
  confirmSigningKey: ConfirmSigningKeyPayload;
  createApiToken: CreateApiTokenPayload;
  createApprovalPolicy: CreateApprovalPolicyPayload;
  createEvidencePack: CreateEvidencePackPayload;
  createExperiment: CreateExperimentPayload;
  createInvitation: CreateInvitationPayload;
  createModelVersion: CreateModelVersionPayload;
  createRegisteredModel: CreateRegisteredModelPayload;
  createServiceAccount: CreateServiceAccountPayload;
  createTeam: CreateTeamPayload;
  createUser: CreateUserPayload;
  deactivateServiceAccount: DeactivateServiceAccountPayload;
  deactivateUser: DeactivateUserPayload;
  decideReview: DecideReviewPayload;
  deleteExperiment: DeleteExperimentPayload;
  deleteExperimentTag: DeleteExperimentTagPayload;
  deleteModelVersion: DeleteModelVersionPayload;
  deleteRegisteredModel: DeleteRegisteredModelPayload;
  deleteRun: DeleteRunPayload;
  deleteSavedView: DeleteSavedViewPayload;
  deleteTag: DeleteTagPayload;
  erasePersonalData: ErasePersonalDataPayload;
  grantAccess: GrantAccessPayload;
  grantOrganizationRole: GrantOrganizationRolePayload;
  installPolicyPack: InstallPolicyPackPayload;
  linkTeamGroup: LinkTeamGroupPayload;
  linkUserIdentity: LinkUserIdentityPayload;
  prepareSignature: PrepareSignaturePayload;
  publishDocument: PublishDocumentPayload;
  reactivateUser: ReactivateUserPayload;
  recordEvaluation: RecordEvaluationPayload;
  reevaluateGates: ReevaluateGatesPayload;
  registerSigningKey: RegisterSigningKeyPayload;
  rejectTransition: RejectTransitionPayload;
  removeAlias: RemoveAliasPayload;
  removeOwnershipTag: RemoveOwnershipTagPayload;
  removeTeamMember: RemoveTeamMemberPayload;
  renameRegisteredModel: RenameRegisteredModelPayload;
  reportCheck: ReportCheckPayload;
  requestTransition: RequestTransitionPayload;
  restoreExperiment: RestoreExperimentPayload;
  restoreRun: RestoreRunPayload;
  retireApprovalPolicy: RetireApprovalPolicyPayload;
  revokeAccess: RevokeAccessPayload;
  revokeApiToken: RevokeApiTokenPayload;
  revokeInvitation: RevokeInvitationPayload;
  revokeOrganizationRole: RevokeOrganizationRolePayload;
  revokeSigningKey: RevokeSigningKeyPayload;
  rollbackSlot: RollbackSlotPayload;
  saveView: SaveViewPayload;
  setAlias: SetAliasPayload;
  setExperimentTag: SetExperimentTagPayload;
  setLifecycle: SetLifecyclePayload;
  setOwnershipTag: SetOwnershipTagPayload;
  setPreferences: SetPreferencesPayload;
  setRiskTier: SetRiskTierPayload;
  setTag: SetTagPayload;
  transferRegisteredModel: TransferRegisteredModelPayload;
  unlinkTeamGroup: UnlinkTeamGroupPayload;
  updateApprovalPolicy: UpdateApprovalPolicyPayload;
  updateExperiment: UpdateExperimentPayload;
  updateModelVersion: UpdateModelVersionPayload;
  updateRegisteredModel: UpdateRegisteredModelPayload;
  waiveGate: WaiveGatePayload;
  withdrawTransition: WithdrawTransitionPayload;
};


export type MutationAddTeamMemberArgs = {
  input: AddTeamMemberInput;
};


export type MutationApproveTransitionArgs = {
  input: ApproveTransitionInput;
};


export type MutationBeginSigningKeyArgs = {
  input: BeginSigningKeyInput;
};


export type MutationChangeTeamMemberRolesArgs = {
  input: ChangeTeamMemberRolesInput;
};


export type MutationConfirmSigningKeyArgs = {
  input: ConfirmSigningKeyInput;
};


export type MutationCreateApiTokenArgs = {
  input: CreateApiTokenInput;
};


export type MutationCreateApprovalPolicyArgs = {
  input: CreateApprovalPolicyInput;
};


export type MutationCreateEvidencePackArgs = {
  input: CreateEvidencePackInput;
};


export type MutationCreateExperimentArgs = {
  input: CreateExperimentInput;
};


export type MutationCreateInvitationArgs = {
  input: CreateInvitationInput;
};


export type MutationCreateModelVersionArgs = {
  input: CreateModelVersionInput;
};


export type MutationCreateRegisteredModelArgs = {
  input: CreateRegisteredModelInput;
};


export type MutationCreateServiceAccountArgs = {
  input: CreateServiceAccountInput;
};


export type MutationCreateTeamArgs = {
  input: CreateTeamInput;
};


export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


export type MutationDeactivateServiceAccountArgs = {
  input: DeactivateServiceAccountInput;
};


export type MutationDeactivateUserArgs = {
  input: DeactivateUserInput;
};


export type MutationDecideReviewArgs = {
  input: DecideReviewInput;
};


export type MutationDeleteExperimentArgs = {
  input: DeleteExperimentInput;
};


export type MutationDeleteExperimentTagArgs = {
  input: DeleteExperimentTagInput;
};


export type MutationDeleteModelVersionArgs = {
  input: DeleteModelVersionInput;
};


export type MutationDeleteRegisteredModelArgs = {
  input: DeleteRegisteredModelInput;
};


export type MutationDeleteRunArgs = {
  input: DeleteRunInput;
};


export type MutationDeleteSavedViewArgs = {
  input: DeleteSavedViewInput;
};


export type MutationDeleteTagArgs = {
  input: DeleteTagInput;
};


export type MutationErasePersonalDataArgs = {
  input: ErasePersonalDataInput;
};


export type MutationGrantAccessArgs = {
  input: GrantAccessInput;
};


export type MutationGrantOrganizationRoleArgs = {
  input: GrantOrganizationRoleInput;
};


export type MutationInstallPolicyPackArgs = {
  input: InstallPolicyPackInput;
};


export type MutationLinkTeamGroupArgs = {
  input: LinkTeamGroupInput;
};


export type MutationLinkUserIdentityArgs = {
  input: LinkUserIdentityInput;
};


export type MutationPrepareSignatureArgs = {
  input: PrepareSignatureInput;
};


export type MutationPublishDocumentArgs = {
  input: PublishDocumentInput;
};


export type MutationReactivateUserArgs = {
  input: ReactivateUserInput;
};


export type MutationRecordEvaluationArgs = {
  input: RecordEvaluationInput;
};


export type MutationReevaluateGatesArgs = {
  input: ReevaluateGatesInput;
};


export type MutationRegisterSigningKeyArgs = {
  input: RegisterSigningKeyInput;
};


export type MutationRejectTransitionArgs = {
  input: RejectTransitionInput;
};


export type MutationRemoveAliasArgs = {
  input: RemoveAliasInput;
};


export type MutationRemoveOwnershipTagArgs = {
  input: RemoveOwnershipTagInput;
};


export type MutationRemoveTeamMemberArgs = {
  input: RemoveTeamMemberInput;
};


export type MutationRenameRegisteredModelArgs = {
  input: RenameRegisteredModelInput;
};


export type MutationReportCheckArgs = {
  input: ReportCheckInput;
};


export type MutationRequestTransitionArgs = {
  input: RequestTransitionInput;
};


export type MutationRestoreExperimentArgs = {
  input: RestoreExperimentInput;
};


export type MutationRestoreRunArgs = {
  input: RestoreRunInput;
};


export type MutationRetireApprovalPolicyArgs = {
  input: RetireApprovalPolicyInput;
};


export type MutationRevokeAccessArgs = {
  input: RevokeAccessInput;
};


export type MutationRevokeApiTokenArgs = {
  input: RevokeApiTokenInput;
};


export type MutationRevokeInvitationArgs = {
  input: RevokeInvitationInput;
};


export type MutationRevokeOrganizationRoleArgs = {
  input: RevokeOrganizationRoleInput;
};


export type MutationRevokeSigningKeyArgs = {
  input: RevokeSigningKeyInput;
};


export type MutationRollbackSlotArgs = {
  input: RollbackSlotInput;
};


export type MutationSaveViewArgs = {
  input: SaveViewInput;
};


export type MutationSetAliasArgs = {
  input: SetAliasInput;
};


export type MutationSetExperimentTagArgs = {
  input: SetExperimentTagInput;
};


export type MutationSetLifecycleArgs = {
  input: SetLifecycleInput;
};


export type MutationSetOwnershipTagArgs = {
  input: SetOwnershipTagInput;
};


export type MutationSetPreferencesArgs = {
  input: SetPreferencesInput;
};


export type MutationSetRiskTierArgs = {
  input: SetRiskTierInput;
};


export type MutationSetTagArgs = {
  input: SetTagInput;
};


export type MutationTransferRegisteredModelArgs = {
  input: TransferRegisteredModelInput;
};


export type MutationUnlinkTeamGroupArgs = {
  input: UnlinkTeamGroupInput;
};


export type MutationUpdateApprovalPolicyArgs = {
  input: UpdateApprovalPolicyInput;
};


export type MutationUpdateExperimentArgs = {
  input: UpdateExperimentInput;
};


export type MutationUpdateModelVersionArgs = {
  input: UpdateModelVersionInput;
};


export type MutationUpdateRegisteredModelArgs = {
  input: UpdateRegisteredModelInput;
};


export type MutationWaiveGateArgs = {
  input: WaiveGateInput;
};


export type MutationWithdrawTransitionArgs = {
  input: WithdrawTransitionInput;
};

export type Node = {
  id: Scalars['ID']['output'];
};

export type NumberOperator =
  | 'EQUAL'
  | 'EXISTS'
  | 'GREATER'
  | 'GREATER_OR_EQUAL'
  | 'LESS'
  | 'LESS_OR_EQUAL'
  | 'MISSING'
  | 'NOT_EQUAL';

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type OrganizationRole =
  | 'ADMIN'
  | 'AUDITOR'
  | 'RESOLVER';

export type OwnershipFilter = {
  key?: InputMaybe<Scalars['String']['input']>;
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
  principal?: InputMaybe<Scalars['String']['input']>;
  team?: InputMaybe<Scalars['String']['input']>;
};

export type OwnershipTag = {
  from: Scalars['DateTime']['output'];
  key: Scalars['String']['output'];
  principal?: Maybe<Principal>;
  setBy: Principal;
  team?: Maybe<Team>;
  to?: Maybe<Scalars['DateTime']['output']>;
};

export type PackControl = {
  id: Scalars['String']['output'];
  judgement?: Maybe<Scalars['String']['output']>;
  title: Scalars['String']['output'];
};

export type PackDocument = {
  kind: Scalars['String']['output'];
  schema: Scalars['String']['output'];
};

export type PackOfPolicy = {
  id: Scalars['String']['output'];
  version: Scalars['String']['output'];
};

export type PackStatus =
  | 'IN_FORCE'
  | 'SUPERSEDED'
  | 'UPCOMING';

export type PackTeamInput = {
  name: Scalars['String']['input'];
  teamId: Scalars['ID']['input'];
};

export type PageInfo = {
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type PairedScores = {
  confidence?: Maybe<Scalars['Float']['output']>;
  row: Scalars['String']['output'];
  score: Scalars['String']['output'];
  table: Scalars['String']['output'];
};

export type PairedScoresInput = {
  confidence?: InputMaybe<Scalars['Float']['input']>;
  row: Scalars['String']['input'];
  score: Scalars['String']['input'];
  table: Scalars['String']['input'];
};

export type Param = {
  key: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type ParamInput = {
  key: Scalars['String']['input'];
  value: Scalars['String']['input'];
};

export type PersonalDataCategory =
  | 'NAME'
  | 'NETWORK'
  | 'TEXT';

export type PlainUserError = UserError & {
  code: UserErrorCode;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

export type PolicyPack = {
  controls: Array<PackControl>;
  digest: Scalars['Sha256']['output'];
  documents: Array<PackDocument>;
  effectiveFrom?: Maybe<Scalars['String']['output']>;
  id: Scalars['String']['output'];
  omits: Array<Scalars['String']['output']>;
  policies: Array<Scalars['String']['output']>;
  regime: Scalars['String']['output'];
  sources: Array<Scalars['String']['output']>;
  status: PackStatus;
  teams: Array<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  version: Scalars['String']['output'];
};


export type PolicyPackControlsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type PolicyPackDocumentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type PolicyPackPoliciesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type PolicySigning =
  | 'NONE'
  | 'OWN_KEY'
  | 'USER_VERIFIED';

export type Preferences = {
  density?: Maybe<Density>;
  singleKeys?: Maybe<Scalars['Boolean']['output']>;
  theme?: Maybe<Theme>;
  timeZone?: Maybe<Scalars['String']['output']>;
};

export type PrepareSignatureInput = {
  comment?: InputMaybe<Scalars['String']['input']>;
  gate?: InputMaybe<SignedGateInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  meaning?: InputMaybe<DecisionMeaning>;
  signingKeyId: Scalars['ID']['input'];
  transitionRequestId: Scalars['ID']['input'];
  verdict: DecisionVerdict;
};

export type PrepareSignaturePayload = {
  signatureRequest?: Maybe<SignatureRequest>;
  userErrors: Array<UserError>;
};

export type Principal = Node & {
  createdAt: Scalars['DateTime']['output'];
  deactivatedAt?: Maybe<Scalars['DateTime']['output']>;
  displayName: Scalars['String']['output'];
  email?: Maybe<Scalars['String']['output']>;
  handle: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  identities: Array<UserIdentity>;
  kind: PrincipalKind;
  memberships: Array<Membership>;
  organizationRoles?: Maybe<Array<OrganizationRole>>;
  team?: Maybe<Team>;
};


export type PrincipalIdentitiesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type PrincipalMembershipsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type PrincipalConnection = {
  edges: Array<PrincipalEdge>;
  nodes: Array<Principal>;
  pageInfo: PageInfo;
};

export type PrincipalEdge = {
  cursor: Scalars['String']['output'];
  node: Principal;
};

export type PrincipalKind =
  | 'SERVICE_ACCOUNT'
  | 'SYSTEM'
  | 'USER';

export type ProvenanceGate = {
  commit?: Maybe<Scalars['Boolean']['output']>;
  environment?: Maybe<Scalars['Boolean']['output']>;
  trainingData?: Maybe<Scalars['Boolean']['output']>;
};

export type ProvenanceGateInput = {
  commit?: InputMaybe<Scalars['Boolean']['input']>;
  environment?: InputMaybe<Scalars['Boolean']['input']>;
  trainingData?: InputMaybe<Scalars['Boolean']['input']>;
};

export type PublishDocumentInput = {
  artifact?: InputMaybe<DocumentArtifactInput>;
  content?: InputMaybe<Scalars['String']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  fields?: InputMaybe<Scalars['JSONObject']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  kind: Scalars['String']['input'];
  subjectId: Scalars['ID']['input'];
  title: Scalars['String']['input'];
};

export type PublishDocumentPayload = {
  document?: Maybe<Document>;
  userErrors: Array<UserError>;
};

export type Query = {
  apiTokens: ApiTokenConnection;
  approvalPolicies: ApprovalPolicyConnection;
  approvalPolicy?: Maybe<ApprovalPolicy>;
  auditEntries: AuditEntryConnection;
  auditLog: AuditLog;
  checkTransition: TransitionCheck;
  checks: CheckConnection;
  columns: Array<Column>;
  compareRuns: RunComparison;
  consistencyProof: Array<Scalars['String']['output']>;
  document?: Maybe<Document>;
  evidencePacks: EvidencePackConnection;
  experiment?: Maybe<Experiment>;
  experiments: ExperimentConnection;
  inclusionProof: LogProof;
  invitations: InvitationConnection;
  lifecycle: Lifecycle;
  lineage: LineageGraph;
  loggedModel?: Maybe<LoggedModel>;
  loggedModels: LoggedModelConnection;
  metricSeries: Array<MetricSeries>;
  modelVersion?: Maybe<ModelVersion>;
  modelVersions: ModelVersionConnection;
  node?: Maybe<Node>;
  nodes: Array<Maybe<Node>>;
  policyPack?: Maybe<PolicyPack>;
  policyPacks: Array<PolicyPack>;
  principal?: Maybe<Principal>;
  registeredModel?: Maybe<RegisteredModel>;
  registeredModels: RegisteredModelConnection;
  resolve?: Maybe<ModelVersion>;
  review?: Maybe<Review>;
  reviews: ReviewConnection;
  run?: Maybe<Run>;
  runMatrix: RunMatrix;
  runs: RunConnection;
  savedView?: Maybe<SavedView>;
  savedViews: Array<SavedView>;
  search: Array<SearchHit>;
  signatureRequest?: Maybe<SignatureRequest>;
  signingKeys: SigningKeyConnection;
  subjectIndex: SubjectIndex;
  team?: Maybe<Team>;
  teams: TeamConnection;
  transitionRequest?: Maybe<TransitionRequest>;
  transitionRequests: TransitionRequestConnection;
  users: PrincipalConnection;
  viewer: Viewer;
};


export type QueryApiTokensArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ApiTokenFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryApprovalPoliciesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ApprovalPolicyFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryApprovalPolicyArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAuditEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditEntryOrder>;
};


export type QueryCheckTransitionArgs = {
  modelVersionId: Scalars['ID']['input'];
  principal?: InputMaybe<Scalars['String']['input']>;
  to: Scalars['String']['input'];
};


export type QueryChecksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CheckFilterInput>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryColumnsArgs = {
  differing?: InputMaybe<Scalars['Boolean']['input']>;
  experimentIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  prefix?: InputMaybe<Scalars['String']['input']>;
  runIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};


export type QueryCompareRunsArgs = {
  runIds: Array<Scalars['ID']['input']>;
};


export type QueryConsistencyProofArgs = {
  from: Scalars['Long']['input'];
  to: Scalars['Long']['input'];
};


export type QueryDocumentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryEvidencePacksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  modelVersionId: Scalars['ID']['input'];
};


export type QueryExperimentArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  team?: InputMaybe<Scalars['String']['input']>;
};


export type QueryExperimentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExperimentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ExperimentOrder>;
};


export type QueryInclusionProofArgs = {
  entryId: Scalars['ID']['input'];
  size?: InputMaybe<Scalars['Long']['input']>;
};


export type QueryInvitationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<InvitationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryLineageArgs = {
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
};


export type QueryLoggedModelArgs = {
  id: Scalars['ID']['input'];
};


export type QueryLoggedModelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LoggedModelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<LoggedModelOrder>>;
};


export type QueryMetricSeriesArgs = {
  axis?: InputMaybe<SeriesAxis>;
  from?: InputMaybe<Scalars['Long']['input']>;
  keys: Array<Scalars['String']['input']>;
  points?: InputMaybe<Scalars['Int']['input']>;
  runIds: Array<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['Long']['input']>;
};


export type QueryModelVersionArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  includeDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  name: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


export type QueryModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModelVersionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ModelVersionOrder>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryPolicyPackArgs = {
  id: Scalars['String']['input'];
  version?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPolicyPacksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPrincipalArgs = {
  handle: Scalars['String']['input'];
};


export type QueryRegisteredModelArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  includeDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  name: Scalars['String']['input'];
};


export type QueryRegisteredModelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RegisteredModelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<RegisteredModelOrder>;
};


export type QueryResolveArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  uri: Scalars['String']['input'];
};


export type QueryReviewArgs = {
  id: Scalars['ID']['input'];
};


export type QueryReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ReviewFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRunArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRunMatrixArgs = {
  aggregate?: InputMaybe<Aggregate>;
  columns: Array<ColumnInput>;
  filter?: InputMaybe<RunFilter>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  runIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};


export type QueryRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RunOrder>>;
};


export type QuerySavedViewArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySavedViewsArgs = {
  screen?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySearchArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<Array<SearchKind>>;
  q: Scalars['String']['input'];
};


export type QuerySignatureRequestArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySigningKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SigningKeyFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySubjectIndexArgs = {
  subjectId: Scalars['ID']['input'];
};


export type QueryTeamArgs = {
  slug: Scalars['String']['input'];
};


export type QueryTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryTransitionRequestArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTransitionRequestsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransitionRequestFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TransitionRequestOrder>;
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ReactivateUserInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type ReactivateUserPayload = {
  user?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type RecordEvaluationInput = {
  dataset: EvaluationDatasetInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  metrics: Array<MetricInput>;
  modelVersionId: Scalars['ID']['input'];
  runId?: InputMaybe<Scalars['ID']['input']>;
};

export type RecordEvaluationPayload = {
  evaluation?: Maybe<Evaluation>;
  evaluations?: Maybe<Array<Evaluation>>;
  userErrors: Array<UserError>;
};

export type ReevaluateGatesInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  transitionRequestId: Scalars['ID']['input'];
};

export type ReevaluateGatesPayload = {
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
};

export type RegisterSigningKeyInput = {
  challengeId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  ssh?: InputMaybe<Scalars['String']['input']>;
  webauthn?: InputMaybe<Scalars['JSONObject']['input']>;
};

export type RegisterSigningKeyPayload = {
  signingKey?: Maybe<SigningKey>;
  userErrors: Array<UserError>;
};

export type RegisteredModel = Node & {
  createdAt: Scalars['DateTime']['output'];
  createdBy: Principal;
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  deletedBy?: Maybe<Principal>;
  description: Scalars['String']['output'];
  documents: DocumentConnection;
  grants: Array<AccessGrant>;
  guards: Array<SlotGuard>;
  id: Scalars['ID']['output'];
  lastActivityAt: Scalars['DateTime']['output'];
  latestVersion?: Maybe<ModelVersion>;
  name: Scalars['String']['output'];
  openRequestCount: Scalars['Int']['output'];
  ownershipTags: Array<OwnershipTag>;
  riskTier?: Maybe<RiskTier>;
  riskTiers: Array<RiskTierInterval>;
  slotHistory: SlotIntervalConnection;
  slots: Array<HeldSlot>;
  tags: Array<Tag>;
  team: Team;
  transferOffer?: Maybe<TransferOffer>;
  updatedAt: Scalars['DateTime']['output'];
  versions: ModelVersionConnection;
  visibility: ModelVisibility;
};


export type RegisteredModelDocumentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DocumentFilterInput>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RegisteredModelGrantsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RegisteredModelGuardsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RegisteredModelOwnershipTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  history?: InputMaybe<Scalars['Boolean']['input']>;
};


export type RegisteredModelRiskTierArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


export type RegisteredModelRiskTiersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RegisteredModelSlotHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  slot: Scalars['String']['input'];
};


export type RegisteredModelSlotsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RegisteredModelTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RegisteredModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModelVersionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ModelVersionOrder>;
};

export type RegisteredModelConnection = {
  edges: Array<RegisteredModelEdge>;
  facets: Array<Facet>;
  nodes: Array<RegisteredModel>;
  pageInfo: PageInfo;
  totalCount: TotalCount;
};


export type RegisteredModelConnectionFacetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys: Array<Scalars['String']['input']>;
  prefix?: InputMaybe<Scalars['String']['input']>;
};

export type RegisteredModelEdge = {
  cursor: Scalars['String']['output'];
  node: RegisteredModel;
};

export type RegisteredModelFilter = {
  hasOpenRequests?: InputMaybe<Scalars['Boolean']['input']>;
  holds?: InputMaybe<Scalars['String']['input']>;
  includeDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  nameContains?: InputMaybe<Scalars['String']['input']>;
  ownedBy?: InputMaybe<Scalars['String']['input']>;
  ownership?: InputMaybe<OwnershipFilter>;
  riskTier?: InputMaybe<RiskTier>;
  tags?: InputMaybe<Array<TagFilter>>;
  team?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  visibility?: InputMaybe<ModelVisibility>;
};

export type RegisteredModelOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: RegisteredModelOrderField;
};

export type RegisteredModelOrderField =
  | 'CREATED_AT'
  | 'LAST_ACTIVITY'
  | 'NAME'
  | 'UPDATED_AT';

export type RejectTransitionInput = {
  comment: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  signature?: InputMaybe<SignatureInput>;
  transitionRequestId: Scalars['ID']['input'];
};

export type RejectTransitionPayload = {
  decision?: Maybe<Decision>;
  entry?: Maybe<EntryPlace>;
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
};

export type RemainingPersonalData = {
  count: Scalars['Int']['output'];
  where: Scalars['String']['output'];
};

export type RemoveAliasInput = {
  alias: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  registeredModelId: Scalars['ID']['input'];
};

export type RemoveAliasPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type RemoveOwnershipTagInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  key: Scalars['String']['input'];
  registeredModelId: Scalars['ID']['input'];
};

export type RemoveOwnershipTagPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type RemoveTeamMemberInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  teamId: Scalars['ID']['input'];
};

export type RemoveTeamMemberPayload = {
  team?: Maybe<Team>;
  userErrors: Array<UserError>;
};

export type RenameRegisteredModelInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  registeredModelId: Scalars['ID']['input'];
};

export type RenameRegisteredModelPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type ReportCheckInput = {
  conclusion?: InputMaybe<CheckConclusion>;
  detailsUrl?: InputMaybe<Scalars['String']['input']>;
  externalId?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  inputs?: InputMaybe<Array<CheckedInputInput>>;
  model?: InputMaybe<Scalars['String']['input']>;
  modelVersionId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  report?: InputMaybe<CheckReportInput>;
  status: CheckStatus;
  summary?: InputMaybe<Scalars['String']['input']>;
  version?: InputMaybe<Scalars['Int']['input']>;
  versionDigest: Scalars['Sha256']['input'];
};

export type ReportCheckPayload = {
  check?: Maybe<Check>;
  userErrors: Array<UserError>;
};

export type RequestEmergency = {
  incidentUrl?: Maybe<Scalars['String']['output']>;
  reason: Scalars['String']['output'];
};

export type RequestOpenError = UserError & {
  code: UserErrorCode;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
  transitionRequestId?: Maybe<Scalars['ID']['output']>;
};

export type RequestTransitionInput = {
  emergency?: InputMaybe<EmergencyInput>;
  expectedHolder?: InputMaybe<Scalars['Int']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  modelVersionId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  ticketUrl?: InputMaybe<Scalars['String']['input']>;
  to: Scalars['String']['input'];
  waivers?: InputMaybe<Array<GateWaiverInput>>;
};

export type RequestTransitionPayload = {
  modelVersion?: Maybe<ModelVersion>;
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
  warnings: Array<Scalars['String']['output']>;
};

export type RequestVoidedError = UserError & {
  cause?: Maybe<Scalars['String']['output']>;
  code: UserErrorCode;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

export type RestoreExperimentInput = {
  experimentId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

export type RestoreExperimentPayload = {
  experiment?: Maybe<Experiment>;
  userErrors: Array<UserError>;
};

export type RestoreRunInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  runId: Scalars['ID']['input'];
};

export type RestoreRunPayload = {
  run?: Maybe<Run>;
  userErrors: Array<UserError>;
};

export type RetireApprovalPolicyInput = {
  approvalPolicyId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type RetireApprovalPolicyPayload = {
  approvalPolicy?: Maybe<ApprovalPolicy>;
  userErrors: Array<UserError>;
};

export type Review = Node & {
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  decisions: Array<Decision>;
  dueAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  openedAt: Scalars['DateTime']['output'];
  requirements: Array<TransitionRequirement>;
  rollback?: Maybe<TransitionRequest>;
  state: ReviewState;
  transitionRequest?: Maybe<TransitionRequest>;
  viewerDecision: ViewerDecision;
};


export type ReviewDecisionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ReviewRequirementsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ReviewConnection = {
  edges: Array<ReviewEdge>;
  nodes: Array<Review>;
  pageInfo: PageInfo;
};

export type ReviewEdge = {
  cursor: Scalars['String']['output'];
  node: Review;
};

export type ReviewFilter = {
  awaitingMyDecision?: InputMaybe<Scalars['Boolean']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<ReviewState>;
  team?: InputMaybe<Scalars['String']['input']>;
};

export type ReviewState =
  | 'CONFIRMED'
  | 'OPEN'
  | 'OVERDUE'
  | 'OVERTURNED';

export type ReviewVerdict =
  | 'CONFIRM'
  | 'OVERTURN';

export type RevokeAccessInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  registeredModelId: Scalars['ID']['input'];
  teamId: Scalars['ID']['input'];
};

export type RevokeAccessPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type RevokeApiTokenInput = {
  apiTokenId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

export type RevokeApiTokenPayload = {
  apiToken?: Maybe<ApiToken>;
  userErrors: Array<UserError>;
};

export type RevokeInvitationInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  invitationId: Scalars['ID']['input'];
};

export type RevokeInvitationPayload = {
  invitation?: Maybe<Invitation>;
  userErrors: Array<UserError>;
};

export type RevokeOrganizationRoleInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  principalId: Scalars['ID']['input'];
  role: OrganizationRole;
};

export type RevokeOrganizationRolePayload = {
  principal?: Maybe<Principal>;
  userErrors: Array<UserError>;
};

export type RevokeSigningKeyInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason: Scalars['String']['input'];
  signingKeyId: Scalars['ID']['input'];
};

export type RevokeSigningKeyPayload = {
  signingKey?: Maybe<SigningKey>;
  userErrors: Array<UserError>;
};

export type RiskTier =
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM';

export type RiskTierInterval = {
  from: Scalars['DateTime']['output'];
  rationale: Scalars['String']['output'];
  setBy: Principal;
  tier: RiskTier;
  to?: Maybe<Scalars['DateTime']['output']>;
};

export type RollbackSlotInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason: Scalars['String']['input'];
  registeredModelId: Scalars['ID']['input'];
  slot: Scalars['String']['input'];
};

export type RollbackSlotPayload = {
  modelVersion?: Maybe<ModelVersion>;
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
  warnings: Array<Scalars['String']['output']>;
};

export type Run = Node & {
  artifactUri: Scalars['String']['output'];
  artifacts: ArtifactEntryConnection;
  bestChild?: Maybe<BestChild>;
  childCount: Scalars['Int']['output'];
  children: RunConnection;
  code: RunCode;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Principal;
  datasets: Array<RunDataset>;
  deleted: Scalars['Boolean']['output'];
  endTime?: Maybe<Scalars['DateTime']['output']>;
  experiment?: Maybe<Experiment>;
  id: Scalars['ID']['output'];
  loggedModels: Array<RunLoggedModel>;
  metricHistory: MetricHistory;
  metrics: Array<MeasuredMetric>;
  modelVersions: ModelVersionConnection;
  name: Scalars['String']['output'];
  params: Array<Param>;
  parent?: Maybe<Run>;
  runId: Scalars['String']['output'];
  startTime?: Maybe<Scalars['DateTime']['output']>;
  status: RunStatus;
  tags: Array<Tag>;
  user: Scalars['String']['output'];
  viewerCanDelete: Scalars['Boolean']['output'];
};


export type RunArtifactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  path?: InputMaybe<Scalars['String']['input']>;
};


export type RunBestChildArgs = {
  among?: InputMaybe<Array<Scalars['String']['input']>>;
  direction?: InputMaybe<MetricDirection>;
  metric?: InputMaybe<Scalars['String']['input']>;
};


export type RunChildrenArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RunOrder>>;
};


export type RunDatasetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RunLoggedModelsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RunMetricHistoryArgs = {
  fromStep?: InputMaybe<Scalars['Long']['input']>;
  key: Scalars['String']['input'];
  points?: InputMaybe<Scalars['Int']['input']>;
  toStep?: InputMaybe<Scalars['Long']['input']>;
};


export type RunMetricsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};


export type RunModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RunParamsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};


export type RunTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type RunCode = {
  branch?: Maybe<Scalars['String']['output']>;
  commit?: Maybe<Scalars['String']['output']>;
  entryPoint?: Maybe<Scalars['String']['output']>;
  repository?: Maybe<Scalars['String']['output']>;
  sourceName?: Maybe<Scalars['String']['output']>;
  sourceType?: Maybe<Scalars['String']['output']>;
};

export type RunComparison = {
  code: Array<RunCode>;
  datasets: Array<ComparedDataset>;
  metrics: Array<ComparedMetric>;
  params: Array<ComparedText>;
  runs: Array<Run>;
  tags: Array<ComparedText>;
};


export type RunComparisonDatasetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RunComparisonMetricsArgs = {
  directions?: InputMaybe<Array<MetricDirectionInput>>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RunComparisonParamsArgs = {
  all?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type RunComparisonTagsArgs = {
  all?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['Boolean']['input']>;
};

export type RunCondition = {
  and?: InputMaybe<Array<RunCondition>>;
  datasets?: InputMaybe<Array<DatasetCondition>>;
  endTime?: InputMaybe<TimeRange>;
  metrics?: InputMaybe<Array<MetricCondition>>;
  name?: InputMaybe<TextCondition>;
  not?: InputMaybe<RunCondition>;
  or?: InputMaybe<Array<RunCondition>>;
  params?: InputMaybe<Array<KeyCondition>>;
  startTime?: InputMaybe<TimeRange>;
  status?: InputMaybe<Array<RunStatus>>;
  tags?: InputMaybe<Array<KeyCondition>>;
  user?: InputMaybe<TextCondition>;
};

export type RunConnection = {
  edges: Array<RunEdge>;
  facets: Array<Facet>;
  nodes: Array<Run>;
  pageInfo: PageInfo;
  totalCount: TotalCount;
};


export type RunConnectionFacetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys: Array<Scalars['String']['input']>;
  prefix?: InputMaybe<Scalars['String']['input']>;
};

export type RunDataset = {
  context?: Maybe<Scalars['String']['output']>;
  digest: Scalars['String']['output'];
  name: Scalars['String']['output'];
  profile?: Maybe<Scalars['String']['output']>;
  schema?: Maybe<Scalars['String']['output']>;
  source: Scalars['String']['output'];
  sourceType: Scalars['String']['output'];
};

export type RunEdge = {
  cursor: Scalars['String']['output'];
  node: Run;
};

export type RunFilter = {
  and?: InputMaybe<Array<RunCondition>>;
  datasets?: InputMaybe<Array<DatasetCondition>>;
  deletion?: InputMaybe<DeletionFilter>;
  endTime?: InputMaybe<TimeRange>;
  experimentIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  matchChildren?: InputMaybe<Scalars['Boolean']['input']>;
  metrics?: InputMaybe<Array<MetricCondition>>;
  name?: InputMaybe<TextCondition>;
  not?: InputMaybe<RunCondition>;
  or?: InputMaybe<Array<RunCondition>>;
  params?: InputMaybe<Array<KeyCondition>>;
  parent?: InputMaybe<Scalars['ID']['input']>;
  rootsOnly?: InputMaybe<Scalars['Boolean']['input']>;
  startTime?: InputMaybe<TimeRange>;
  status?: InputMaybe<Array<RunStatus>>;
  tags?: InputMaybe<Array<KeyCondition>>;
  user?: InputMaybe<TextCondition>;
};

export type RunLoggedModel = {
  loggedModel?: Maybe<LoggedModel>;
  role: LoggedModelRole;
  step?: Maybe<Scalars['Long']['output']>;
};

export type RunMatrix = {
  columns: Array<MatrixColumn>;
  names: Array<Scalars['String']['output']>;
  runs: Array<Scalars['ID']['output']>;
  sampled: Scalars['Boolean']['output'];
  total: Scalars['Int']['output'];
};

export type RunOrder = {
  bestChild?: InputMaybe<BestChildOrder>;
  direction?: InputMaybe<OrderDirection>;
  field?: InputMaybe<RunOrderField>;
  metric?: InputMaybe<Scalars['String']['input']>;
  param?: InputMaybe<Scalars['String']['input']>;
  tag?: InputMaybe<Scalars['String']['input']>;
};

export type RunOrderField =
  | 'END_TIME'
  | 'NAME'
  | 'START_TIME'
  | 'STATUS'
  | 'USER';

export type RunSnapshot = {
  endTime?: Maybe<Scalars['DateTime']['output']>;
  experimentId: Scalars['String']['output'];
  runId: Scalars['String']['output'];
  sourceCommit?: Maybe<Scalars['String']['output']>;
  startTime?: Maybe<Scalars['DateTime']['output']>;
  status: RunStatus;
  tags: Array<Tag>;
  user: Scalars['String']['output'];
};


export type RunSnapshotTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type RunStatus =
  | 'FAILED'
  | 'FINISHED'
  | 'KILLED'
  | 'RUNNING'
  | 'SCHEDULED';

export type SaveViewInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  query: Scalars['String']['input'];
  screen: Scalars['String']['input'];
};

export type SaveViewPayload = {
  savedView?: Maybe<SavedView>;
  userErrors: Array<UserError>;
};

export type SavedView = Node & {
  id: Scalars['ID']['output'];
  name?: Maybe<Scalars['String']['output']>;
  query: Scalars['String']['output'];
  savedAt: Scalars['DateTime']['output'];
  savedBy: Principal;
  screen: Scalars['String']['output'];
};

export type SearchHit = {
  hint?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  kind: SearchKind;
  name: Scalars['String']['output'];
  version?: Maybe<Scalars['Int']['output']>;
};

export type SearchKind =
  | 'EXPERIMENT'
  | 'MODEL'
  | 'PRINCIPAL'
  | 'REQUEST'
  | 'RUN'
  | 'TEAM'
  | 'VERSION';

export type SeparationOfDuties =
  | 'AUTHOR'
  | 'REQUESTER';

export type SeriesAxis =
  | 'RELATIVE'
  | 'STEP'
  | 'TIME';

export type Session = {
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  isCurrent: Scalars['Boolean']['output'];
  openedAt: Scalars['DateTime']['output'];
  seenAt: Scalars['DateTime']['output'];
  tokenName?: Maybe<Scalars['String']['output']>;
};

export type SetAliasInput = {
  alias: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  modelVersionId: Scalars['ID']['input'];
};

export type SetAliasPayload = {
  modelVersion?: Maybe<ModelVersion>;
  userErrors: Array<UserError>;
};

export type SetExperimentTagInput = {
  experimentId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  key: Scalars['String']['input'];
  value: Scalars['String']['input'];
};

export type SetExperimentTagPayload = {
  experiment?: Maybe<Experiment>;
  userErrors: Array<UserError>;
};

export type SetLifecycleInput = {
  edges?: InputMaybe<Array<StageEdgeInput>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  stages: Array<StageInput>;
};

export type SetLifecyclePayload = {
  lifecycle?: Maybe<Lifecycle>;
  userErrors: Array<UserError>;
};

export type SetOwnershipTagInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  key: Scalars['String']['input'];
  principalId?: InputMaybe<Scalars['ID']['input']>;
  registeredModelId: Scalars['ID']['input'];
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

export type SetOwnershipTagPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type SetPreferencesInput = {
  density?: InputMaybe<Density>;
  singleKeys?: InputMaybe<Scalars['Boolean']['input']>;
  theme?: InputMaybe<Theme>;
  timeZone?: InputMaybe<Scalars['String']['input']>;
};

export type SetPreferencesPayload = {
  preferences?: Maybe<Preferences>;
  userErrors: Array<UserError>;
};

export type SetRiskTierInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  rationale: Scalars['String']['input'];
  registeredModelId: Scalars['ID']['input'];
  tier: RiskTier;
};

export type SetRiskTierPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type SetTagInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  key: Scalars['String']['input'];
  subjectId: Scalars['ID']['input'];
  value: Scalars['String']['input'];
};

export type SetTagPayload = {
  subject?: Maybe<Node>;
  userErrors: Array<UserError>;
};

export type SignatureGate = {
  mode: SignatureMode;
};

export type SignatureGateInput = {
  mode: SignatureMode;
};

export type SignatureInput = {
  signatureRequestId: Scalars['ID']['input'];
  ssh?: InputMaybe<Scalars['String']['input']>;
  webauthn?: InputMaybe<Scalars['JSONObject']['input']>;
};

export type SignatureMode =
  | 'COMPATIBLE'
  | 'PRESENT';

export type SignatureRequest = {
  command?: Maybe<Scalars['String']['output']>;
  digest: Scalars['Sha256']['output'];
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  statement: Scalars['String']['output'];
  webauthn?: Maybe<Scalars['JSONObject']['output']>;
  words: Scalars['String']['output'];
};

export type SignedGateInput = {
  gateKey: Scalars['String']['input'];
  policyId: Scalars['ID']['input'];
};

export type SigningKey = {
  confirmedAt?: Maybe<Scalars['DateTime']['output']>;
  confirmedBy?: Maybe<Principal>;
  fingerprint: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  kind: SigningKeyKind;
  name: Scalars['String']['output'];
  owner: Principal;
  publicKey: Scalars['String']['output'];
  registeredAt: Scalars['DateTime']['output'];
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type SigningKeyChallenge = {
  command?: Maybe<Scalars['String']['output']>;
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  text: Scalars['String']['output'];
  webauthn?: Maybe<Scalars['JSONObject']['output']>;
};

export type SigningKeyConnection = {
  edges: Array<SigningKeyEdge>;
  nodes: Array<SigningKey>;
  pageInfo: PageInfo;
};

export type SigningKeyEdge = {
  cursor: Scalars['String']['output'];
  node: SigningKey;
};

export type SigningKeyFilter = {
  confirmed?: InputMaybe<Scalars['Boolean']['input']>;
  ownerId?: InputMaybe<Scalars['ID']['input']>;
  revoked?: InputMaybe<Scalars['Boolean']['input']>;
};

export type SigningKeyKind =
  | 'SSH'
  | 'WEBAUTHN';

export type SlotGuard = {
  policies: Array<ApprovalPolicy>;
  slot: Scalars['String']['output'];
};


export type SlotGuardPoliciesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type SlotInterval = {
  from: Scalars['DateTime']['output'];
  slot: Scalars['String']['output'];
  to?: Maybe<Scalars['DateTime']['output']>;
  version: Scalars['Int']['output'];
};

export type SlotIntervalConnection = {
  edges: Array<SlotIntervalEdge>;
  nodes: Array<SlotInterval>;
  pageInfo: PageInfo;
};

export type SlotIntervalEdge = {
  cursor: Scalars['String']['output'];
  node: SlotInterval;
};

export type Stage = {
  exclusive: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
};

export type StageEdge = {
  from: Scalars['String']['output'];
  to: Scalars['String']['output'];
};

export type StageEdgeInput = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
};

export type StageInput = {
  exclusive: Scalars['Boolean']['input'];
  name: Scalars['String']['input'];
};

export type SubjectIndex = {
  keys: Array<SubjectIndexKey>;
  root?: Maybe<Scalars['Sha256']['output']>;
  size: Scalars['Long']['output'];
};

export type SubjectIndexKey = {
  count: Scalars['Int']['output'];
  key: Scalars['String']['output'];
  leaves: Array<Scalars['Long']['output']>;
};

export type Tag = {
  key: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type TagFilter = {
  key?: InputMaybe<Scalars['String']['input']>;
  keyPrefix?: InputMaybe<Scalars['String']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};

export type TagGate = {
  independent?: Maybe<Scalars['Boolean']['output']>;
  key: Scalars['String']['output'];
  setBy?: Maybe<TagSetter>;
  subject?: Maybe<TagSubject>;
  values: Array<Scalars['String']['output']>;
};

export type TagGateInput = {
  independent?: InputMaybe<Scalars['Boolean']['input']>;
  key: Scalars['String']['input'];
  setBy?: InputMaybe<TagSetterInput>;
  subject?: InputMaybe<TagSubject>;
  values: Array<Scalars['String']['input']>;
};

export type TagInput = {
  key: Scalars['String']['input'];
  value: Scalars['String']['input'];
};

export type TagSetter = {
  role: TeamRole;
  teamId?: Maybe<Scalars['ID']['output']>;
};

export type TagSetterInput = {
  role: TeamRole;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

export type TagSubject =
  | 'MODEL'
  | 'VERSION';

export type Team = Node & {
  createdAt: Scalars['DateTime']['output'];
  groups: Array<TeamGroup>;
  id: Scalars['ID']['output'];
  members: MembershipConnection;
  name: Scalars['String']['output'];
  serviceAccounts: PrincipalConnection;
  slug: Scalars['String']['output'];
};


export type TeamGroupsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type TeamMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type TeamServiceAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type TeamConnection = {
  edges: Array<TeamEdge>;
  nodes: Array<Team>;
  pageInfo: PageInfo;
};

export type TeamEdge = {
  cursor: Scalars['String']['output'];
  node: Team;
};

export type TeamGroup = {
  group: Scalars['String']['output'];
  roles: Array<TeamRole>;
};

export type TeamRole =
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'OWNER'
  | 'REVIEWER'
  | 'VIEWER';

export type TextCondition = {
  operator?: InputMaybe<TextOperator>;
  value?: InputMaybe<Scalars['String']['input']>;
  values?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type TextDrift = {
  frozen?: Maybe<Scalars['String']['output']>;
  key: Scalars['String']['output'];
  now?: Maybe<Scalars['String']['output']>;
};

export type TextOperator =
  | 'EQUAL'
  | 'EXISTS'
  | 'ILIKE'
  | 'IN'
  | 'LIKE'
  | 'MISSING'
  | 'NOT_EQUAL'
  | 'NOT_IN';

export type Theme =
  | 'DARK'
  | 'LIGHT'
  | 'SYSTEM';

export type TimeRange = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

export type TokenScope =
  | 'ADMIN'
  | 'APPROVE'
  | 'READ'
  | 'REPORT'
  | 'RESOLVE'
  | 'WRITE';

export type TotalCount = {
  capped: Scalars['Boolean']['output'];
  count: Scalars['Int']['output'];
};

export type TransferOffer = {
  expiresAt: Scalars['DateTime']['output'];
  offeredAt: Scalars['DateTime']['output'];
  offeredBy: Principal;
  reason: Scalars['String']['output'];
  team: Team;
};

export type TransferRegisteredModelInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason: Scalars['String']['input'];
  registeredModelId: Scalars['ID']['input'];
  teamId: Scalars['ID']['input'];
};

export type TransferRegisteredModelPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type TransitionAct =
  | 'APPROVE'
  | 'REQUEST';

export type TransitionCheck = {
  appliesAtOnce: Scalars['Boolean']['output'];
  canApprove: Scalars['Boolean']['output'];
  canRequest: Scalars['Boolean']['output'];
  gates: Array<GateResult>;
  places: Array<TransitionRequirement>;
  refusals: Array<TransitionRefusal>;
};


export type TransitionCheckGatesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type TransitionNotAllowedError = UserError & {
  code: UserErrorCode;
  message: Scalars['String']['output'];
  nextStages?: Maybe<Array<Scalars['String']['output']>>;
  path: Array<Scalars['String']['output']>;
};

export type TransitionRefusal = {
  act: TransitionAct;
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  who?: Maybe<Scalars['String']['output']>;
};

export type TransitionRequest = Node & {
  cause?: Maybe<Scalars['String']['output']>;
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  contentDigest: Scalars['Sha256']['output'];
  decisions: Array<Decision>;
  displaces?: Maybe<DisplacedVersion>;
  emergency?: Maybe<RequestEmergency>;
  expiresAt: Scalars['DateTime']['output'];
  from?: Maybe<Scalars['String']['output']>;
  gates: Array<GateResult>;
  id: Scalars['ID']['output'];
  modelName: Scalars['String']['output'];
  modelVersion?: Maybe<ModelVersion>;
  phase: TransitionRequestPhase;
  reason: Scalars['String']['output'];
  requestedAt: Scalars['DateTime']['output'];
  requestedBy: Principal;
  requirements: Array<TransitionRequirement>;
  review?: Maybe<Review>;
  signing: PolicySigning;
  state: TransitionRequestState;
  statement?: Maybe<Scalars['String']['output']>;
  ticketUrl?: Maybe<Scalars['String']['output']>;
  to: Scalars['String']['output'];
  version: Scalars['Int']['output'];
  viewerCanApprove: Scalars['Boolean']['output'];
  viewerDecision: ViewerDecision;
  waivers: Array<AskedWaiver>;
};


export type TransitionRequestDecisionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type TransitionRequestGatesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type TransitionRequestRequirementsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type TransitionRequestConnection = {
  edges: Array<TransitionRequestEdge>;
  facets: Array<Facet>;
  nodes: Array<TransitionRequest>;
  pageInfo: PageInfo;
  totalCount: TotalCount;
};


export type TransitionRequestConnectionFacetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  keys: Array<Scalars['String']['input']>;
  prefix?: InputMaybe<Scalars['String']['input']>;
};

export type TransitionRequestEdge = {
  cursor: Scalars['String']['output'];
  node: TransitionRequest;
};

export type TransitionRequestFilter = {
  awaitingMyDecision?: InputMaybe<Scalars['Boolean']['input']>;
  decidedBy?: InputMaybe<Scalars['String']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  requestedBy?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<TransitionRequestState>;
  team?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['String']['input']>;
};

export type TransitionRequestOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: TransitionRequestOrderField;
};

export type TransitionRequestOrderField =
  | 'EXPIRES_AT'
  | 'REQUESTED_AT';

export type TransitionRequestPhase =
  | 'GATES'
  | 'SIGNATURES';

export type TransitionRequestState =
  | 'APPLIED'
  | 'EXPIRED'
  | 'PENDING'
  | 'REJECTED'
  | 'VOIDED'
  | 'WITHDRAWN';

export type TransitionRequirement = {
  candidates: Array<Principal>;
  given: Scalars['Int']['output'];
  needed: Scalars['Int']['output'];
  policyId?: Maybe<Scalars['ID']['output']>;
  policyName?: Maybe<Scalars['String']['output']>;
  policyRevision?: Maybe<Scalars['Int']['output']>;
  role: TeamRole;
  team?: Maybe<Team>;
};


export type TransitionRequirementCandidatesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type UnlinkTeamGroupInput = {
  group: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  teamId: Scalars['ID']['input'];
};

export type UnlinkTeamGroupPayload = {
  team?: Maybe<Team>;
  userErrors: Array<UserError>;
};

export type UpdateApprovalPolicyInput = {
  approvalPolicyId: Scalars['ID']['input'];
  boundTags?: InputMaybe<Array<Scalars['String']['input']>>;
  emergency?: InputMaybe<EmergencyTermsInput>;
  expiresAfterHours?: InputMaybe<Scalars['Int']['input']>;
  gates?: InputMaybe<Array<GateInput>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  requirements?: InputMaybe<Array<ApprovalRequirementInput>>;
  rollbackWithinHours?: InputMaybe<Scalars['Int']['input']>;
  separationOfDuties?: InputMaybe<Array<SeparationOfDuties>>;
  signing?: InputMaybe<PolicySigning>;
  slots?: InputMaybe<Array<Scalars['String']['input']>>;
  tiers?: InputMaybe<Array<RiskTier>>;
};

export type UpdateApprovalPolicyPayload = {
  approvalPolicy?: Maybe<ApprovalPolicy>;
  userErrors: Array<UserError>;
  warnings: Array<Scalars['String']['output']>;
};

export type UpdateExperimentInput = {
  experimentId: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  visibility?: InputMaybe<ExperimentVisibility>;
};

export type UpdateExperimentPayload = {
  experiment?: Maybe<Experiment>;
  userErrors: Array<UserError>;
};

export type UpdateModelVersionInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  modelVersionId: Scalars['ID']['input'];
};

export type UpdateModelVersionPayload = {
  modelVersion?: Maybe<ModelVersion>;
  userErrors: Array<UserError>;
};

export type UpdateRegisteredModelInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  registeredModelId: Scalars['ID']['input'];
  visibility?: InputMaybe<ModelVisibility>;
};

export type UpdateRegisteredModelPayload = {
  registeredModel?: Maybe<RegisteredModel>;
  userErrors: Array<UserError>;
};

export type UserError = {
  code: UserErrorCode;
  message: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

export type UserErrorCode =
  | 'ALREADY_IN_SLOT'
  | 'APPROVAL_REQUIRED'
  | 'ARTIFACT_CLASH'
  | 'CONFLICT'
  | 'CONTENT_CHANGED'
  | 'CREDENTIAL_NOT_INDEPENDENT'
  | 'EMERGENCY_NOT_ALLOWED'
  | 'EXCLUSIVE_STAGE_HELD'
  | 'EXPERIMENT_DELETED'
  | 'GATES_FAILED'
  | 'GATES_PENDING'
  | 'HOLDER_CHANGED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'IDENTITY_TAKEN'
  | 'INVALID_INPUT'
  | 'LAST_ADMIN'
  | 'LAST_OWNER'
  | 'LIFECYCLE_INVALID'
  | 'NAME_TAKEN'
  | 'NOT_FOUND'
  | 'NO_PREVIOUS_HOLDER'
  | 'PARAM_CHANGED'
  | 'PASSKEY_IMPOSSIBLE'
  | 'REQUEST_CLOSED'
  | 'REQUEST_OPEN'
  | 'REQUEST_VOIDED'
  | 'RUN_DELETED'
  | 'SELF_APPROVAL'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_REQUIRED'
  | 'SOURCE_MISMATCH'
  | 'TRANSITION_NOT_ALLOWED';

export type UserFilter = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  handleContains?: InputMaybe<Scalars['String']['input']>;
  kind?: InputMaybe<PrincipalKind>;
};

export type UserIdentity = {
  issuer: Scalars['String']['output'];
  linkedAt: Scalars['DateTime']['output'];
  subject: Scalars['String']['output'];
};

export type VersionDrift = {
  artifacts?: Maybe<Array<ArtifactDrift>>;
  facts: Array<TextDrift>;
  hasDrifted: Scalars['Boolean']['output'];
  metrics: Array<MetricDrift>;
  params: Array<TextDrift>;
  tags: Array<TextDrift>;
};


export type VersionDriftArtifactsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type VersionDriftFactsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type VersionDriftMetricsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type VersionDriftParamsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type VersionDriftTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type VersionSnapshot =
  | 'FINAL'
  | 'NONE'
  | 'PROVISIONAL';

export type Viewer = {
  organizationRoles: Array<OrganizationRole>;
  preferences: Preferences;
  principal: Principal;
  scopes: Array<TokenScope>;
  sessions: Array<Session>;
  teams: Array<Membership>;
};


export type ViewerSessionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ViewerTeamsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ViewerDecision = {
  canApprove: Scalars['Boolean']['output'];
  canReject: Scalars['Boolean']['output'];
  code?: Maybe<Scalars['String']['output']>;
  message?: Maybe<Scalars['String']['output']>;
};

export type WaiveGateInput = {
  contentDigest: Scalars['String']['input'];
  gateKey: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  policyId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  signature?: InputMaybe<SignatureInput>;
  transitionRequestId: Scalars['ID']['input'];
};

export type WaiveGatePayload = {
  decision?: Maybe<Decision>;
  entry?: Maybe<EntryPlace>;
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
};

export type WithdrawTransitionInput = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
  transitionRequestId: Scalars['ID']['input'];
};

export type WithdrawTransitionPayload = {
  transitionRequest?: Maybe<TransitionRequest>;
  userErrors: Array<UserError>;
};

export type WithoutChampion =
  | 'FAIL'
  | 'PASS';
