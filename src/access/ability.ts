import { AbilityBuilder, createMongoAbility, type MongoAbility, type MongoQuery } from "@casl/ability";
import { ORGANIZATION_ID } from "../db/ids.js";
import type { Credential, Principal } from "./principal.js";
import { type GrantRole, type OrganizationRole, placeOf, rolesIncludedIn, satisfies, type TeamRole } from "./roles.js";

/** Stored facts that rules are checked against; `type` names the subject. */
export type Subject =
  | { type: "Organization" }
  | { type: "Team"; id: string }
  | { type: "RegisteredModel"; id: string; teamId: string; visibility: string }
  | { type: "ModelVersion"; modelId: string; teamId: string; visibility: string; openPlaces: readonly string[] }
  | {
      type: "TransitionRequest";
      modelId: string;
      teamId: string;
      visibility: string;
      openPlaces: readonly string[];
      deciders: readonly string[];
    }
  | { type: "Slot"; modelId: string; teamId: string; slot: string }
  | { type: "Experiment"; id: string; teamId: string; visibility: string }
  | TrackedSubject;

/** A run or a logged model: read as its experiment is; `teamId` is the experiment's owner. */
export interface TrackedSubject {
  readonly type: "Run" | "LoggedModel";
  readonly teamId: string;
  readonly visibility: string;
  readonly createdById: string;
}

export type SubjectType = Subject["type"];

/**
 * What can be done to what; never CASL's `manage`, which would mean anything. Organization: administer, audit. Team:
 * administer, createModel, createExperiment. Slot: request, move.
 */
export type Action =
  | "read"
  | "readDeleted"
  | "resolve"
  | "contribute"
  | "maintain"
  | "own"
  | "createModel"
  | "createExperiment"
  | "administer"
  | "audit"
  | "request"
  | "move";

export type Ability = MongoAbility<[Action, Subject | SubjectType], MongoQuery>;

export interface HeldRole {
  readonly teamId: string;
  readonly slug: string;
  readonly role: TeamRole;
  /** Everyone behind the giving of this role. */
  readonly grantedBy: readonly string[];
}

export interface HeldGrant {
  readonly modelId: string;
  readonly teamId: string;
  readonly role: GrantRole;
  readonly slots: readonly string[] | null;
}

/** What the database says of a principal now. */
export interface Facts {
  readonly roles: readonly HeldRole[];
  readonly organizationRoles: readonly OrganizationRole[];
  readonly grants: readonly HeldGrant[];
}

/** A principal's rights, as the policy engine and as lists for SQL and records. */
export interface Access extends Facts {
  readonly ability: Ability;
  /** `fraud:REVIEWER`, `ADMIN`: as entries and decisions record them. */
  readonly roleNames: readonly string[];
  /** Registered models that the credential is restricted to; null for no restriction. */
  readonly modelIds: readonly string[] | null;
  /** Places of approval policies that this principal's own roles could fill. */
  readonly places: readonly string[];
}

type Can = (action: Action | Action[], subject: SubjectType, conditions?: Record<string, unknown>) => void;

/** Rights = what the principal may do now ∩ the models that the credential is restricted to. */
export const defineAccess = (principal: Principal, credential: Pick<Credential, "modelIds">, facts: Facts): Access => {
  const { can, cannot, build } = new AbilityBuilder<Ability>(createMongoAbility);
  const allow: Can = (action, subject, conditions) => {
    if (conditions === undefined) can(action, subject);
    else can(action, subject, defined(conditions));
  };
  const places = principal.kind === "USER" ? placesOf(principal, facts) : [];
  allowOrganization(allow, facts.organizationRoles);
  allowTeams(allow, facts);
  allowGrants(allow, facts);
  allowReviews(allow, principal, places);
  allowTracking(allow, principal, facts);
  if (credential.modelIds !== null) {
    const elsewhere = { $nin: [...credential.modelIds] };
    cannot(["read", "readDeleted", "resolve", "contribute", "maintain", "own"], "RegisteredModel", { id: elsewhere });
    cannot("read", "ModelVersion", { modelId: elsewhere });
    cannot("read", "TransitionRequest", { modelId: elsewhere });
    cannot(["request", "move"], "Slot", { modelId: elsewhere });
    cannot(["administer", "createModel", "createExperiment"], "Team");
    for (const subject of TRACKED) cannot(["read", "readDeleted", "contribute", "maintain", "own"], subject);
    cannot(["administer", "audit"], "Organization");
  }
  return {
    ...facts,
    modelIds: credential.modelIds,
    ability: build({ detectSubjectType: (subject) => subject.type }),
    roleNames: [
      ...new Set([...facts.organizationRoles, ...facts.roles.map(({ slug, role }) => `${slug}:${role}`)]),
    ].sort(),
    places,
  };
};

/** A dropped `undefined` condition would match everything. */
const defined = (conditions: Record<string, unknown>): MongoQuery => {
  for (const [field, value] of Object.entries(conditions))
    if (value === undefined) throw new Error(`undefined condition on ${field}`);
  return conditions as MongoQuery;
};

const allowOrganization = (allow: Can, roles: readonly OrganizationRole[]): void => {
  if (roles.includes("ADMIN")) {
    allow(["administer", "audit"], "Organization");
    allow("administer", "Team");
    allow(["read", "readDeleted", "own"], "RegisteredModel");
  }
  if (roles.includes("AUDITOR")) {
    allow("audit", "Organization");
    allow(["read", "readDeleted"], "RegisteredModel");
  }
  if (roles.includes("RESOLVER")) allow("resolve", "RegisteredModel");
  if (roles.includes("ADMIN") || roles.includes("AUDITOR")) {
    allow("resolve", "RegisteredModel");
    allow("read", "ModelVersion");
    allow("read", "TransitionRequest");
  }
};

