/** A question that can be run as it stands. */
export interface Example {
  readonly title: string;
  /** The name of its operation. */
  readonly operation: string;
  readonly query: string;
  /** JSON. */
  readonly variables?: string;
}

/** What people ask first. None changes anything, and each answers in a registry that is still empty. */
export const examples: readonly Example[] = [
  {
    title: "Who am I, and what may I do?",
    operation: "WhoAmI",
    query: `# Runs with Ctrl Enter (Cmd Enter). The reference is behind the book at the left.
query WhoAmI {
  viewer {
    principal { handle displayName kind }
    scopes
    organizationRoles
    teams { team { name slug } roles }
  }
}
`,
  },
  {
    title: "What is live?",
    operation: "Live",
    query: `query Live {
  registeredModels(first: 20) {
    nodes {
      name
      team { name }
      slots { slot version }
    }
  }
}
`,
  },
  {
    title: "What waits for me?",
    operation: "Waiting",
    query: `query Waiting {
  transitionRequests(filter: { awaitingMyDecision: true }, first: 20) {
    nodes {
      id
      modelName
      version
      to
      reason
      requestedBy { displayName }
      viewerDecision { canApprove message }
    }
  }
}
`,
  },
  {
    title: "Everything about a version",
    operation: "Version",
    query: `query Version($name: String!, $version: Int!) {
  modelVersion(name: $name, version: $version) {
    digest
    stage { name }
    aliases
    run { name runId }
    metrics { key value }
    slotHistory(first: 20) { nodes { slot from to } }
    evidence(first: 20) {
      nodes { action outcome at actor { displayName } stream seq hash }
    }
  }
}
`,
    variables: `{ "name": "churn", "version": 7 }
`,
  },
  {
    title: "Which runs are best?",
    operation: "Best",
    query: `query Best($metric: String!) {
  runs(
    filter: { metrics: [{ key: $metric, operator: EXISTS }] }
    orderBy: [{ metric: $metric, direction: DESC }]
    first: 10
  ) {
    nodes {
      name
      status
      metrics(keys: [$metric]) { key value }
    }
  }
}
`,
    variables: `{ "metric": "auc" }
`,
  },
  {
    title: "Which policies are there, and what do they ask?",
    operation: "Policies",
    query: `query Policies {
  approvalPolicies(first: 20) {
    nodes {
      name
      slots
      requirements { role count team { name } }
      gates { key title }
    }
  }
}
`,
  },
];
