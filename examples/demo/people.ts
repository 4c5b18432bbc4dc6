import { type Client, connect } from "./client.js";
import * as operations from "./operations.js";
import { chapter, done, fact, prefix } from "./screen.js";

/** Everyone in the story, each with a token of their own. */
export interface People {
  readonly admin: Client;
  readonly scientist: Client;
  readonly forecaster: Client;
  readonly risk: Client;
  readonly legal: Client;
  readonly auditor: Client;
  readonly serving: Client;
  /** Ids of the teams, by slug. */
  readonly teams: Readonly<Record<TeamSlug, string>>;
}

const teamNames = {
  "customer-analytics": "Customer analytics",
  "supply-planning": "Supply planning",
  "model-risk": "Model risk",
  legal: "Legal",
  platform: "Platform",
} as const;

type TeamSlug = keyof typeof teamNames;

const tomorrow = (): string => new Date(Date.now() + 24 * 3_600_000).toISOString();

/** Makes the teams, the people and their tokens, and the rule for `Production`. */
export const gather = async (url: string, admin: Client): Promise<People> => {
  chapter("Two teams, reviewers, and a rule for Production");
  const teams = await makeTeams(admin);
  const mint = async (handle: string, principalId: string, scopes: readonly string[]): Promise<Client> => {
    const input = { principalId, name: "demo", expiresAt: tomorrow(), scopes };
    const { createApiToken } = await admin.ask<{ createApiToken: { secret: string } }>(operations.createApiToken, {
      input,
    });
    return connect(url, handle, createApiToken.secret);
  };
  const person = async (
    handle: string,
    displayName: string,
    roles: Partial<Record<TeamSlug, string>>,
  ): Promise<Client> => {
    type Made = { createUser: { user: { id: string } } };
    const { createUser } = await admin.ask<Made>(operations.createUser, { input: { handle, displayName } });
    const { id } = createUser.user;
    for (const [team, role] of Object.entries(roles) as [TeamSlug, string][])
      await admin.ask(operations.addTeamMember, { input: { teamId: teams[team], principalId: id, roles: [role] } });
    if (handle === "compliance-auditor")
      await admin.ask(operations.grantOrganizationRole, { input: { principalId: id, role: "AUDITOR" } });
    const told = Object.entries(roles).map(([team, role]) => `${role} of ${team}`);
    done("admin", `created ${handle}: ${told.join(", ") || "AUDITOR of the organisation"}`);
    return mint(handle, id, ["READ", "WRITE", "APPROVE"]);
  };
  const serviceAccount = async (): Promise<Client> => {
    type Made = { createServiceAccount: { serviceAccount: { id: string } } };
    const input = { teamId: teams.platform, handle: "scoring-service", displayName: "Scoring service" };
    const { createServiceAccount } = await admin.ask<Made>(operations.createServiceAccount, { input });
    const { id } = createServiceAccount.serviceAccount;
    await admin.ask(operations.grantOrganizationRole, { input: { principalId: id, role: "RESOLVER" } });
    done("admin", "created the service account scoring-service: RESOLVER, its token has the scope RESOLVE only");
    return mint("scoring-service", id, ["RESOLVE"]);
  };
  const people = {
    admin,
    teams,
    // A reviewer too, so that what refuses the author's own signature is not a lack of rights.
    scientist: await person("data-scientist", "Data scientist", {
      "customer-analytics": "CONTRIBUTOR",
      "model-risk": "REVIEWER",
    }),
    forecaster: await person("demand-planner", "Demand planner", { "supply-planning": "MAINTAINER" }),
    risk: await person("risk-reviewer", "Risk reviewer", { "model-risk": "REVIEWER" }),
    legal: await person("legal-reviewer", "Legal reviewer", { legal: "REVIEWER" }),
    auditor: await person("compliance-auditor", "Compliance auditor", {}),
    serving: await serviceAccount(),
  };
  await guardProduction(admin, teams);
  return people;
};

const makeTeams = async (admin: Client): Promise<Record<TeamSlug, string>> => {
  const made: Partial<Record<TeamSlug, string>> = {};
  for (const [slug, name] of Object.entries(teamNames) as [TeamSlug, string][]) {
    type Made = { createTeam: { team: { id: string } } };
    made[slug] = (await admin.ask<Made>(operations.createTeam, { input: { slug, name } })).createTeam.team.id;
  }
  done("admin", `created the teams ${Object.keys(made).join(", ")}`);
  return made as Record<TeamSlug, string>;
};

const guardProduction = async (admin: Client, teams: Record<TeamSlug, string>): Promise<void> => {
  type Made = { createApprovalPolicy: { approvalPolicy: { name: string; revision: number; digest: string } } };
  const { createApprovalPolicy } = await admin.ask<Made>(operations.createApprovalPolicy, {
    input: {
      name: "Two reviewers for Production",
      scope: { organization: true },
      slots: ["Production"],
      requirements: [
        { role: "REVIEWER", teamId: teams["model-risk"], count: 1 },
        { role: "REVIEWER", teamId: teams.legal, count: 1 },
      ],
      separationOfDuties: ["REQUESTER", "AUTHOR"],
      expiresAfterHours: 72,
    },
  });
  const { name, revision, digest } = createApprovalPolicy.approvalPolicy;
  done("admin", `set the policy "${name}" for every model`);
  fact(
    "policy",
    `one REVIEWER of model-risk and one of legal; neither requester nor author; revision ${revision}, ${prefix(digest)}…`,
  );
};
