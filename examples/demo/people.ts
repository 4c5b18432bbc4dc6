import { type Client, connect, UnexpectedAnswer } from "./client.js";
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

/** Makes the teams, the people, who take their tokens by invitation, and the rule for `Production`. */
export const gather = async (url: string, admin: Client): Promise<People> => {
  chapter("Two teams, reviewers, and a rule for Production");
  const teams = await makeTeams(admin);
  const office = { url, admin, teams };
  const people = {
    admin,
    teams,
    // A reviewer too, so that what refuses the author's own signature is not a lack of rights.
    scientist: await makePerson(office, "data-scientist", {
      "customer-analytics": "CONTRIBUTOR",
      "model-risk": "REVIEWER",
    }),
    forecaster: await makePerson(office, "demand-planner", { "supply-planning": "MAINTAINER" }),
    risk: await makePerson(office, "risk-reviewer", { "model-risk": "REVIEWER" }),
    legal: await makePerson(office, "legal-reviewer", { legal: "REVIEWER" }),
    auditor: await makeAuditor(office),
    serving: await makeServing(office),
  };
  done("admin", "invited each of them: a person's token has nobody behind it but that person");
  await guardProduction(admin, teams);
  return people;
};

/** What making people takes. */
interface Office {
  readonly url: string;
  readonly admin: Client;
  readonly teams: Readonly<Record<TeamSlug, string>>;
}

/** Invites somebody, who makes a token of their own: what they sign with it, nobody else could have signed. */
const invite = async (
  { url, admin }: Office,
  handle: string,
  principalId: string,
  scopes: readonly string[],
): Promise<Client> => {
  type Invited = { createInvitation: { code: string } };
  const { createInvitation } = await admin.ask<Invited>(operations.createInvitation, { input: { principalId } });
  const wanted = { name: "demo", expiresAt: tomorrow(), scopes };
  const response = await fetch(`${url}/invitations/redeem`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: createInvitation.code, ...wanted }),
  });
  const text = await response.text();
  if (response.status !== 200)
    throw new UnexpectedAnswer(`${handle} got HTTP ${response.status}`, "POST /invitations/redeem", wanted, text);
  return connect(url, handle, (JSON.parse(text) as { token: string }).token);
};

/** A program cannot be invited: whoever makes its token has a hand in it, and it never signs. */
const mint = async (
  { url, admin }: Office,
  handle: string,
  principalId: string,
  scopes: readonly string[],
): Promise<Client> => {
  type Minted = { createApiToken: { secret: string } };
  const input = { principalId, name: "demo", expiresAt: tomorrow(), scopes };
  const { createApiToken } = await admin.ask<Minted>(operations.createApiToken, { input });
  return connect(url, handle, createApiToken.secret);
};

/** `data-scientist` is shown as “Data scientist”. */
const displayNameOf = (handle: string): string =>
  `${handle.charAt(0).toUpperCase()}${handle.slice(1).replaceAll("-", " ")}`;

const makeUser = async ({ admin }: Office, handle: string): Promise<string> => {
  type Made = { createUser: { user: { id: string } } };
  const input = { handle, displayName: displayNameOf(handle) };
  return (await admin.ask<Made>(operations.createUser, { input })).createUser.user.id;
};

const userScopes = ["READ", "WRITE", "APPROVE"];

const makePerson = async (
  office: Office,
  handle: string,
  roles: Partial<Record<TeamSlug, string>>,
): Promise<Client> => {
  const { admin, teams } = office;
  const principalId = await makeUser(office, handle);
  for (const [team, role] of Object.entries(roles) as [TeamSlug, string][])
    await admin.ask(operations.addTeamMember, { input: { teamId: teams[team], principalId, roles: [role] } });
  const held = Object.entries(roles).map(([team, role]) => `${role} of ${team}`);
  done(admin.handle, `created ${handle}: ${held.join(", ")}`);
  return invite(office, handle, principalId, userScopes);
};

const makeAuditor = async (office: Office): Promise<Client> => {
  const { admin } = office;
  const principalId = await makeUser(office, "compliance-auditor");
  await admin.ask(operations.grantOrganizationRole, { input: { principalId, role: "AUDITOR" } });
  done(admin.handle, "created compliance-auditor: AUDITOR of the organisation");
  return invite(office, "compliance-auditor", principalId, ["READ"]);
};

const makeServing = async (office: Office): Promise<Client> => {
  type Made = { createServiceAccount: { serviceAccount: { id: string } } };
  const { admin, teams } = office;
  const handle = "scoring-service";
  const input = { teamId: teams.platform, handle, displayName: displayNameOf(handle) };
  const { createServiceAccount } = await admin.ask<Made>(operations.createServiceAccount, { input });
  const principalId = createServiceAccount.serviceAccount.id;
  await admin.ask(operations.grantOrganizationRole, { input: { principalId, role: "RESOLVER" } });
  done(admin.handle, `created the service account ${handle}: RESOLVER, its token has the scope RESOLVE only`);
  return mint(office, handle, principalId, ["RESOLVE"]);
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
