/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query OpenInvitations($after: String) {\n    invitations(filter: { open: true }, first: 50, after: $after) {\n      nodes { id createdAt expiresAt principal { displayName handle } createdBy { displayName handle } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.OpenInvitationsDocument,
    "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) {\n      invitation { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RevokeInvitationDocument,
    "\n  query SigningKeys($filter: SigningKeyFilter, $after: String) {\n    signingKeys(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        kind\n        name\n        fingerprint\n        registeredAt\n        confirmedAt\n        revokedAt\n        owner { id handle displayName }\n        confirmedBy { displayName }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.SigningKeysDocument,
    "\n  mutation ConfirmKey($input: ConfirmSigningKeyInput!) {\n    confirmSigningKey(input: $input) {\n      signingKey { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.ConfirmKeyDocument,
    "\n  query AdminLifecycle {\n    lifecycle { stages { name exclusive } edges { from to } }\n  }\n": typeof types.AdminLifecycleDocument,
    "\n  mutation SetLifecycle($input: SetLifecycleInput!) {\n    setLifecycle(input: $input) {\n      lifecycle { stages { name } }\n      userErrors { code message path }\n    }\n  }\n": typeof types.SetLifecycleDocument,
    "\n  query AdminPacks {\n    policyPacks(first: 100) {\n      id\n      version\n      title\n      regime\n      status\n      effectiveFrom\n      teams\n      policies(first: 100)\n      documents(first: 100) { kind }\n      controls(first: 500) { id }\n    }\n    approvalPolicies(first: 200) {\n      nodes { id name scope modelName team { name } pack { id version } }\n      pageInfo { hasNextPage }\n    }\n  }\n": typeof types.AdminPacksDocument,
    "\n  mutation InstallPack($input: InstallPolicyPackInput!) {\n    installPolicyPack(input: $input) {\n      approvalPolicies { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.InstallPackDocument,
    "\n  query AdminPeople($filter: UserFilter, $after: String) {\n    users(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        handle\n        displayName\n        kind\n        email\n        organizationRoles\n        deactivatedAt\n        team { slug name }\n        memberships(first: 20) { roles team { slug name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AdminPeopleDocument,
    "\n  mutation CreatePerson($input: CreateUserInput!) {\n    createUser(input: $input) {\n      user { id handle }\n      userErrors { code message path }\n    }\n  }\n": typeof types.CreatePersonDocument,
    "\n  mutation Invite($input: CreateInvitationInput!) {\n    createInvitation(input: $input) {\n      code\n      invitation { id expiresAt }\n      userErrors { code message path }\n    }\n  }\n": typeof types.InviteDocument,
    "\n  mutation Deactivate($input: DeactivateUserInput!) {\n    deactivateUser(input: $input) {\n      user { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.DeactivateDocument,
    "\n  mutation Reactivate($input: ReactivateUserInput!) {\n    reactivateUser(input: $input) {\n      user { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.ReactivateDocument,
    "\n  mutation GrantRole($input: GrantOrganizationRoleInput!) {\n    grantOrganizationRole(input: $input) {\n      principal { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.GrantRoleDocument,
    "\n  mutation RevokeRole($input: RevokeOrganizationRoleInput!) {\n    revokeOrganizationRole(input: $input) {\n      principal { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RevokeRoleDocument,
    "\n  query AdminPolicies($filter: ApprovalPolicyFilter, $after: String) {\n    approvalPolicies(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        revision\n        scope\n        modelName\n        slots\n        tiers\n        retiredAt\n        team { slug name }\n        requirements { role count team { name } }\n        gates(first: 20) { key }\n        emergency { reviewWithinHours }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AdminPoliciesDocument,
    "\n  query Policy($id: ID!) {\n    approvalPolicy(id: $id) {\n      id\n      name\n      revision\n      digest\n      scope\n      modelName\n      team { slug name }\n      slots\n      requirements { role count team { id slug name } }\n      separationOfDuties\n      signing\n      boundTags\n      expiresAfterHours\n      rollbackWithinHours\n      tiers\n      createdAt\n      retiredAt\n      pack { id version }\n      emergency { reviewWithinHours requirements { role count team { id slug name } } }\n      gates(first: 20) {\n        key\n        title\n        waivableBy { role count team { id slug name } }\n        metric { key min max evaluator { teamId independent } dataset { name digest } }\n        champion { metric direction margin relative paired { table row score confidence } against without evaluator { teamId independent } dataset { name digest } }\n        groups {\n          metric attribute minRatio maxDifference minEach maxEach minGroupSize\n          evaluator { teamId independent } dataset { name digest }\n        }\n        tag { key values subject independent setBy { role teamId } }\n        check { name reportedBy maxAgeHours }\n        document { kind fields subject independent maxAgeHours publishedBy { role teamId } }\n        signature { mode }\n        files { require forbid maxBytes }\n        provenance { commit trainingData environment }\n      }\n    }\n  }\n": typeof types.PolicyDocument,
    "\n  mutation CreatePolicy($input: CreateApprovalPolicyInput!) {\n    createApprovalPolicy(input: $input) {\n      approvalPolicy { id revision }\n      warnings\n      userErrors { code message path }\n    }\n  }\n": typeof types.CreatePolicyDocument,
    "\n  mutation UpdatePolicy($input: UpdateApprovalPolicyInput!) {\n    updateApprovalPolicy(input: $input) {\n      approvalPolicy { id revision }\n      warnings\n      userErrors { code message path }\n    }\n  }\n": typeof types.UpdatePolicyDocument,
    "\n  mutation RetirePolicy($input: RetireApprovalPolicyInput!) {\n    retireApprovalPolicy(input: $input) {\n      approvalPolicy { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RetirePolicyDocument,
    "\n  query Covered($model: String!, $team: String!, $forModel: Boolean!, $forTeam: Boolean!) {\n    registeredModel(name: $model) @include(if: $forModel) { id }\n    team(slug: $team) @include(if: $forTeam) { id }\n  }\n": typeof types.CoveredDocument,
    "\n  query TeamSlugs {\n    teams(first: 200) { nodes { id slug name } }\n  }\n": typeof types.TeamSlugsDocument,
    "\n  query TryMove($id: ID!, $to: String!, $principal: String) {\n    checkTransition(modelVersionId: $id, to: $to, principal: $principal) {\n      canRequest\n      canApprove\n      appliesAtOnce\n      places { role needed team { name } policyName }\n      refusals { act code message who }\n      gates(first: 50) { key title verdict required observed cause policy { id } }\n    }\n  }\n": typeof types.TryMoveDocument,
    "\n  query TryVersion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { id }\n  }\n": typeof types.TryVersionDocument,
    "\n  mutation CreateProgram($input: CreateServiceAccountInput!) {\n    createServiceAccount(input: $input) {\n      serviceAccount { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.CreateProgramDocument,
    "\n  mutation EndProgram($input: DeactivateServiceAccountInput!) {\n    deactivateServiceAccount(input: $input) {\n      serviceAccount { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.EndProgramDocument,
    "\n  query TeamId($slug: String!) {\n    team(slug: $slug) { id }\n  }\n": typeof types.TeamIdDocument,
    "\n  query AdminTeams($after: String) {\n    teams(first: 50, after: $after) {\n      nodes { id slug name createdAt groups(first: 50) { group roles } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AdminTeamsDocument,
    "\n  mutation CreateTeam($input: CreateTeamInput!) {\n    createTeam(input: $input) {\n      team { slug }\n      userErrors { code message path }\n    }\n  }\n": typeof types.CreateTeamDocument,
    "\n  mutation LinkGroup($input: LinkTeamGroupInput!) {\n    linkTeamGroup(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.LinkGroupDocument,
    "\n  mutation UnlinkGroup($input: UnlinkTeamGroupInput!) {\n    unlinkTeamGroup(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.UnlinkGroupDocument,
    "\n  query AdminTokens($filter: ApiTokenFilter, $after: String) {\n    apiTokens(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        hint\n        scopes\n        modelIds\n        createdAt\n        lastUsedAt\n        expiresAt\n        principal { handle displayName }\n        invitedBy { displayName }\n        mintedBy { displayName }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AdminTokensDocument,
    "\n  query AuditLog($filter: AuditEntryFilter, $after: String) {\n    auditEntries(filter: $filter, orderBy: { at: DESC }, first: 50, after: $after) {\n      nodes {\n        id\n        action\n        outcome\n        at\n        actor { displayName handle kind }\n        channel\n        reason\n        stream\n        seq\n        hash\n        subjects { role type id label hidden }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AuditLogDocument,
    "\n  query AuditEntryWhole($id: ID!) {\n    node(id: $id) {\n      ... on AuditEntry {\n        id\n        action\n        outcome\n        at\n        actor { id displayName handle kind roles }\n        channel\n        client\n        clientRequestId\n        requestId\n        operation\n        reason\n        decision\n        before\n        after\n        stream\n        seq\n        hash\n        previousHash\n        envelope\n        body\n        subjects { role type id label hidden }\n      }\n    }\n  }\n": typeof types.AuditEntryWholeDocument,
    "\n  query AuditBytes($filter: AuditEntryFilter, $after: String, $first: Int!) {\n    auditEntries(filter: $filter, orderBy: { at: DESC }, first: $first, after: $after) {\n      nodes {\n        id\n        action\n        outcome\n        at\n        actor { handle displayName }\n        channel\n        reason\n        requestId\n        operation\n        stream\n        seq\n        hash\n        previousHash\n        envelope\n        body\n        subjects { role type id label hidden }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AuditBytesDocument,
    "\n  query ComparedColumns($runIds: [ID!]!) {\n    columns(runIds: $runIds, first: 100) { kind key runs distinct sampled }\n  }\n": typeof types.ComparedColumnsDocument,
    "\n  query ComparedRuns($runIds: [ID!]!, $columns: [ColumnInput!]!, $aggregate: Aggregate!) {\n    runMatrix(runIds: $runIds, columns: $columns, aggregate: $aggregate, limit: 2000) {\n      runs\n      names\n      columns { kind key values }\n      total\n    }\n  }\n": typeof types.ComparedRunsDocument,
    "\n  query ComparedCourses($runIds: [ID!]!, $keys: [String!]!, $axis: SeriesAxis!) {\n    metricSeries(runIds: $runIds, keys: $keys, axis: $axis) { runId steps times values total }\n  }\n": typeof types.ComparedCoursesDocument,
    "\n  query ExperimentColumns($ids: [ID!]!, $prefix: String, $differing: Boolean, $first: Int!) {\n    columns(experimentIds: $ids, prefix: $prefix, differing: $differing, first: $first) {\n      kind\n      key\n      runs\n      distinct\n      min\n      max\n      sampled\n    }\n  }\n": typeof types.ExperimentColumnsDocument,
    "\n  query Experiment($id: ID!) {\n    experiment(id: $id) {\n      id\n      experimentId\n      name\n      deletedAt\n      artifactLocation\n      team { name }\n      tags(first: 50) { key value }\n    }\n  }\n": typeof types.ExperimentDocument,
    "\n  query ExperimentRuns(\n    $filter: RunFilter\n    $orderBy: [RunOrder!]\n    $after: String\n    $first: Int!\n    $metricKeys: [String!]\n    $metrics: Int!\n    $paramKeys: [String!]\n    $params: Int!\n    $sorted: String!\n    $hasSorted: Boolean!\n    $best: String\n    $among: [String!]\n    $direction: MetricDirection\n  ) {\n    runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      nodes {\n        id\n        runId\n        name\n        status\n        startTime\n        endTime\n        childCount\n        metrics(keys: $metricKeys, first: $metrics) { key value }\n        params(keys: $paramKeys, first: $params) { key value }\n        sorted: metrics(keys: [$sorted], first: 1) @include(if: $hasSorted) { key value }\n        bestChild(metric: $best, among: $among, direction: $direction) { metric value run { runId name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ExperimentRunsDocument,
    "\n  query Experiments($filter: ExperimentFilter, $after: String) {\n    experiments(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        experimentId\n        name\n        visibility\n        updatedAt\n        createdAt\n        team { name }\n        lastRunAt\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ExperimentsDocument,
    "\n  query Inbox($filter: TransitionRequestFilter, $after: String) {\n    transitionRequests(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        to\n        state\n        reason\n        requestedAt\n        expiresAt\n        closedAt\n        requestedBy { displayName }\n        displaces { version }\n        requirements { role needed given team { name slug } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.InboxDocument,
    "\n  query InboxReviews {\n    reviews(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes {\n        id\n        state\n        dueAt\n        openedAt\n        transitionRequest { id modelName version to emergency { reason incidentUrl } requestedBy { displayName } }\n      }\n    }\n  }\n": typeof types.InboxReviewsDocument,
    "\n  query Lineage($id: ID!, $direction: LineageDirection!) {\n    lineage(id: $id, direction: $direction, depth: 1) {\n      nodes {\n        key\n        id\n        kind\n        label\n        modelVersion { modelName version }\n        run { runId }\n        dataset { digest }\n      }\n      edges { from to role context }\n      truncated\n    }\n  }\n": typeof types.LineageDocument,
    "\n  query LineageOfModel($name: String!) {\n    registeredModel(name: $name) { id name }\n  }\n": typeof types.LineageOfModelDocument,
    "\n  query LineageOfVersion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { id modelName version }\n  }\n": typeof types.LineageOfVersionDocument,
    "\n  query LineageOfRun($id: ID!) {\n    run(id: $id) { id runId name }\n  }\n": typeof types.LineageOfRunDocument,
    "\n  query Log {\n    auditLog {\n      id\n      origin\n      vkeys\n      size\n      root\n      checkpoint\n      indexSize\n      pending\n      oldestPendingAt\n      state\n      haltReason\n      hardening { level findings }\n      witnesses { name state size at detail }\n      anchors { kind target isWeak state size at detail }\n    }\n  }\n": typeof types.LogDocument,
    "\n  mutation SetRiskTier($input: SetRiskTierInput!) {\n    setRiskTier(input: $input) {\n      registeredModel { id riskTier }\n      userErrors { code message path }\n    }\n  }\n": typeof types.SetRiskTierDocument,
    "\n  query Model($name: String!) {\n    registeredModel(name: $name) {\n      id\n      name\n      description\n      visibility\n      riskTier\n      documents(first: 20) { nodes { ...DocumentRow } }\n      createdAt\n      createdBy { displayName handle }\n      team { name slug }\n      tags { key value }\n      slots { slot version since }\n      openRequestCount\n      latestVersion { version }\n      ownershipTags { key team { name } principal { displayName handle } }\n      guards {\n        slot\n        policies { id name revision requirements { role count team { name } } gates(first: 20) { key title } }\n      }\n      grants { role slots team { name } }\n    }\n    lifecycle { stages { name exclusive } }\n    requests: transitionRequests(filter: { model: $name, state: PENDING }, first: 20) {\n      nodes { id version to requestedAt requestedBy { displayName } }\n    }\n  }\n": typeof types.ModelDocument,
    "\n  query ModelVersions($name: String!, $after: String) {\n    modelVersions(filter: { model: $name }, orderBy: { field: VERSION, direction: DESC }, first: 50, after: $after) {\n      nodes {\n        id\n        version\n        description\n        createdAt\n        createdBy { displayName }\n        stage { name }\n        aliases\n        metrics(first: 50) { key value direction }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ModelVersionsDocument,
    "\n  query SlotHistory($name: String!, $slot: String!, $after: String, $holder: Int!, $withSigners: Boolean!) {\n    registeredModel(name: $name) {\n      slotHistory(slot: $slot, first: 200, after: $after) {\n        nodes { version from to }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n    holder: modelVersion(name: $name, version: $holder) @include(if: $withSigners) { ...Signers }\n  }\n": typeof types.SlotHistoryDocument,
    "\n  query SignersOf($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { ...Signers }\n  }\n\n  fragment Signers on ModelVersion {\n    transitionRequests(first: 50) {\n      nodes {\n        id\n        state\n        to\n        closedAt\n        decisions { id printedName verdict meaning role at comment authMethod contentDigest signature { kind keyFingerprint userVerified } }\n      }\n    }\n  }\n": typeof types.SignersOfDocument,
    "\n  query ModelFacets($filter: RegisteredModelFilter) {\n    registeredModels(filter: $filter, first: 1) {\n      facets(keys: [\"team\", \"owner\", \"slot\", \"riskTier\"], first: 8) { key values { value label count capped } }\n    }\n  }\n": typeof types.ModelFacetsDocument,
    "\n  query VersionFacets($filter: ModelVersionFilter) {\n    modelVersions(filter: $filter, first: 1) {\n      facets(keys: [\"team\", \"stage\", \"alias\", \"tag\"], first: 8) { key values { value label count capped } }\n    }\n  }\n": typeof types.VersionFacetsDocument,
    "\n  query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {\n    registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        description\n        team { slug name }\n        slots { slot version since }\n        guards { slot }\n        openRequestCount\n        lastActivityAt\n        latestVersion { version createdAt }\n        ownershipTags(first: 6) { key team { name } principal { displayName } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ModelsDocument,
    "\n  query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {\n    modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        stage { name }\n        aliases\n        createdAt\n        createdBy { displayName }\n        tags(first: 20) { key value }\n        registeredModel { team { name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.VersionsDocument,
    "\n  query Teams {\n    teams(first: 50) {\n      nodes { slug name }\n    }\n  }\n": typeof types.TeamsDocument,
    "\n  mutation PublishDocument($input: PublishDocumentInput!) {\n    publishDocument(input: $input) {\n      document { id revision title }\n      userErrors { code message path }\n    }\n  }\n": typeof types.PublishDocumentDocument,
    "\n  query ReadDocument($id: ID!) {\n    document(id: $id) { ...DocumentRow content fields }\n  }\n\n  fragment DocumentRow on Document {\n    id\n    kind\n    title\n    revision\n    digest\n    publishedAt\n    publishedBy { displayName }\n  }\n": typeof types.ReadDocumentDocument,
    "\n  query LogKeepers {\n    auditLog { ...LogKept }\n  }\n\n  fragment LogKept on AuditLog {\n    id\n    state\n    haltReason\n    anchors { isWeak state size }\n    witnesses { state size }\n  }\n": typeof types.LogKeepersDocument,
    "\n  query PrincipalId($handle: String!) {\n    principal(handle: $handle) { id }\n  }\n": typeof types.PrincipalIdDocument,
    "\n  query UsableKeys($owner: ID!) {\n    signingKeys(filter: { ownerId: $owner, confirmed: true, revoked: false }, first: 50) {\n      nodes { id kind name fingerprint publicKey }\n    }\n  }\n": typeof types.UsableKeysDocument,
    "\n  mutation PrepareSignature($input: PrepareSignatureInput!) {\n    prepareSignature(input: $input) {\n      signatureRequest { id statement digest words command webauthn expiresAt }\n      userErrors { code message path }\n    }\n  }\n": typeof types.PrepareSignatureDocument,
    "\n  mutation RevokeKey($input: RevokeSigningKeyInput!) {\n    revokeSigningKey(input: $input) {\n      signingKey { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RevokeKeyDocument,
    "\n  query SavedViews($screen: String!) {\n    savedViews(screen: $screen) { id screen name query savedAt }\n  }\n": typeof types.SavedViewsDocument,
    "\n  query SavedView($id: ID!) {\n    savedView(id: $id) { id name query }\n  }\n": typeof types.SavedViewDocument,
    "\n  mutation SaveView($input: SaveViewInput!) {\n    saveView(input: $input) {\n      savedView { id name query }\n      userErrors { code message path }\n    }\n  }\n": typeof types.SaveViewDocument,
    "\n  mutation DeleteSavedView($input: DeleteSavedViewInput!) {\n    deleteSavedView(input: $input) {\n      savedViewId\n      userErrors { code message path }\n    }\n  }\n": typeof types.DeleteSavedViewDocument,
    "\n  mutation Waive($input: WaiveGateInput!) {\n    waiveGate(input: $input) {\n      entry { seq }\n      userErrors { code message path }\n    }\n  }\n": typeof types.WaiveDocument,
    "\n  query Request($id: ID!) {\n    transitionRequest(id: $id) {\n      id\n      modelName\n      version\n      from\n      to\n      state\n      cause\n      reason\n      ticketUrl\n      requestedAt\n      expiresAt\n      closedAt\n      contentDigest\n      statement\n      requestedBy { displayName handle id }\n      displaces { version }\n      phase\n      signing\n      emergency { reason incidentUrl }\n      waivers { key reason policy { id } }\n      modelVersion {\n        registeredModel {\n          riskTier\n          team { slug }\n          documents(first: 20) { nodes { ...DocumentRow } }\n        }\n        documents(first: 20) { nodes { ...DocumentRow } }\n      }\n      review {\n        id\n        state\n        dueAt\n        decidedAt\n        rollback { id state }\n      }\n      gates {\n        key\n        title\n        verdict\n        required\n        observed\n        cause\n        attempts\n        policy { id name }\n        waiver { by { displayName } reason at }\n        inputs { what label id hidden }\n      }\n      viewerDecision { canApprove canReject code message }\n      requirements {\n        role\n        needed\n        given\n        policyId\n        policyName\n        policyRevision\n        team { name slug }\n        candidates(first: 5) { displayName handle }\n      }\n      decisions {\n        id\n        by { id }\n        printedName\n        verdict\n        meaning\n        role\n        at\n        comment\n        gateKey\n        authMethod\n        contentDigest\n        signature { kind keyFingerprint userVerified }\n        viewerRepeats\n        entry { stream seq }\n      }\n    }\n  }\n": typeof types.RequestDocument,
    "\n  query Comparison($name: String!, $version: Int!, $against: Int!, $compared: Boolean!) {\n    modelVersion(name: $name, version: $version) {\n      ...Compared\n    }\n    against: modelVersion(name: $name, version: $against) @include(if: $compared) {\n      ...Compared\n    }\n  }\n\n  fragment Compared on ModelVersion {\n    version\n    metrics { key value direction }\n    params { key value }\n    datasets { name digest }\n    artifacts { path size sha256 }\n  }\n": typeof types.ComparisonDocument,
    "\n  mutation Approve($input: ApproveTransitionInput!) {\n    approveTransition(input: $input) {\n      transitionRequest { id state }\n      entry { stream seq hash }\n      userErrors { code message path }\n    }\n  }\n": typeof types.ApproveDocument,
    "\n  mutation Reject($input: RejectTransitionInput!) {\n    rejectTransition(input: $input) {\n      transitionRequest { id state }\n      entry { stream seq hash }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RejectDocument,
    "\n  mutation Withdraw($input: WithdrawTransitionInput!) {\n    withdrawTransition(input: $input) {\n      transitionRequest { id state }\n      userErrors { code message path }\n    }\n  }\n": typeof types.WithdrawDocument,
    "\n  query Waivable($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on ApprovalPolicy {\n        id\n        gates(first: 20) { key waivableBy { role count team { slug name } } }\n      }\n    }\n  }\n": typeof types.WaivableDocument,
    "\n  mutation Reevaluate($input: ReevaluateGatesInput!) {\n    reevaluateGates(input: $input) {\n      transitionRequest { id state gates { verdict } }\n      userErrors { code message path }\n    }\n  }\n": typeof types.ReevaluateDocument,
    "\n  query MayReview($model: String!) {\n    reviews(filter: { awaitingMyDecision: true, model: $model }, first: 100) { nodes { id } }\n  }\n": typeof types.MayReviewDocument,
    "\n  mutation DecideReview($input: DecideReviewInput!) {\n    decideReview(input: $input) {\n      review { id state }\n      entry { stream seq hash }\n      transitionRequest { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.DecideReviewDocument,
    "\n  query Run($id: ID!) {\n    run(id: $id) {\n      id\n      runId\n      name\n      status\n      startTime\n      endTime\n      user\n      artifactUri\n      deleted\n      createdAt\n      createdBy { displayName handle }\n      childCount\n      parent { runId name }\n      experiment { id experimentId name team { name } }\n      code { repository commit branch entryPoint sourceName sourceType }\n      metrics(first: 200) { key value step at }\n      params(first: 200) { key value }\n      tags(first: 100) { key value }\n      datasets(first: 20) { name digest context sourceType }\n      loggedModels(first: 20) { role step loggedModel { modelId name } }\n      modelVersions(first: 20) { nodes { id modelName version stage { name } createdAt } }\n    }\n  }\n": typeof types.RunDocument,
    "\n  query Courses(\n    $id: ID!\n    $a: String!\n    $b: String!\n    $c: String!\n    $d: String!\n    $hasB: Boolean!\n    $hasC: Boolean!\n    $hasD: Boolean!\n    $from: Long\n    $to: Long\n  ) {\n    run(id: $id) {\n      id\n      a: metricHistory(key: $a, points: 500, fromStep: $from, toStep: $to) { total points { step value at } }\n      b: metricHistory(key: $b, points: 500, fromStep: $from, toStep: $to) @include(if: $hasB) { total points { step value at } }\n      c: metricHistory(key: $c, points: 500, fromStep: $from, toStep: $to) @include(if: $hasC) { total points { step value at } }\n      d: metricHistory(key: $d, points: 500, fromStep: $from, toStep: $to) @include(if: $hasD) { total points { step value at } }\n    }\n  }\n": typeof types.CoursesDocument,
    "\n  query RunFiles($id: ID!, $path: String, $after: String) {\n    run(id: $id) {\n      id\n      artifacts(path: $path, first: 100, after: $after) {\n        nodes { path isFolder size sha256 }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.RunFilesDocument,
    "\n  query OwnKeys($owner: ID!, $after: String) {\n    signingKeys(filter: { ownerId: $owner }, first: 50, after: $after) {\n      nodes { id kind name fingerprint registeredAt confirmedAt revokedAt confirmedBy { displayName } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.OwnKeysDocument,
    "\n  mutation BeginKey($input: BeginSigningKeyInput!) {\n    beginSigningKey(input: $input) {\n      challenge { id command webauthn }\n      userErrors { code message path }\n    }\n  }\n": typeof types.BeginKeyDocument,
    "\n  mutation RegisterKey($input: RegisterSigningKeyInput!) {\n    registerSigningKey(input: $input) {\n      signingKey { id fingerprint }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RegisterKeyDocument,
    "\n  query Tokens($principal: String!, $after: String) {\n    apiTokens(filter: { principal: $principal, active: true }, first: 50, after: $after) {\n      nodes { id name hint scopes modelIds createdAt lastUsedAt expiresAt }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.TokensDocument,
    "\n  mutation CreateToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      apiToken { id name }\n      userErrors { code message path }\n    }\n  }\n": typeof types.CreateTokenDocument,
    "\n  mutation RevokeToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      apiToken { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RevokeTokenDocument,
    "\n  query Sessions {\n    viewer { sessions(first: 100) { id openedAt seenAt expiresAt isCurrent tokenName } }\n  }\n": typeof types.SessionsDocument,
    "\n  query Find($q: String!) {\n    search(q: $q, kinds: [VERSION, MODEL, RUN, EXPERIMENT, REQUEST, TEAM], first: 12) { kind id name version hint }\n  }\n": typeof types.FindDocument,
    "\n  mutation KeepPreferences($input: SetPreferencesInput!) {\n    setPreferences(input: $input) {\n      preferences { theme density singleKeys timeZone }\n      userErrors { code message path }\n    }\n  }\n": typeof types.KeepPreferencesDocument,
    "\n  query Viewer {\n    ...Waiting\n    viewer {\n      principal { id handle displayName kind }\n      organizationRoles\n      scopes\n      teams { team { slug name } roles }\n      preferences { theme density singleKeys timeZone }\n    }\n  }\n\n  fragment Waiting on Query {\n    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n    reviews(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  query LogAdmits { auditLog { anchors { kind } } }\n": typeof types.LogAdmitsDocument,
    "\n  query Waiting { ...Waiting }\n": typeof types.WaitingDocument,
    "\n  query Team($slug: String!) {\n    team(slug: $slug) {\n      id\n      slug\n      name\n      members(first: 200) {\n        nodes { roles principal { id handle displayName kind deactivatedAt } }\n        pageInfo { hasNextPage }\n      }\n      serviceAccounts(first: 100) { nodes { id handle displayName deactivatedAt } }\n      groups { group roles }\n    }\n    registeredModels(filter: { team: $slug }, first: 50) {\n      nodes { id name riskTier openRequestCount slots { slot version } latestVersion { version } }\n      pageInfo { hasNextPage }\n    }\n    experiments(filter: { team: $slug }, first: 50) {\n      nodes { id experimentId name updatedAt }\n      pageInfo { hasNextPage }\n    }\n    approvalPolicies(filter: { team: $slug }, first: 50) {\n      nodes { id name scope modelName slots revision }\n      pageInfo { hasNextPage }\n    }\n  }\n": typeof types.TeamDocument,
    "\n  mutation AddMember($input: AddTeamMemberInput!) {\n    addTeamMember(input: $input) {\n      membership { roles }\n      userErrors { code message path }\n    }\n  }\n": typeof types.AddMemberDocument,
    "\n  mutation ChangeRoles($input: ChangeTeamMemberRolesInput!) {\n    changeTeamMemberRoles(input: $input) {\n      membership { roles }\n      userErrors { code message path }\n    }\n  }\n": typeof types.ChangeRolesDocument,
    "\n  mutation RemoveMember($input: RemoveTeamMemberInput!) {\n    removeTeamMember(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RemoveMemberDocument,
    "\n  mutation CreatePack($input: CreateEvidencePackInput!) {\n    createEvidencePack(input: $input) {\n      evidencePack { ...Pack }\n      userErrors { code message path }\n    }\n  }\n\n  fragment Pack on EvidencePack {\n    id\n    sha256\n    size\n    disclosed\n    checkpointSize\n    createdAt\n    createdBy { displayName }\n    downloadUrl\n  }\n": typeof types.CreatePackDocument,
    "\n  query Packs($id: ID!) {\n    evidencePacks(modelVersionId: $id, first: 20) { nodes { ...Pack } }\n  }\n": typeof types.PacksDocument,
    "\n  query PackList {\n    policyPacks(first: 50) { id version title regime status }\n  }\n": typeof types.PackListDocument,
    "\n  query Controls($name: String!, $version: Int!, $pack: String!, $packVersion: String!) {\n    modelVersion(name: $name, version: $version) {\n      controls(pack: $pack, packVersion: $packVersion) {\n        id\n        title\n        state\n        judgement\n        missing\n        evidence { what label hidden }\n      }\n    }\n  }\n": typeof types.ControlsDocument,
    "\n  mutation RequestMove($input: RequestTransitionInput!) {\n    requestTransition(input: $input) {\n      transitionRequest { id state to }\n      userErrors { code message path }\n    }\n  }\n": typeof types.RequestMoveDocument,
    "\n  query CheckMove($id: ID!, $to: String!) {\n    checkTransition(modelVersionId: $id, to: $to) {\n      canRequest\n      appliesAtOnce\n      places { role needed team { name } }\n      refusals { act code message who }\n      gates(first: 50) { key title verdict required observed cause policy { id } }\n    }\n  }\n": typeof types.CheckMoveDocument,
    "\n  query MoveGates($name: String!, $version: Int!, $to: String!) {\n    modelVersion(name: $name, version: $version) {\n      gates(to: $to) {\n        key\n        title\n        verdict\n        cause\n        policy { id name gates(first: 20) { key waivableBy { role count team { name } } } }\n      }\n      registeredModel {\n        guards(first: 50) {\n          slot\n          policies(first: 20) {\n            id\n            emergency { reviewWithinHours requirements { role count team { name } } }\n          }\n        }\n      }\n    }\n  }\n": typeof types.MoveGatesDocument,
    "\n  query Version($name: String!, $version: Int!) {\n    auditLog { ...LogKept }\n    modelVersion(name: $name, version: $version) {\n      id\n      version\n      modelName\n      description\n      digest\n      createdAt\n      createdBy { displayName handle }\n      source\n      snapshot\n      stage { name }\n      aliases\n      nextStages { name }\n      viewerCanRequestTransition\n      run { name runId }\n      runId\n      runSnapshot { runId sourceCommit startTime endTime status user }\n      metrics { key value direction }\n      params { key value }\n      datasets { name digest source }\n      artifacts { path size sha256 downloadPath }\n      tags { key value }\n      slotHistory(first: 200) { nodes { slot from to } }\n      evaluations(first: 50) {\n        nodes { metric value dataset { name digest } source attempts at by { displayName } run { runId name } }\n        pageInfo { hasNextPage }\n      }\n      checks(first: 50) {\n        nodes { id name status conclusion summary detailsUrl versionDigest reportedAt reportedBy { displayName } }\n        pageInfo { hasNextPage }\n      }\n      documents(first: 20) { nodes { ...DocumentRow } }\n      registeredModel {\n        riskTier\n        team { name slug }\n        latestVersion { version }\n        slots { slot version }\n        guards { slot }\n        ownershipTags { key team { name } principal { displayName handle } }\n      }\n      transitionRequests(first: 50) {\n        nodes {\n          id\n          state\n          cause\n          from\n          to\n          reason\n          ticketUrl\n          requestedAt\n          closedAt\n          requestedBy { displayName handle }\n          displaces { version }\n          requirements { policyName policyId policyRevision }\n          decisions {\n            id\n            printedName\n            verdict\n            meaning\n            role\n            at\n            comment\n            authMethod\n            contentDigest\n            signature { kind keyFingerprint userVerified }\n          }\n        }\n      }\n    }\n  }\n": typeof types.VersionDocument,
    "\n  query Champion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) {\n      version\n      metrics { key value direction }\n    }\n  }\n": typeof types.ChampionDocument,
    "\n  query Drift($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) {\n      drift {\n        hasDrifted\n        metrics { key frozen now }\n        params { key frozen now }\n        tags { key frozen now }\n        facts { key frozen now }\n        artifacts { path frozenSha256 nowSha256 }\n      }\n    }\n  }\n": typeof types.DriftDocument,
    "\n  query VersionEntries($name: String!, $version: Int!, $after: String) {\n    modelVersion(name: $name, version: $version) {\n      evidence(first: 100, after: $after) {\n        nodes {\n          id\n          action\n          outcome\n          at\n          actor { displayName handle kind roles }\n          channel\n          reason\n          stream\n          seq\n          hash\n          before\n          after\n          subjects { role type id label hidden }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.VersionEntriesDocument,
};
const documents: Documents = {
    "\n  query OpenInvitations($after: String) {\n    invitations(filter: { open: true }, first: 50, after: $after) {\n      nodes { id createdAt expiresAt principal { displayName handle } createdBy { displayName handle } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.OpenInvitationsDocument,
    "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) {\n      invitation { id }\n      userErrors { code message path }\n    }\n  }\n": types.RevokeInvitationDocument,
    "\n  query SigningKeys($filter: SigningKeyFilter, $after: String) {\n    signingKeys(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        kind\n        name\n        fingerprint\n        registeredAt\n        confirmedAt\n        revokedAt\n        owner { id handle displayName }\n        confirmedBy { displayName }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.SigningKeysDocument,
    "\n  mutation ConfirmKey($input: ConfirmSigningKeyInput!) {\n    confirmSigningKey(input: $input) {\n      signingKey { id }\n      userErrors { code message path }\n    }\n  }\n": types.ConfirmKeyDocument,
    "\n  query AdminLifecycle {\n    lifecycle { stages { name exclusive } edges { from to } }\n  }\n": types.AdminLifecycleDocument,
    "\n  mutation SetLifecycle($input: SetLifecycleInput!) {\n    setLifecycle(input: $input) {\n      lifecycle { stages { name } }\n      userErrors { code message path }\n    }\n  }\n": types.SetLifecycleDocument,
    "\n  query AdminPacks {\n    policyPacks(first: 100) {\n      id\n      version\n      title\n      regime\n      status\n      effectiveFrom\n      teams\n      policies(first: 100)\n      documents(first: 100) { kind }\n      controls(first: 500) { id }\n    }\n    approvalPolicies(first: 200) {\n      nodes { id name scope modelName team { name } pack { id version } }\n      pageInfo { hasNextPage }\n    }\n  }\n": types.AdminPacksDocument,
    "\n  mutation InstallPack($input: InstallPolicyPackInput!) {\n    installPolicyPack(input: $input) {\n      approvalPolicies { id }\n      userErrors { code message path }\n    }\n  }\n": types.InstallPackDocument,
    "\n  query AdminPeople($filter: UserFilter, $after: String) {\n    users(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        handle\n        displayName\n        kind\n        email\n        organizationRoles\n        deactivatedAt\n        team { slug name }\n        memberships(first: 20) { roles team { slug name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AdminPeopleDocument,
    "\n  mutation CreatePerson($input: CreateUserInput!) {\n    createUser(input: $input) {\n      user { id handle }\n      userErrors { code message path }\n    }\n  }\n": types.CreatePersonDocument,
    "\n  mutation Invite($input: CreateInvitationInput!) {\n    createInvitation(input: $input) {\n      code\n      invitation { id expiresAt }\n      userErrors { code message path }\n    }\n  }\n": types.InviteDocument,
    "\n  mutation Deactivate($input: DeactivateUserInput!) {\n    deactivateUser(input: $input) {\n      user { id }\n      userErrors { code message path }\n    }\n  }\n": types.DeactivateDocument,
    "\n  mutation Reactivate($input: ReactivateUserInput!) {\n    reactivateUser(input: $input) {\n      user { id }\n      userErrors { code message path }\n    }\n  }\n": types.ReactivateDocument,
    "\n  mutation GrantRole($input: GrantOrganizationRoleInput!) {\n    grantOrganizationRole(input: $input) {\n      principal { id }\n      userErrors { code message path }\n    }\n  }\n": types.GrantRoleDocument,
    "\n  mutation RevokeRole($input: RevokeOrganizationRoleInput!) {\n    revokeOrganizationRole(input: $input) {\n      principal { id }\n      userErrors { code message path }\n    }\n  }\n": types.RevokeRoleDocument,
    "\n  query AdminPolicies($filter: ApprovalPolicyFilter, $after: String) {\n    approvalPolicies(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        revision\n        scope\n        modelName\n        slots\n        tiers\n        retiredAt\n        team { slug name }\n        requirements { role count team { name } }\n        gates(first: 20) { key }\n        emergency { reviewWithinHours }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AdminPoliciesDocument,
    "\n  query Policy($id: ID!) {\n    approvalPolicy(id: $id) {\n      id\n      name\n      revision\n      digest\n      scope\n      modelName\n      team { slug name }\n      slots\n      requirements { role count team { id slug name } }\n      separationOfDuties\n      signing\n      boundTags\n      expiresAfterHours\n      rollbackWithinHours\n      tiers\n      createdAt\n      retiredAt\n      pack { id version }\n      emergency { reviewWithinHours requirements { role count team { id slug name } } }\n      gates(first: 20) {\n        key\n        title\n        waivableBy { role count team { id slug name } }\n        metric { key min max evaluator { teamId independent } dataset { name digest } }\n        champion { metric direction margin relative paired { table row score confidence } against without evaluator { teamId independent } dataset { name digest } }\n        groups {\n          metric attribute minRatio maxDifference minEach maxEach minGroupSize\n          evaluator { teamId independent } dataset { name digest }\n        }\n        tag { key values subject independent setBy { role teamId } }\n        check { name reportedBy maxAgeHours }\n        document { kind fields subject independent maxAgeHours publishedBy { role teamId } }\n        signature { mode }\n        files { require forbid maxBytes }\n        provenance { commit trainingData environment }\n      }\n    }\n  }\n": types.PolicyDocument,
    "\n  mutation CreatePolicy($input: CreateApprovalPolicyInput!) {\n    createApprovalPolicy(input: $input) {\n      approvalPolicy { id revision }\n      warnings\n      userErrors { code message path }\n    }\n  }\n": types.CreatePolicyDocument,
    "\n  mutation UpdatePolicy($input: UpdateApprovalPolicyInput!) {\n    updateApprovalPolicy(input: $input) {\n      approvalPolicy { id revision }\n      warnings\n      userErrors { code message path }\n    }\n  }\n": types.UpdatePolicyDocument,
    "\n  mutation RetirePolicy($input: RetireApprovalPolicyInput!) {\n    retireApprovalPolicy(input: $input) {\n      approvalPolicy { id }\n      userErrors { code message path }\n    }\n  }\n": types.RetirePolicyDocument,
    "\n  query Covered($model: String!, $team: String!, $forModel: Boolean!, $forTeam: Boolean!) {\n    registeredModel(name: $model) @include(if: $forModel) { id }\n    team(slug: $team) @include(if: $forTeam) { id }\n  }\n": types.CoveredDocument,
    "\n  query TeamSlugs {\n    teams(first: 200) { nodes { id slug name } }\n  }\n": types.TeamSlugsDocument,
    "\n  query TryMove($id: ID!, $to: String!, $principal: String) {\n    checkTransition(modelVersionId: $id, to: $to, principal: $principal) {\n      canRequest\n      canApprove\n      appliesAtOnce\n      places { role needed team { name } policyName }\n      refusals { act code message who }\n      gates(first: 50) { key title verdict required observed cause policy { id } }\n    }\n  }\n": types.TryMoveDocument,
    "\n  query TryVersion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { id }\n  }\n": types.TryVersionDocument,
    "\n  mutation CreateProgram($input: CreateServiceAccountInput!) {\n    createServiceAccount(input: $input) {\n      serviceAccount { id }\n      userErrors { code message path }\n    }\n  }\n": types.CreateProgramDocument,
    "\n  mutation EndProgram($input: DeactivateServiceAccountInput!) {\n    deactivateServiceAccount(input: $input) {\n      serviceAccount { id }\n      userErrors { code message path }\n    }\n  }\n": types.EndProgramDocument,
    "\n  query TeamId($slug: String!) {\n    team(slug: $slug) { id }\n  }\n": types.TeamIdDocument,
    "\n  query AdminTeams($after: String) {\n    teams(first: 50, after: $after) {\n      nodes { id slug name createdAt groups(first: 50) { group roles } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AdminTeamsDocument,
    "\n  mutation CreateTeam($input: CreateTeamInput!) {\n    createTeam(input: $input) {\n      team { slug }\n      userErrors { code message path }\n    }\n  }\n": types.CreateTeamDocument,
    "\n  mutation LinkGroup($input: LinkTeamGroupInput!) {\n    linkTeamGroup(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n": types.LinkGroupDocument,
    "\n  mutation UnlinkGroup($input: UnlinkTeamGroupInput!) {\n    unlinkTeamGroup(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n": types.UnlinkGroupDocument,
    "\n  query AdminTokens($filter: ApiTokenFilter, $after: String) {\n    apiTokens(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        hint\n        scopes\n        modelIds\n        createdAt\n        lastUsedAt\n        expiresAt\n        principal { handle displayName }\n        invitedBy { displayName }\n        mintedBy { displayName }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AdminTokensDocument,
    "\n  query AuditLog($filter: AuditEntryFilter, $after: String) {\n    auditEntries(filter: $filter, orderBy: { at: DESC }, first: 50, after: $after) {\n      nodes {\n        id\n        action\n        outcome\n        at\n        actor { displayName handle kind }\n        channel\n        reason\n        stream\n        seq\n        hash\n        subjects { role type id label hidden }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AuditLogDocument,
    "\n  query AuditEntryWhole($id: ID!) {\n    node(id: $id) {\n      ... on AuditEntry {\n        id\n        action\n        outcome\n        at\n        actor { id displayName handle kind roles }\n        channel\n        client\n        clientRequestId\n        requestId\n        operation\n        reason\n        decision\n        before\n        after\n        stream\n        seq\n        hash\n        previousHash\n        envelope\n        body\n        subjects { role type id label hidden }\n      }\n    }\n  }\n": types.AuditEntryWholeDocument,
    "\n  query AuditBytes($filter: AuditEntryFilter, $after: String, $first: Int!) {\n    auditEntries(filter: $filter, orderBy: { at: DESC }, first: $first, after: $after) {\n      nodes {\n        id\n        action\n        outcome\n        at\n        actor { handle displayName }\n        channel\n        reason\n        requestId\n        operation\n        stream\n        seq\n        hash\n        previousHash\n        envelope\n        body\n        subjects { role type id label hidden }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AuditBytesDocument,
    "\n  query ComparedColumns($runIds: [ID!]!) {\n    columns(runIds: $runIds, first: 100) { kind key runs distinct sampled }\n  }\n": types.ComparedColumnsDocument,
    "\n  query ComparedRuns($runIds: [ID!]!, $columns: [ColumnInput!]!, $aggregate: Aggregate!) {\n    runMatrix(runIds: $runIds, columns: $columns, aggregate: $aggregate, limit: 2000) {\n      runs\n      names\n      columns { kind key values }\n      total\n    }\n  }\n": types.ComparedRunsDocument,
    "\n  query ComparedCourses($runIds: [ID!]!, $keys: [String!]!, $axis: SeriesAxis!) {\n    metricSeries(runIds: $runIds, keys: $keys, axis: $axis) { runId steps times values total }\n  }\n": types.ComparedCoursesDocument,
    "\n  query ExperimentColumns($ids: [ID!]!, $prefix: String, $differing: Boolean, $first: Int!) {\n    columns(experimentIds: $ids, prefix: $prefix, differing: $differing, first: $first) {\n      kind\n      key\n      runs\n      distinct\n      min\n      max\n      sampled\n    }\n  }\n": types.ExperimentColumnsDocument,
    "\n  query Experiment($id: ID!) {\n    experiment(id: $id) {\n      id\n      experimentId\n      name\n      deletedAt\n      artifactLocation\n      team { name }\n      tags(first: 50) { key value }\n    }\n  }\n": types.ExperimentDocument,
    "\n  query ExperimentRuns(\n    $filter: RunFilter\n    $orderBy: [RunOrder!]\n    $after: String\n    $first: Int!\n    $metricKeys: [String!]\n    $metrics: Int!\n    $paramKeys: [String!]\n    $params: Int!\n    $sorted: String!\n    $hasSorted: Boolean!\n    $best: String\n    $among: [String!]\n    $direction: MetricDirection\n  ) {\n    runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      nodes {\n        id\n        runId\n        name\n        status\n        startTime\n        endTime\n        childCount\n        metrics(keys: $metricKeys, first: $metrics) { key value }\n        params(keys: $paramKeys, first: $params) { key value }\n        sorted: metrics(keys: [$sorted], first: 1) @include(if: $hasSorted) { key value }\n        bestChild(metric: $best, among: $among, direction: $direction) { metric value run { runId name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ExperimentRunsDocument,
    "\n  query Experiments($filter: ExperimentFilter, $after: String) {\n    experiments(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        experimentId\n        name\n        visibility\n        updatedAt\n        createdAt\n        team { name }\n        lastRunAt\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ExperimentsDocument,
    "\n  query Inbox($filter: TransitionRequestFilter, $after: String) {\n    transitionRequests(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        to\n        state\n        reason\n        requestedAt\n        expiresAt\n        closedAt\n        requestedBy { displayName }\n        displaces { version }\n        requirements { role needed given team { name slug } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.InboxDocument,
    "\n  query InboxReviews {\n    reviews(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes {\n        id\n        state\n        dueAt\n        openedAt\n        transitionRequest { id modelName version to emergency { reason incidentUrl } requestedBy { displayName } }\n      }\n    }\n  }\n": types.InboxReviewsDocument,
    "\n  query Lineage($id: ID!, $direction: LineageDirection!) {\n    lineage(id: $id, direction: $direction, depth: 1) {\n      nodes {\n        key\n        id\n        kind\n        label\n        modelVersion { modelName version }\n        run { runId }\n        dataset { digest }\n      }\n      edges { from to role context }\n      truncated\n    }\n  }\n": types.LineageDocument,
    "\n  query LineageOfModel($name: String!) {\n    registeredModel(name: $name) { id name }\n  }\n": types.LineageOfModelDocument,
    "\n  query LineageOfVersion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { id modelName version }\n  }\n": types.LineageOfVersionDocument,
    "\n  query LineageOfRun($id: ID!) {\n    run(id: $id) { id runId name }\n  }\n": types.LineageOfRunDocument,
    "\n  query Log {\n    auditLog {\n      id\n      origin\n      vkeys\n      size\n      root\n      checkpoint\n      indexSize\n      pending\n      oldestPendingAt\n      state\n      haltReason\n      hardening { level findings }\n      witnesses { name state size at detail }\n      anchors { kind target isWeak state size at detail }\n    }\n  }\n": types.LogDocument,
    "\n  mutation SetRiskTier($input: SetRiskTierInput!) {\n    setRiskTier(input: $input) {\n      registeredModel { id riskTier }\n      userErrors { code message path }\n    }\n  }\n": types.SetRiskTierDocument,
    "\n  query Model($name: String!) {\n    registeredModel(name: $name) {\n      id\n      name\n      description\n      visibility\n      riskTier\n      documents(first: 20) { nodes { ...DocumentRow } }\n      createdAt\n      createdBy { displayName handle }\n      team { name slug }\n      tags { key value }\n      slots { slot version since }\n      openRequestCount\n      latestVersion { version }\n      ownershipTags { key team { name } principal { displayName handle } }\n      guards {\n        slot\n        policies { id name revision requirements { role count team { name } } gates(first: 20) { key title } }\n      }\n      grants { role slots team { name } }\n    }\n    lifecycle { stages { name exclusive } }\n    requests: transitionRequests(filter: { model: $name, state: PENDING }, first: 20) {\n      nodes { id version to requestedAt requestedBy { displayName } }\n    }\n  }\n": types.ModelDocument,
    "\n  query ModelVersions($name: String!, $after: String) {\n    modelVersions(filter: { model: $name }, orderBy: { field: VERSION, direction: DESC }, first: 50, after: $after) {\n      nodes {\n        id\n        version\n        description\n        createdAt\n        createdBy { displayName }\n        stage { name }\n        aliases\n        metrics(first: 50) { key value direction }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ModelVersionsDocument,
    "\n  query SlotHistory($name: String!, $slot: String!, $after: String, $holder: Int!, $withSigners: Boolean!) {\n    registeredModel(name: $name) {\n      slotHistory(slot: $slot, first: 200, after: $after) {\n        nodes { version from to }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n    holder: modelVersion(name: $name, version: $holder) @include(if: $withSigners) { ...Signers }\n  }\n": types.SlotHistoryDocument,
    "\n  query SignersOf($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { ...Signers }\n  }\n\n  fragment Signers on ModelVersion {\n    transitionRequests(first: 50) {\n      nodes {\n        id\n        state\n        to\n        closedAt\n        decisions { id printedName verdict meaning role at comment authMethod contentDigest signature { kind keyFingerprint userVerified } }\n      }\n    }\n  }\n": types.SignersOfDocument,
    "\n  query ModelFacets($filter: RegisteredModelFilter) {\n    registeredModels(filter: $filter, first: 1) {\n      facets(keys: [\"team\", \"owner\", \"slot\", \"riskTier\"], first: 8) { key values { value label count capped } }\n    }\n  }\n": types.ModelFacetsDocument,
    "\n  query VersionFacets($filter: ModelVersionFilter) {\n    modelVersions(filter: $filter, first: 1) {\n      facets(keys: [\"team\", \"stage\", \"alias\", \"tag\"], first: 8) { key values { value label count capped } }\n    }\n  }\n": types.VersionFacetsDocument,
    "\n  query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {\n    registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        description\n        team { slug name }\n        slots { slot version since }\n        guards { slot }\n        openRequestCount\n        lastActivityAt\n        latestVersion { version createdAt }\n        ownershipTags(first: 6) { key team { name } principal { displayName } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ModelsDocument,
    "\n  query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {\n    modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        stage { name }\n        aliases\n        createdAt\n        createdBy { displayName }\n        tags(first: 20) { key value }\n        registeredModel { team { name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.VersionsDocument,
    "\n  query Teams {\n    teams(first: 50) {\n      nodes { slug name }\n    }\n  }\n": types.TeamsDocument,
    "\n  mutation PublishDocument($input: PublishDocumentInput!) {\n    publishDocument(input: $input) {\n      document { id revision title }\n      userErrors { code message path }\n    }\n  }\n": types.PublishDocumentDocument,
    "\n  query ReadDocument($id: ID!) {\n    document(id: $id) { ...DocumentRow content fields }\n  }\n\n  fragment DocumentRow on Document {\n    id\n    kind\n    title\n    revision\n    digest\n    publishedAt\n    publishedBy { displayName }\n  }\n": types.ReadDocumentDocument,
    "\n  query LogKeepers {\n    auditLog { ...LogKept }\n  }\n\n  fragment LogKept on AuditLog {\n    id\n    state\n    haltReason\n    anchors { isWeak state size }\n    witnesses { state size }\n  }\n": types.LogKeepersDocument,
    "\n  query PrincipalId($handle: String!) {\n    principal(handle: $handle) { id }\n  }\n": types.PrincipalIdDocument,
    "\n  query UsableKeys($owner: ID!) {\n    signingKeys(filter: { ownerId: $owner, confirmed: true, revoked: false }, first: 50) {\n      nodes { id kind name fingerprint publicKey }\n    }\n  }\n": types.UsableKeysDocument,
    "\n  mutation PrepareSignature($input: PrepareSignatureInput!) {\n    prepareSignature(input: $input) {\n      signatureRequest { id statement digest words command webauthn expiresAt }\n      userErrors { code message path }\n    }\n  }\n": types.PrepareSignatureDocument,
    "\n  mutation RevokeKey($input: RevokeSigningKeyInput!) {\n    revokeSigningKey(input: $input) {\n      signingKey { id }\n      userErrors { code message path }\n    }\n  }\n": types.RevokeKeyDocument,
    "\n  query SavedViews($screen: String!) {\n    savedViews(screen: $screen) { id screen name query savedAt }\n  }\n": types.SavedViewsDocument,
    "\n  query SavedView($id: ID!) {\n    savedView(id: $id) { id name query }\n  }\n": types.SavedViewDocument,
    "\n  mutation SaveView($input: SaveViewInput!) {\n    saveView(input: $input) {\n      savedView { id name query }\n      userErrors { code message path }\n    }\n  }\n": types.SaveViewDocument,
    "\n  mutation DeleteSavedView($input: DeleteSavedViewInput!) {\n    deleteSavedView(input: $input) {\n      savedViewId\n      userErrors { code message path }\n    }\n  }\n": types.DeleteSavedViewDocument,
    "\n  mutation Waive($input: WaiveGateInput!) {\n    waiveGate(input: $input) {\n      entry { seq }\n      userErrors { code message path }\n    }\n  }\n": types.WaiveDocument,
    "\n  query Request($id: ID!) {\n    transitionRequest(id: $id) {\n      id\n      modelName\n      version\n      from\n      to\n      state\n      cause\n      reason\n      ticketUrl\n      requestedAt\n      expiresAt\n      closedAt\n      contentDigest\n      statement\n      requestedBy { displayName handle id }\n      displaces { version }\n      phase\n      signing\n      emergency { reason incidentUrl }\n      waivers { key reason policy { id } }\n      modelVersion {\n        registeredModel {\n          riskTier\n          team { slug }\n          documents(first: 20) { nodes { ...DocumentRow } }\n        }\n        documents(first: 20) { nodes { ...DocumentRow } }\n      }\n      review {\n        id\n        state\n        dueAt\n        decidedAt\n        rollback { id state }\n      }\n      gates {\n        key\n        title\n        verdict\n        required\n        observed\n        cause\n        attempts\n        policy { id name }\n        waiver { by { displayName } reason at }\n        inputs { what label id hidden }\n      }\n      viewerDecision { canApprove canReject code message }\n      requirements {\n        role\n        needed\n        given\n        policyId\n        policyName\n        policyRevision\n        team { name slug }\n        candidates(first: 5) { displayName handle }\n      }\n      decisions {\n        id\n        by { id }\n        printedName\n        verdict\n        meaning\n        role\n        at\n        comment\n        gateKey\n        authMethod\n        contentDigest\n        signature { kind keyFingerprint userVerified }\n        viewerRepeats\n        entry { stream seq }\n      }\n    }\n  }\n": types.RequestDocument,
    "\n  query Comparison($name: String!, $version: Int!, $against: Int!, $compared: Boolean!) {\n    modelVersion(name: $name, version: $version) {\n      ...Compared\n    }\n    against: modelVersion(name: $name, version: $against) @include(if: $compared) {\n      ...Compared\n    }\n  }\n\n  fragment Compared on ModelVersion {\n    version\n    metrics { key value direction }\n    params { key value }\n    datasets { name digest }\n    artifacts { path size sha256 }\n  }\n": types.ComparisonDocument,
    "\n  mutation Approve($input: ApproveTransitionInput!) {\n    approveTransition(input: $input) {\n      transitionRequest { id state }\n      entry { stream seq hash }\n      userErrors { code message path }\n    }\n  }\n": types.ApproveDocument,
    "\n  mutation Reject($input: RejectTransitionInput!) {\n    rejectTransition(input: $input) {\n      transitionRequest { id state }\n      entry { stream seq hash }\n      userErrors { code message path }\n    }\n  }\n": types.RejectDocument,
    "\n  mutation Withdraw($input: WithdrawTransitionInput!) {\n    withdrawTransition(input: $input) {\n      transitionRequest { id state }\n      userErrors { code message path }\n    }\n  }\n": types.WithdrawDocument,
    "\n  query Waivable($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on ApprovalPolicy {\n        id\n        gates(first: 20) { key waivableBy { role count team { slug name } } }\n      }\n    }\n  }\n": types.WaivableDocument,
    "\n  mutation Reevaluate($input: ReevaluateGatesInput!) {\n    reevaluateGates(input: $input) {\n      transitionRequest { id state gates { verdict } }\n      userErrors { code message path }\n    }\n  }\n": types.ReevaluateDocument,
    "\n  query MayReview($model: String!) {\n    reviews(filter: { awaitingMyDecision: true, model: $model }, first: 100) { nodes { id } }\n  }\n": types.MayReviewDocument,
    "\n  mutation DecideReview($input: DecideReviewInput!) {\n    decideReview(input: $input) {\n      review { id state }\n      entry { stream seq hash }\n      transitionRequest { id }\n      userErrors { code message path }\n    }\n  }\n": types.DecideReviewDocument,
    "\n  query Run($id: ID!) {\n    run(id: $id) {\n      id\n      runId\n      name\n      status\n      startTime\n      endTime\n      user\n      artifactUri\n      deleted\n      createdAt\n      createdBy { displayName handle }\n      childCount\n      parent { runId name }\n      experiment { id experimentId name team { name } }\n      code { repository commit branch entryPoint sourceName sourceType }\n      metrics(first: 200) { key value step at }\n      params(first: 200) { key value }\n      tags(first: 100) { key value }\n      datasets(first: 20) { name digest context sourceType }\n      loggedModels(first: 20) { role step loggedModel { modelId name } }\n      modelVersions(first: 20) { nodes { id modelName version stage { name } createdAt } }\n    }\n  }\n": types.RunDocument,
    "\n  query Courses(\n    $id: ID!\n    $a: String!\n    $b: String!\n    $c: String!\n    $d: String!\n    $hasB: Boolean!\n    $hasC: Boolean!\n    $hasD: Boolean!\n    $from: Long\n    $to: Long\n  ) {\n    run(id: $id) {\n      id\n      a: metricHistory(key: $a, points: 500, fromStep: $from, toStep: $to) { total points { step value at } }\n      b: metricHistory(key: $b, points: 500, fromStep: $from, toStep: $to) @include(if: $hasB) { total points { step value at } }\n      c: metricHistory(key: $c, points: 500, fromStep: $from, toStep: $to) @include(if: $hasC) { total points { step value at } }\n      d: metricHistory(key: $d, points: 500, fromStep: $from, toStep: $to) @include(if: $hasD) { total points { step value at } }\n    }\n  }\n": types.CoursesDocument,
    "\n  query RunFiles($id: ID!, $path: String, $after: String) {\n    run(id: $id) {\n      id\n      artifacts(path: $path, first: 100, after: $after) {\n        nodes { path isFolder size sha256 }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.RunFilesDocument,
    "\n  query OwnKeys($owner: ID!, $after: String) {\n    signingKeys(filter: { ownerId: $owner }, first: 50, after: $after) {\n      nodes { id kind name fingerprint registeredAt confirmedAt revokedAt confirmedBy { displayName } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.OwnKeysDocument,
    "\n  mutation BeginKey($input: BeginSigningKeyInput!) {\n    beginSigningKey(input: $input) {\n      challenge { id command webauthn }\n      userErrors { code message path }\n    }\n  }\n": types.BeginKeyDocument,
    "\n  mutation RegisterKey($input: RegisterSigningKeyInput!) {\n    registerSigningKey(input: $input) {\n      signingKey { id fingerprint }\n      userErrors { code message path }\n    }\n  }\n": types.RegisterKeyDocument,
    "\n  query Tokens($principal: String!, $after: String) {\n    apiTokens(filter: { principal: $principal, active: true }, first: 50, after: $after) {\n      nodes { id name hint scopes modelIds createdAt lastUsedAt expiresAt }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.TokensDocument,
    "\n  mutation CreateToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      apiToken { id name }\n      userErrors { code message path }\n    }\n  }\n": types.CreateTokenDocument,
    "\n  mutation RevokeToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      apiToken { id }\n      userErrors { code message path }\n    }\n  }\n": types.RevokeTokenDocument,
    "\n  query Sessions {\n    viewer { sessions(first: 100) { id openedAt seenAt expiresAt isCurrent tokenName } }\n  }\n": types.SessionsDocument,
    "\n  query Find($q: String!) {\n    search(q: $q, kinds: [VERSION, MODEL, RUN, EXPERIMENT, REQUEST, TEAM], first: 12) { kind id name version hint }\n  }\n": types.FindDocument,
    "\n  mutation KeepPreferences($input: SetPreferencesInput!) {\n    setPreferences(input: $input) {\n      preferences { theme density singleKeys timeZone }\n      userErrors { code message path }\n    }\n  }\n": types.KeepPreferencesDocument,
    "\n  query Viewer {\n    ...Waiting\n    viewer {\n      principal { id handle displayName kind }\n      organizationRoles\n      scopes\n      teams { team { slug name } roles }\n      preferences { theme density singleKeys timeZone }\n    }\n  }\n\n  fragment Waiting on Query {\n    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n    reviews(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n  }\n": types.ViewerDocument,
    "\n  query LogAdmits { auditLog { anchors { kind } } }\n": types.LogAdmitsDocument,
    "\n  query Waiting { ...Waiting }\n": types.WaitingDocument,
    "\n  query Team($slug: String!) {\n    team(slug: $slug) {\n      id\n      slug\n      name\n      members(first: 200) {\n        nodes { roles principal { id handle displayName kind deactivatedAt } }\n        pageInfo { hasNextPage }\n      }\n      serviceAccounts(first: 100) { nodes { id handle displayName deactivatedAt } }\n      groups { group roles }\n    }\n    registeredModels(filter: { team: $slug }, first: 50) {\n      nodes { id name riskTier openRequestCount slots { slot version } latestVersion { version } }\n      pageInfo { hasNextPage }\n    }\n    experiments(filter: { team: $slug }, first: 50) {\n      nodes { id experimentId name updatedAt }\n      pageInfo { hasNextPage }\n    }\n    approvalPolicies(filter: { team: $slug }, first: 50) {\n      nodes { id name scope modelName slots revision }\n      pageInfo { hasNextPage }\n    }\n  }\n": types.TeamDocument,
    "\n  mutation AddMember($input: AddTeamMemberInput!) {\n    addTeamMember(input: $input) {\n      membership { roles }\n      userErrors { code message path }\n    }\n  }\n": types.AddMemberDocument,
    "\n  mutation ChangeRoles($input: ChangeTeamMemberRolesInput!) {\n    changeTeamMemberRoles(input: $input) {\n      membership { roles }\n      userErrors { code message path }\n    }\n  }\n": types.ChangeRolesDocument,
    "\n  mutation RemoveMember($input: RemoveTeamMemberInput!) {\n    removeTeamMember(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n": types.RemoveMemberDocument,
    "\n  mutation CreatePack($input: CreateEvidencePackInput!) {\n    createEvidencePack(input: $input) {\n      evidencePack { ...Pack }\n      userErrors { code message path }\n    }\n  }\n\n  fragment Pack on EvidencePack {\n    id\n    sha256\n    size\n    disclosed\n    checkpointSize\n    createdAt\n    createdBy { displayName }\n    downloadUrl\n  }\n": types.CreatePackDocument,
    "\n  query Packs($id: ID!) {\n    evidencePacks(modelVersionId: $id, first: 20) { nodes { ...Pack } }\n  }\n": types.PacksDocument,
    "\n  query PackList {\n    policyPacks(first: 50) { id version title regime status }\n  }\n": types.PackListDocument,
    "\n  query Controls($name: String!, $version: Int!, $pack: String!, $packVersion: String!) {\n    modelVersion(name: $name, version: $version) {\n      controls(pack: $pack, packVersion: $packVersion) {\n        id\n        title\n        state\n        judgement\n        missing\n        evidence { what label hidden }\n      }\n    }\n  }\n": types.ControlsDocument,
    "\n  mutation RequestMove($input: RequestTransitionInput!) {\n    requestTransition(input: $input) {\n      transitionRequest { id state to }\n      userErrors { code message path }\n    }\n  }\n": types.RequestMoveDocument,
    "\n  query CheckMove($id: ID!, $to: String!) {\n    checkTransition(modelVersionId: $id, to: $to) {\n      canRequest\n      appliesAtOnce\n      places { role needed team { name } }\n      refusals { act code message who }\n      gates(first: 50) { key title verdict required observed cause policy { id } }\n    }\n  }\n": types.CheckMoveDocument,
    "\n  query MoveGates($name: String!, $version: Int!, $to: String!) {\n    modelVersion(name: $name, version: $version) {\n      gates(to: $to) {\n        key\n        title\n        verdict\n        cause\n        policy { id name gates(first: 20) { key waivableBy { role count team { name } } } }\n      }\n      registeredModel {\n        guards(first: 50) {\n          slot\n          policies(first: 20) {\n            id\n            emergency { reviewWithinHours requirements { role count team { name } } }\n          }\n        }\n      }\n    }\n  }\n": types.MoveGatesDocument,
    "\n  query Version($name: String!, $version: Int!) {\n    auditLog { ...LogKept }\n    modelVersion(name: $name, version: $version) {\n      id\n      version\n      modelName\n      description\n      digest\n      createdAt\n      createdBy { displayName handle }\n      source\n      snapshot\n      stage { name }\n      aliases\n      nextStages { name }\n      viewerCanRequestTransition\n      run { name runId }\n      runId\n      runSnapshot { runId sourceCommit startTime endTime status user }\n      metrics { key value direction }\n      params { key value }\n      datasets { name digest source }\n      artifacts { path size sha256 downloadPath }\n      tags { key value }\n      slotHistory(first: 200) { nodes { slot from to } }\n      evaluations(first: 50) {\n        nodes { metric value dataset { name digest } source attempts at by { displayName } run { runId name } }\n        pageInfo { hasNextPage }\n      }\n      checks(first: 50) {\n        nodes { id name status conclusion summary detailsUrl versionDigest reportedAt reportedBy { displayName } }\n        pageInfo { hasNextPage }\n      }\n      documents(first: 20) { nodes { ...DocumentRow } }\n      registeredModel {\n        riskTier\n        team { name slug }\n        latestVersion { version }\n        slots { slot version }\n        guards { slot }\n        ownershipTags { key team { name } principal { displayName handle } }\n      }\n      transitionRequests(first: 50) {\n        nodes {\n          id\n          state\n          cause\n          from\n          to\n          reason\n          ticketUrl\n          requestedAt\n          closedAt\n          requestedBy { displayName handle }\n          displaces { version }\n          requirements { policyName policyId policyRevision }\n          decisions {\n            id\n            printedName\n            verdict\n            meaning\n            role\n            at\n            comment\n            authMethod\n            contentDigest\n            signature { kind keyFingerprint userVerified }\n          }\n        }\n      }\n    }\n  }\n": types.VersionDocument,
    "\n  query Champion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) {\n      version\n      metrics { key value direction }\n    }\n  }\n": types.ChampionDocument,
    "\n  query Drift($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) {\n      drift {\n        hasDrifted\n        metrics { key frozen now }\n        params { key frozen now }\n        tags { key frozen now }\n        facts { key frozen now }\n        artifacts { path frozenSha256 nowSha256 }\n      }\n    }\n  }\n": types.DriftDocument,
    "\n  query VersionEntries($name: String!, $version: Int!, $after: String) {\n    modelVersion(name: $name, version: $version) {\n      evidence(first: 100, after: $after) {\n        nodes {\n          id\n          action\n          outcome\n          at\n          actor { displayName handle kind roles }\n          channel\n          reason\n          stream\n          seq\n          hash\n          before\n          after\n          subjects { role type id label hidden }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.VersionEntriesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenInvitations($after: String) {\n    invitations(filter: { open: true }, first: 50, after: $after) {\n      nodes { id createdAt expiresAt principal { displayName handle } createdBy { displayName handle } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').OpenInvitationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) {\n      invitation { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RevokeInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SigningKeys($filter: SigningKeyFilter, $after: String) {\n    signingKeys(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        kind\n        name\n        fingerprint\n        registeredAt\n        confirmedAt\n        revokedAt\n        owner { id handle displayName }\n        confirmedBy { displayName }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').SigningKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmKey($input: ConfirmSigningKeyInput!) {\n    confirmSigningKey(input: $input) {\n      signingKey { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').ConfirmKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdminLifecycle {\n    lifecycle { stages { name exclusive } edges { from to } }\n  }\n"): typeof import('./graphql').AdminLifecycleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetLifecycle($input: SetLifecycleInput!) {\n    setLifecycle(input: $input) {\n      lifecycle { stages { name } }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').SetLifecycleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdminPacks {\n    policyPacks(first: 100) {\n      id\n      version\n      title\n      regime\n      status\n      effectiveFrom\n      teams\n      policies(first: 100)\n      documents(first: 100) { kind }\n      controls(first: 500) { id }\n    }\n    approvalPolicies(first: 200) {\n      nodes { id name scope modelName team { name } pack { id version } }\n      pageInfo { hasNextPage }\n    }\n  }\n"): typeof import('./graphql').AdminPacksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InstallPack($input: InstallPolicyPackInput!) {\n    installPolicyPack(input: $input) {\n      approvalPolicies { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').InstallPackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdminPeople($filter: UserFilter, $after: String) {\n    users(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        handle\n        displayName\n        kind\n        email\n        organizationRoles\n        deactivatedAt\n        team { slug name }\n        memberships(first: 20) { roles team { slug name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AdminPeopleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePerson($input: CreateUserInput!) {\n    createUser(input: $input) {\n      user { id handle }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').CreatePersonDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Invite($input: CreateInvitationInput!) {\n    createInvitation(input: $input) {\n      code\n      invitation { id expiresAt }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').InviteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Deactivate($input: DeactivateUserInput!) {\n    deactivateUser(input: $input) {\n      user { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').DeactivateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reactivate($input: ReactivateUserInput!) {\n    reactivateUser(input: $input) {\n      user { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').ReactivateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GrantRole($input: GrantOrganizationRoleInput!) {\n    grantOrganizationRole(input: $input) {\n      principal { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').GrantRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeRole($input: RevokeOrganizationRoleInput!) {\n    revokeOrganizationRole(input: $input) {\n      principal { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RevokeRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdminPolicies($filter: ApprovalPolicyFilter, $after: String) {\n    approvalPolicies(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        revision\n        scope\n        modelName\n        slots\n        tiers\n        retiredAt\n        team { slug name }\n        requirements { role count team { name } }\n        gates(first: 20) { key }\n        emergency { reviewWithinHours }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AdminPoliciesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Policy($id: ID!) {\n    approvalPolicy(id: $id) {\n      id\n      name\n      revision\n      digest\n      scope\n      modelName\n      team { slug name }\n      slots\n      requirements { role count team { id slug name } }\n      separationOfDuties\n      signing\n      boundTags\n      expiresAfterHours\n      rollbackWithinHours\n      tiers\n      createdAt\n      retiredAt\n      pack { id version }\n      emergency { reviewWithinHours requirements { role count team { id slug name } } }\n      gates(first: 20) {\n        key\n        title\n        waivableBy { role count team { id slug name } }\n        metric { key min max evaluator { teamId independent } dataset { name digest } }\n        champion { metric direction margin relative paired { table row score confidence } against without evaluator { teamId independent } dataset { name digest } }\n        groups {\n          metric attribute minRatio maxDifference minEach maxEach minGroupSize\n          evaluator { teamId independent } dataset { name digest }\n        }\n        tag { key values subject independent setBy { role teamId } }\n        check { name reportedBy maxAgeHours }\n        document { kind fields subject independent maxAgeHours publishedBy { role teamId } }\n        signature { mode }\n        files { require forbid maxBytes }\n        provenance { commit trainingData environment }\n      }\n    }\n  }\n"): typeof import('./graphql').PolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePolicy($input: CreateApprovalPolicyInput!) {\n    createApprovalPolicy(input: $input) {\n      approvalPolicy { id revision }\n      warnings\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').CreatePolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdatePolicy($input: UpdateApprovalPolicyInput!) {\n    updateApprovalPolicy(input: $input) {\n      approvalPolicy { id revision }\n      warnings\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').UpdatePolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetirePolicy($input: RetireApprovalPolicyInput!) {\n    retireApprovalPolicy(input: $input) {\n      approvalPolicy { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RetirePolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Covered($model: String!, $team: String!, $forModel: Boolean!, $forTeam: Boolean!) {\n    registeredModel(name: $model) @include(if: $forModel) { id }\n    team(slug: $team) @include(if: $forTeam) { id }\n  }\n"): typeof import('./graphql').CoveredDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TeamSlugs {\n    teams(first: 200) { nodes { id slug name } }\n  }\n"): typeof import('./graphql').TeamSlugsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TryMove($id: ID!, $to: String!, $principal: String) {\n    checkTransition(modelVersionId: $id, to: $to, principal: $principal) {\n      canRequest\n      canApprove\n      appliesAtOnce\n      places { role needed team { name } policyName }\n      refusals { act code message who }\n      gates(first: 50) { key title verdict required observed cause policy { id } }\n    }\n  }\n"): typeof import('./graphql').TryMoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TryVersion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { id }\n  }\n"): typeof import('./graphql').TryVersionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProgram($input: CreateServiceAccountInput!) {\n    createServiceAccount(input: $input) {\n      serviceAccount { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').CreateProgramDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndProgram($input: DeactivateServiceAccountInput!) {\n    deactivateServiceAccount(input: $input) {\n      serviceAccount { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').EndProgramDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TeamId($slug: String!) {\n    team(slug: $slug) { id }\n  }\n"): typeof import('./graphql').TeamIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdminTeams($after: String) {\n    teams(first: 50, after: $after) {\n      nodes { id slug name createdAt groups(first: 50) { group roles } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AdminTeamsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTeam($input: CreateTeamInput!) {\n    createTeam(input: $input) {\n      team { slug }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').CreateTeamDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LinkGroup($input: LinkTeamGroupInput!) {\n    linkTeamGroup(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').LinkGroupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkGroup($input: UnlinkTeamGroupInput!) {\n    unlinkTeamGroup(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').UnlinkGroupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdminTokens($filter: ApiTokenFilter, $after: String) {\n    apiTokens(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        hint\n        scopes\n        modelIds\n        createdAt\n        lastUsedAt\n        expiresAt\n        principal { handle displayName }\n        invitedBy { displayName }\n        mintedBy { displayName }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AdminTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditLog($filter: AuditEntryFilter, $after: String) {\n    auditEntries(filter: $filter, orderBy: { at: DESC }, first: 50, after: $after) {\n      nodes {\n        id\n        action\n        outcome\n        at\n        actor { displayName handle kind }\n        channel\n        reason\n        stream\n        seq\n        hash\n        subjects { role type id label hidden }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AuditLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEntryWhole($id: ID!) {\n    node(id: $id) {\n      ... on AuditEntry {\n        id\n        action\n        outcome\n        at\n        actor { id displayName handle kind roles }\n        channel\n        client\n        clientRequestId\n        requestId\n        operation\n        reason\n        decision\n        before\n        after\n        stream\n        seq\n        hash\n        previousHash\n        envelope\n        body\n        subjects { role type id label hidden }\n      }\n    }\n  }\n"): typeof import('./graphql').AuditEntryWholeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditBytes($filter: AuditEntryFilter, $after: String, $first: Int!) {\n    auditEntries(filter: $filter, orderBy: { at: DESC }, first: $first, after: $after) {\n      nodes {\n        id\n        action\n        outcome\n        at\n        actor { handle displayName }\n        channel\n        reason\n        requestId\n        operation\n        stream\n        seq\n        hash\n        previousHash\n        envelope\n        body\n        subjects { role type id label hidden }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AuditBytesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ComparedColumns($runIds: [ID!]!) {\n    columns(runIds: $runIds, first: 100) { kind key runs distinct sampled }\n  }\n"): typeof import('./graphql').ComparedColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ComparedRuns($runIds: [ID!]!, $columns: [ColumnInput!]!, $aggregate: Aggregate!) {\n    runMatrix(runIds: $runIds, columns: $columns, aggregate: $aggregate, limit: 2000) {\n      runs\n      names\n      columns { kind key values }\n      total\n    }\n  }\n"): typeof import('./graphql').ComparedRunsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ComparedCourses($runIds: [ID!]!, $keys: [String!]!, $axis: SeriesAxis!) {\n    metricSeries(runIds: $runIds, keys: $keys, axis: $axis) { runId steps times values total }\n  }\n"): typeof import('./graphql').ComparedCoursesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExperimentColumns($ids: [ID!]!, $prefix: String, $differing: Boolean, $first: Int!) {\n    columns(experimentIds: $ids, prefix: $prefix, differing: $differing, first: $first) {\n      kind\n      key\n      runs\n      distinct\n      min\n      max\n      sampled\n    }\n  }\n"): typeof import('./graphql').ExperimentColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Experiment($id: ID!) {\n    experiment(id: $id) {\n      id\n      experimentId\n      name\n      deletedAt\n      artifactLocation\n      team { name }\n      tags(first: 50) { key value }\n    }\n  }\n"): typeof import('./graphql').ExperimentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExperimentRuns(\n    $filter: RunFilter\n    $orderBy: [RunOrder!]\n    $after: String\n    $first: Int!\n    $metricKeys: [String!]\n    $metrics: Int!\n    $paramKeys: [String!]\n    $params: Int!\n    $sorted: String!\n    $hasSorted: Boolean!\n    $best: String\n    $among: [String!]\n    $direction: MetricDirection\n  ) {\n    runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      nodes {\n        id\n        runId\n        name\n        status\n        startTime\n        endTime\n        childCount\n        metrics(keys: $metricKeys, first: $metrics) { key value }\n        params(keys: $paramKeys, first: $params) { key value }\n        sorted: metrics(keys: [$sorted], first: 1) @include(if: $hasSorted) { key value }\n        bestChild(metric: $best, among: $among, direction: $direction) { metric value run { runId name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ExperimentRunsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Experiments($filter: ExperimentFilter, $after: String) {\n    experiments(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        experimentId\n        name\n        visibility\n        updatedAt\n        createdAt\n        team { name }\n        lastRunAt\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ExperimentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Inbox($filter: TransitionRequestFilter, $after: String) {\n    transitionRequests(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        to\n        state\n        reason\n        requestedAt\n        expiresAt\n        closedAt\n        requestedBy { displayName }\n        displaces { version }\n        requirements { role needed given team { name slug } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').InboxDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InboxReviews {\n    reviews(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes {\n        id\n        state\n        dueAt\n        openedAt\n        transitionRequest { id modelName version to emergency { reason incidentUrl } requestedBy { displayName } }\n      }\n    }\n  }\n"): typeof import('./graphql').InboxReviewsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Lineage($id: ID!, $direction: LineageDirection!) {\n    lineage(id: $id, direction: $direction, depth: 1) {\n      nodes {\n        key\n        id\n        kind\n        label\n        modelVersion { modelName version }\n        run { runId }\n        dataset { digest }\n      }\n      edges { from to role context }\n      truncated\n    }\n  }\n"): typeof import('./graphql').LineageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageOfModel($name: String!) {\n    registeredModel(name: $name) { id name }\n  }\n"): typeof import('./graphql').LineageOfModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageOfVersion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { id modelName version }\n  }\n"): typeof import('./graphql').LineageOfVersionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageOfRun($id: ID!) {\n    run(id: $id) { id runId name }\n  }\n"): typeof import('./graphql').LineageOfRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Log {\n    auditLog {\n      id\n      origin\n      vkeys\n      size\n      root\n      checkpoint\n      indexSize\n      pending\n      oldestPendingAt\n      state\n      haltReason\n      hardening { level findings }\n      witnesses { name state size at detail }\n      anchors { kind target isWeak state size at detail }\n    }\n  }\n"): typeof import('./graphql').LogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetRiskTier($input: SetRiskTierInput!) {\n    setRiskTier(input: $input) {\n      registeredModel { id riskTier }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').SetRiskTierDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Model($name: String!) {\n    registeredModel(name: $name) {\n      id\n      name\n      description\n      visibility\n      riskTier\n      documents(first: 20) { nodes { ...DocumentRow } }\n      createdAt\n      createdBy { displayName handle }\n      team { name slug }\n      tags { key value }\n      slots { slot version since }\n      openRequestCount\n      latestVersion { version }\n      ownershipTags { key team { name } principal { displayName handle } }\n      guards {\n        slot\n        policies { id name revision requirements { role count team { name } } gates(first: 20) { key title } }\n      }\n      grants { role slots team { name } }\n    }\n    lifecycle { stages { name exclusive } }\n    requests: transitionRequests(filter: { model: $name, state: PENDING }, first: 20) {\n      nodes { id version to requestedAt requestedBy { displayName } }\n    }\n  }\n"): typeof import('./graphql').ModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ModelVersions($name: String!, $after: String) {\n    modelVersions(filter: { model: $name }, orderBy: { field: VERSION, direction: DESC }, first: 50, after: $after) {\n      nodes {\n        id\n        version\n        description\n        createdAt\n        createdBy { displayName }\n        stage { name }\n        aliases\n        metrics(first: 50) { key value direction }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ModelVersionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SlotHistory($name: String!, $slot: String!, $after: String, $holder: Int!, $withSigners: Boolean!) {\n    registeredModel(name: $name) {\n      slotHistory(slot: $slot, first: 200, after: $after) {\n        nodes { version from to }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n    holder: modelVersion(name: $name, version: $holder) @include(if: $withSigners) { ...Signers }\n  }\n"): typeof import('./graphql').SlotHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignersOf($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) { ...Signers }\n  }\n\n  fragment Signers on ModelVersion {\n    transitionRequests(first: 50) {\n      nodes {\n        id\n        state\n        to\n        closedAt\n        decisions { id printedName verdict meaning role at comment authMethod contentDigest signature { kind keyFingerprint userVerified } }\n      }\n    }\n  }\n"): typeof import('./graphql').SignersOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ModelFacets($filter: RegisteredModelFilter) {\n    registeredModels(filter: $filter, first: 1) {\n      facets(keys: [\"team\", \"owner\", \"slot\", \"riskTier\"], first: 8) { key values { value label count capped } }\n    }\n  }\n"): typeof import('./graphql').ModelFacetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VersionFacets($filter: ModelVersionFilter) {\n    modelVersions(filter: $filter, first: 1) {\n      facets(keys: [\"team\", \"stage\", \"alias\", \"tag\"], first: 8) { key values { value label count capped } }\n    }\n  }\n"): typeof import('./graphql').VersionFacetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {\n    registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        description\n        team { slug name }\n        slots { slot version since }\n        guards { slot }\n        openRequestCount\n        lastActivityAt\n        latestVersion { version createdAt }\n        ownershipTags(first: 6) { key team { name } principal { displayName } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {\n    modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        stage { name }\n        aliases\n        createdAt\n        createdBy { displayName }\n        tags(first: 20) { key value }\n        registeredModel { team { name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').VersionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Teams {\n    teams(first: 50) {\n      nodes { slug name }\n    }\n  }\n"): typeof import('./graphql').TeamsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishDocument($input: PublishDocumentInput!) {\n    publishDocument(input: $input) {\n      document { id revision title }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').PublishDocumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadDocument($id: ID!) {\n    document(id: $id) { ...DocumentRow content fields }\n  }\n\n  fragment DocumentRow on Document {\n    id\n    kind\n    title\n    revision\n    digest\n    publishedAt\n    publishedBy { displayName }\n  }\n"): typeof import('./graphql').ReadDocumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LogKeepers {\n    auditLog { ...LogKept }\n  }\n\n  fragment LogKept on AuditLog {\n    id\n    state\n    haltReason\n    anchors { isWeak state size }\n    witnesses { state size }\n  }\n"): typeof import('./graphql').LogKeepersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PrincipalId($handle: String!) {\n    principal(handle: $handle) { id }\n  }\n"): typeof import('./graphql').PrincipalIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsableKeys($owner: ID!) {\n    signingKeys(filter: { ownerId: $owner, confirmed: true, revoked: false }, first: 50) {\n      nodes { id kind name fingerprint publicKey }\n    }\n  }\n"): typeof import('./graphql').UsableKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PrepareSignature($input: PrepareSignatureInput!) {\n    prepareSignature(input: $input) {\n      signatureRequest { id statement digest words command webauthn expiresAt }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').PrepareSignatureDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeKey($input: RevokeSigningKeyInput!) {\n    revokeSigningKey(input: $input) {\n      signingKey { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RevokeKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SavedViews($screen: String!) {\n    savedViews(screen: $screen) { id screen name query savedAt }\n  }\n"): typeof import('./graphql').SavedViewsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SavedView($id: ID!) {\n    savedView(id: $id) { id name query }\n  }\n"): typeof import('./graphql').SavedViewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveView($input: SaveViewInput!) {\n    saveView(input: $input) {\n      savedView { id name query }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').SaveViewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteSavedView($input: DeleteSavedViewInput!) {\n    deleteSavedView(input: $input) {\n      savedViewId\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').DeleteSavedViewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Waive($input: WaiveGateInput!) {\n    waiveGate(input: $input) {\n      entry { seq }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').WaiveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Request($id: ID!) {\n    transitionRequest(id: $id) {\n      id\n      modelName\n      version\n      from\n      to\n      state\n      cause\n      reason\n      ticketUrl\n      requestedAt\n      expiresAt\n      closedAt\n      contentDigest\n      statement\n      requestedBy { displayName handle id }\n      displaces { version }\n      phase\n      signing\n      emergency { reason incidentUrl }\n      waivers { key reason policy { id } }\n      modelVersion {\n        registeredModel {\n          riskTier\n          team { slug }\n          documents(first: 20) { nodes { ...DocumentRow } }\n        }\n        documents(first: 20) { nodes { ...DocumentRow } }\n      }\n      review {\n        id\n        state\n        dueAt\n        decidedAt\n        rollback { id state }\n      }\n      gates {\n        key\n        title\n        verdict\n        required\n        observed\n        cause\n        attempts\n        policy { id name }\n        waiver { by { displayName } reason at }\n        inputs { what label id hidden }\n      }\n      viewerDecision { canApprove canReject code message }\n      requirements {\n        role\n        needed\n        given\n        policyId\n        policyName\n        policyRevision\n        team { name slug }\n        candidates(first: 5) { displayName handle }\n      }\n      decisions {\n        id\n        by { id }\n        printedName\n        verdict\n        meaning\n        role\n        at\n        comment\n        gateKey\n        authMethod\n        contentDigest\n        signature { kind keyFingerprint userVerified }\n        viewerRepeats\n        entry { stream seq }\n      }\n    }\n  }\n"): typeof import('./graphql').RequestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Comparison($name: String!, $version: Int!, $against: Int!, $compared: Boolean!) {\n    modelVersion(name: $name, version: $version) {\n      ...Compared\n    }\n    against: modelVersion(name: $name, version: $against) @include(if: $compared) {\n      ...Compared\n    }\n  }\n\n  fragment Compared on ModelVersion {\n    version\n    metrics { key value direction }\n    params { key value }\n    datasets { name digest }\n    artifacts { path size sha256 }\n  }\n"): typeof import('./graphql').ComparisonDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Approve($input: ApproveTransitionInput!) {\n    approveTransition(input: $input) {\n      transitionRequest { id state }\n      entry { stream seq hash }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').ApproveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reject($input: RejectTransitionInput!) {\n    rejectTransition(input: $input) {\n      transitionRequest { id state }\n      entry { stream seq hash }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RejectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Withdraw($input: WithdrawTransitionInput!) {\n    withdrawTransition(input: $input) {\n      transitionRequest { id state }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').WithdrawDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Waivable($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on ApprovalPolicy {\n        id\n        gates(first: 20) { key waivableBy { role count team { slug name } } }\n      }\n    }\n  }\n"): typeof import('./graphql').WaivableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reevaluate($input: ReevaluateGatesInput!) {\n    reevaluateGates(input: $input) {\n      transitionRequest { id state gates { verdict } }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').ReevaluateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MayReview($model: String!) {\n    reviews(filter: { awaitingMyDecision: true, model: $model }, first: 100) { nodes { id } }\n  }\n"): typeof import('./graphql').MayReviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DecideReview($input: DecideReviewInput!) {\n    decideReview(input: $input) {\n      review { id state }\n      entry { stream seq hash }\n      transitionRequest { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').DecideReviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Run($id: ID!) {\n    run(id: $id) {\n      id\n      runId\n      name\n      status\n      startTime\n      endTime\n      user\n      artifactUri\n      deleted\n      createdAt\n      createdBy { displayName handle }\n      childCount\n      parent { runId name }\n      experiment { id experimentId name team { name } }\n      code { repository commit branch entryPoint sourceName sourceType }\n      metrics(first: 200) { key value step at }\n      params(first: 200) { key value }\n      tags(first: 100) { key value }\n      datasets(first: 20) { name digest context sourceType }\n      loggedModels(first: 20) { role step loggedModel { modelId name } }\n      modelVersions(first: 20) { nodes { id modelName version stage { name } createdAt } }\n    }\n  }\n"): typeof import('./graphql').RunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Courses(\n    $id: ID!\n    $a: String!\n    $b: String!\n    $c: String!\n    $d: String!\n    $hasB: Boolean!\n    $hasC: Boolean!\n    $hasD: Boolean!\n    $from: Long\n    $to: Long\n  ) {\n    run(id: $id) {\n      id\n      a: metricHistory(key: $a, points: 500, fromStep: $from, toStep: $to) { total points { step value at } }\n      b: metricHistory(key: $b, points: 500, fromStep: $from, toStep: $to) @include(if: $hasB) { total points { step value at } }\n      c: metricHistory(key: $c, points: 500, fromStep: $from, toStep: $to) @include(if: $hasC) { total points { step value at } }\n      d: metricHistory(key: $d, points: 500, fromStep: $from, toStep: $to) @include(if: $hasD) { total points { step value at } }\n    }\n  }\n"): typeof import('./graphql').CoursesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunFiles($id: ID!, $path: String, $after: String) {\n    run(id: $id) {\n      id\n      artifacts(path: $path, first: 100, after: $after) {\n        nodes { path isFolder size sha256 }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').RunFilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnKeys($owner: ID!, $after: String) {\n    signingKeys(filter: { ownerId: $owner }, first: 50, after: $after) {\n      nodes { id kind name fingerprint registeredAt confirmedAt revokedAt confirmedBy { displayName } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').OwnKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginKey($input: BeginSigningKeyInput!) {\n    beginSigningKey(input: $input) {\n      challenge { id command webauthn }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').BeginKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterKey($input: RegisterSigningKeyInput!) {\n    registerSigningKey(input: $input) {\n      signingKey { id fingerprint }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RegisterKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tokens($principal: String!, $after: String) {\n    apiTokens(filter: { principal: $principal, active: true }, first: 50, after: $after) {\n      nodes { id name hint scopes modelIds createdAt lastUsedAt expiresAt }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').TokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      apiToken { id name }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').CreateTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      apiToken { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RevokeTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions {\n    viewer { sessions(first: 100) { id openedAt seenAt expiresAt isCurrent tokenName } }\n  }\n"): typeof import('./graphql').SessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Find($q: String!) {\n    search(q: $q, kinds: [VERSION, MODEL, RUN, EXPERIMENT, REQUEST, TEAM], first: 12) { kind id name version hint }\n  }\n"): typeof import('./graphql').FindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeepPreferences($input: SetPreferencesInput!) {\n    setPreferences(input: $input) {\n      preferences { theme density singleKeys timeZone }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').KeepPreferencesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    ...Waiting\n    viewer {\n      principal { id handle displayName kind }\n      organizationRoles\n      scopes\n      teams { team { slug name } roles }\n      preferences { theme density singleKeys timeZone }\n    }\n  }\n\n  fragment Waiting on Query {\n    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n    reviews(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n  }\n"): typeof import('./graphql').ViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LogAdmits { auditLog { anchors { kind } } }\n"): typeof import('./graphql').LogAdmitsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Waiting { ...Waiting }\n"): typeof import('./graphql').WaitingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Team($slug: String!) {\n    team(slug: $slug) {\n      id\n      slug\n      name\n      members(first: 200) {\n        nodes { roles principal { id handle displayName kind deactivatedAt } }\n        pageInfo { hasNextPage }\n      }\n      serviceAccounts(first: 100) { nodes { id handle displayName deactivatedAt } }\n      groups { group roles }\n    }\n    registeredModels(filter: { team: $slug }, first: 50) {\n      nodes { id name riskTier openRequestCount slots { slot version } latestVersion { version } }\n      pageInfo { hasNextPage }\n    }\n    experiments(filter: { team: $slug }, first: 50) {\n      nodes { id experimentId name updatedAt }\n      pageInfo { hasNextPage }\n    }\n    approvalPolicies(filter: { team: $slug }, first: 50) {\n      nodes { id name scope modelName slots revision }\n      pageInfo { hasNextPage }\n    }\n  }\n"): typeof import('./graphql').TeamDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddMember($input: AddTeamMemberInput!) {\n    addTeamMember(input: $input) {\n      membership { roles }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').AddMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeRoles($input: ChangeTeamMemberRolesInput!) {\n    changeTeamMemberRoles(input: $input) {\n      membership { roles }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').ChangeRolesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveMember($input: RemoveTeamMemberInput!) {\n    removeTeamMember(input: $input) {\n      team { id }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePack($input: CreateEvidencePackInput!) {\n    createEvidencePack(input: $input) {\n      evidencePack { ...Pack }\n      userErrors { code message path }\n    }\n  }\n\n  fragment Pack on EvidencePack {\n    id\n    sha256\n    size\n    disclosed\n    checkpointSize\n    createdAt\n    createdBy { displayName }\n    downloadUrl\n  }\n"): typeof import('./graphql').CreatePackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Packs($id: ID!) {\n    evidencePacks(modelVersionId: $id, first: 20) { nodes { ...Pack } }\n  }\n"): typeof import('./graphql').PacksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PackList {\n    policyPacks(first: 50) { id version title regime status }\n  }\n"): typeof import('./graphql').PackListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Controls($name: String!, $version: Int!, $pack: String!, $packVersion: String!) {\n    modelVersion(name: $name, version: $version) {\n      controls(pack: $pack, packVersion: $packVersion) {\n        id\n        title\n        state\n        judgement\n        missing\n        evidence { what label hidden }\n      }\n    }\n  }\n"): typeof import('./graphql').ControlsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestMove($input: RequestTransitionInput!) {\n    requestTransition(input: $input) {\n      transitionRequest { id state to }\n      userErrors { code message path }\n    }\n  }\n"): typeof import('./graphql').RequestMoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CheckMove($id: ID!, $to: String!) {\n    checkTransition(modelVersionId: $id, to: $to) {\n      canRequest\n      appliesAtOnce\n      places { role needed team { name } }\n      refusals { act code message who }\n      gates(first: 50) { key title verdict required observed cause policy { id } }\n    }\n  }\n"): typeof import('./graphql').CheckMoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoveGates($name: String!, $version: Int!, $to: String!) {\n    modelVersion(name: $name, version: $version) {\n      gates(to: $to) {\n        key\n        title\n        verdict\n        cause\n        policy { id name gates(first: 20) { key waivableBy { role count team { name } } } }\n      }\n      registeredModel {\n        guards(first: 50) {\n          slot\n          policies(first: 20) {\n            id\n            emergency { reviewWithinHours requirements { role count team { name } } }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').MoveGatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Version($name: String!, $version: Int!) {\n    auditLog { ...LogKept }\n    modelVersion(name: $name, version: $version) {\n      id\n      version\n      modelName\n      description\n      digest\n      createdAt\n      createdBy { displayName handle }\n      source\n      snapshot\n      stage { name }\n      aliases\n      nextStages { name }\n      viewerCanRequestTransition\n      run { name runId }\n      runId\n      runSnapshot { runId sourceCommit startTime endTime status user }\n      metrics { key value direction }\n      params { key value }\n      datasets { name digest source }\n      artifacts { path size sha256 downloadPath }\n      tags { key value }\n      slotHistory(first: 200) { nodes { slot from to } }\n      evaluations(first: 50) {\n        nodes { metric value dataset { name digest } source attempts at by { displayName } run { runId name } }\n        pageInfo { hasNextPage }\n      }\n      checks(first: 50) {\n        nodes { id name status conclusion summary detailsUrl versionDigest reportedAt reportedBy { displayName } }\n        pageInfo { hasNextPage }\n      }\n      documents(first: 20) { nodes { ...DocumentRow } }\n      registeredModel {\n        riskTier\n        team { name slug }\n        latestVersion { version }\n        slots { slot version }\n        guards { slot }\n        ownershipTags { key team { name } principal { displayName handle } }\n      }\n      transitionRequests(first: 50) {\n        nodes {\n          id\n          state\n          cause\n          from\n          to\n          reason\n          ticketUrl\n          requestedAt\n          closedAt\n          requestedBy { displayName handle }\n          displaces { version }\n          requirements { policyName policyId policyRevision }\n          decisions {\n            id\n            printedName\n            verdict\n            meaning\n            role\n            at\n            comment\n            authMethod\n            contentDigest\n            signature { kind keyFingerprint userVerified }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').VersionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Champion($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) {\n      version\n      metrics { key value direction }\n    }\n  }\n"): typeof import('./graphql').ChampionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Drift($name: String!, $version: Int!) {\n    modelVersion(name: $name, version: $version) {\n      drift {\n        hasDrifted\n        metrics { key frozen now }\n        params { key frozen now }\n        tags { key frozen now }\n        facts { key frozen now }\n        artifacts { path frozenSha256 nowSha256 }\n      }\n    }\n  }\n"): typeof import('./graphql').DriftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VersionEntries($name: String!, $version: Int!, $after: String) {\n    modelVersion(name: $name, version: $version) {\n      evidence(first: 100, after: $after) {\n        nodes {\n          id\n          action\n          outcome\n          at\n          actor { displayName handle kind roles }\n          channel\n          reason\n          stream\n          seq\n          hash\n          before\n          after\n          subjects { role type id label hidden }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').VersionEntriesDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