const READ_EVERYWHERE = ["RegisteredModel", "ModelVersion", "TransitionRequest"] as const;

const teamsOf = ({ roles }: Facts, wanted: TeamRole): string[] => [
  ...new Set(roles.filter(({ role }) => satisfies(role, wanted)).map(({ teamId }) => teamId)),
];

const allowTeams = (allow: Can, facts: Facts): void => {
  const teamsWith = (wanted: TeamRole): string[] => teamsOf(facts, wanted);
  const viewers = { $in: teamsWith("VIEWER") };
  for (const subject of READ_EVERYWHERE) {
    allow("read", subject, { visibility: "ORGANIZATION" });
    allow("read", subject, { teamId: viewers });
  }
  allow("resolve", "RegisteredModel", { visibility: "ORGANIZATION" });
  allow("resolve", "RegisteredModel", { teamId: viewers });
  const contributors = { $in: teamsWith("CONTRIBUTOR") };
  allow("contribute", "RegisteredModel", { teamId: contributors });
  allow("request", "Slot", { teamId: contributors });
  allow("createModel", "Team", { id: contributors });
  const maintainers = { $in: teamsWith("MAINTAINER") };
  allow("maintain", "RegisteredModel", { teamId: maintainers });
  allow("move", "Slot", { teamId: maintainers });
  const owners = { $in: teamsWith("OWNER") };
  allow(["own", "readDeleted"], "RegisteredModel", { teamId: owners });
  allow("administer", "Team", { id: owners });
};

/** Each member of the other team gets those of his own roles there that the granted role includes. */
const allowGrants = (allow: Can, facts: Facts): void => {
  const reaching = (wanted: GrantRole): HeldGrant[] =>
    facts.grants.filter(
      (grant) =>
        rolesIncludedIn(grant.role).includes(wanted) &&
        facts.roles.some(({ teamId, role }) => teamId === grant.teamId && satisfies(role, wanted)),
    );
  const ids = (grants: readonly HeldGrant[]): { $in: string[] } => ({ $in: grants.map(({ modelId }) => modelId) });
  const viewed = ids(reaching("VIEWER"));
  allow(["read", "resolve"], "RegisteredModel", { id: viewed });
  allow("read", "ModelVersion", { modelId: viewed });
  allow("read", "TransitionRequest", { modelId: viewed });
  allow("contribute", "RegisteredModel", { id: ids(reaching("CONTRIBUTOR")) });
  allow("maintain", "RegisteredModel", { id: ids(reaching("MAINTAINER").filter(({ slots }) => slots === null)) });
  for (const [action, role] of [
    ["request", "CONTRIBUTOR"],
    ["move", "MAINTAINER"],
  ] as const) {
    const grants = reaching(role);
    allow(action, "Slot", { modelId: ids(grants.filter(({ slots }) => slots === null)) });
    for (const { modelId, slots } of grants)
      if (slots !== null) allow(action, "Slot", { modelId, slot: { $in: [...slots] } });
  }
};

const TRACKED = ["Experiment", "Run", "LoggedModel"] as const;

/**
 * Experiments as models are. What belongs to the organisation (experiment 0) takes runs from contributors of any team;
 * they are changed by whoever made them, or by an admin.
 */
const allowTracking = (allow: Can, principal: Principal, facts: Facts): void => {
  const teamsWith = (wanted: TeamRole): string[] => teamsOf(facts, wanted);
  const contributors = teamsWith("CONTRIBUTOR");
  const isAdmin = facts.organizationRoles.includes("ADMIN");
  for (const subject of TRACKED) {
    allow("read", subject, { visibility: "ORGANIZATION" });
    allow("read", subject, { teamId: { $in: teamsWith("VIEWER") } });
    allow("contribute", subject, { teamId: { $in: contributors } });
    allow("maintain", subject, { teamId: { $in: teamsWith("MAINTAINER") } });
    if (isAdmin || facts.organizationRoles.includes("AUDITOR")) allow("read", subject);
  }
  allow("createExperiment", "Team", { id: { $in: contributors } });
  allow("own", "Experiment", { teamId: { $in: teamsWith("OWNER") } });
  if (contributors.length > 0) allow("contribute", "Experiment", { teamId: ORGANIZATION_ID });
  if (isAdmin) allow("own", "Experiment");
  for (const subject of ["Run", "LoggedModel"] as const) {
    const own = { createdById: principal.id, teamId: { $in: [...contributors, ORGANIZATION_ID] } };
    if (contributors.length > 0) allow(["contribute", "maintain"], subject, own);
    if (isAdmin) allow(["contribute", "maintain"], subject, { teamId: ORGANIZATION_ID });
  }
};

/** Whoever could fill a place of an open request reads it and its version; afterwards the request they decided. */
const allowReviews = (allow: Can, principal: Principal, places: readonly string[]): void => {
  for (const subject of ["ModelVersion", "TransitionRequest"] as const)
    allow("read", subject, { openPlaces: { $in: [...places] } });
  allow("read", "TransitionRequest", { deciders: { $in: [principal.id] } });
};

/** A role that someone gave themself opens no place. */
const placesOf = (principal: Principal, facts: Facts): string[] => {
  const given = facts.roles.filter(({ grantedBy }) => !grantedBy.includes(principal.id));
  return [...new Set(given.flatMap(({ teamId, role }) => rolesIncludedIn(role).map((each) => placeOf(teamId, each))))];
};
