/** What the demo asks of the registry, operation by operation. */

const refusals = "userErrors { code message path }";
const requestFields = `id state contentDigest to displaces { version }
  requirements { role team { slug } needed given }`;

export const createTeam = `mutation CreateTeam($input: CreateTeamInput!) {
  createTeam(input: $input) { team { id } ${refusals} } }`;

export const createUser = `mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) { user { id } ${refusals} } }`;

export const addTeamMember = `mutation AddTeamMember($input: AddTeamMemberInput!) {
  addTeamMember(input: $input) { membership { roles } ${refusals} } }`;

export const grantOrganizationRole = `mutation GrantOrganizationRole($input: GrantOrganizationRoleInput!) {
  grantOrganizationRole(input: $input) { ${refusals} } }`;

export const createServiceAccount = `mutation CreateServiceAccount($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) { serviceAccount { id } ${refusals} } }`;

export const createApiToken = `mutation CreateApiToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) { secret apiToken { scopes } ${refusals} } }`;

export const createInvitation = `mutation CreateInvitation($input: CreateInvitationInput!) {
  createInvitation(input: $input) { code ${refusals} } }`;

export const createApprovalPolicy = `mutation CreateApprovalPolicy($input: CreateApprovalPolicyInput!) {
  createApprovalPolicy(input: $input) { approvalPolicy { id name revision digest } ${refusals} } }`;

export const createRegisteredModel = `mutation CreateRegisteredModel($input: CreateRegisteredModelInput!) {
  createRegisteredModel(input: $input) { registeredModel { id name } ${refusals} } }`;

export const setOwnershipTag = `mutation SetOwnershipTag($input: SetOwnershipTagInput!) {
  setOwnershipTag(input: $input) { registeredModel { id } ${refusals} } }`;

export const readVersion = `query ReadVersion($name: String!, $version: Int!) {
  modelVersion(name: $name, version: $version) { id version digest artifacts { path sha256 size } } }`;

export const createModelVersion = `mutation CreateModelVersion($input: CreateModelVersionInput!) {
  createModelVersion(input: $input) { modelVersion { id version digest } ${refusals} } }`;

export const readModel = `query ReadModel($name: String!) { registeredModel(name: $name) { id name } }`;

export const requestTransition = `mutation RequestTransition($input: RequestTransitionInput!) {
  requestTransition(input: $input) { transitionRequest { ${requestFields} } ${refusals} } }`;

export const rollbackSlot = `mutation RollbackSlot($input: RollbackSlotInput!) {
  rollbackSlot(input: $input) { transitionRequest { ${requestFields} } modelVersion { version } ${refusals} } }`;

export const readRequest = `query ReadRequest($id: ID!) {
  transitionRequest(id: $id) { ${requestFields} modelVersion { version metrics { key value } } } }`;

export const inbox = `query Inbox {
  transitionRequests(first: 20, filter: { awaitingMyDecision: true }) {
    nodes { id to reason modelName version } } }`;

export const approveTransition = `mutation ApproveTransition($input: ApproveTransitionInput!) {
  approveTransition(input: $input) { transitionRequest { ${requestFields} } ${refusals} } }`;

export const rejectTransition = `mutation RejectTransition($input: RejectTransitionInput!) {
  rejectTransition(input: $input) { transitionRequest { ${requestFields} } ${refusals} } }`;

export const resolveManifest = `query ResolveManifest($uri: String!) {
  resolve(uri: $uri) { version digest source artifacts { path sha256 size } } }`;

export const everythingAbout = `query EverythingAbout($name: String!, $version: Int!, $after: String) {
  modelVersion(name: $name, version: $version) {
    id version description source runId digest createdAt
    createdBy { handle displayName }
    stage { name }
    registeredModel { id ownershipTags { key team { slug } } team { slug } }
    params { key value } metrics { key value } datasets { name digest source } artifacts { path sha256 size }
    runSnapshot { runId experimentId status user startTime endTime sourceCommit tags { key value } }
    slotHistory(first: 50) { nodes { slot from to } }
    evidence(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id at action outcome actor { handle kind roles } subjects { type role label hidden }
        before after reason decision channel stream seq hash previousHash envelope body } } } }`;
