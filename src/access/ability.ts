import { AbilityBuilder, createMongoAbility, type MongoAbility, type MongoQuery } from "@casl/ability";
import type { IdKinds } from "../db/id-kinds.js";
import type { Credential, Principal } from "./principal.js";
import { placeOf, rolesIncludedIn, satisfies, type TeamRole } from "./roles.js";
import type { Action, Facts, RowFields, Standing, Subject, SubjectRules, SubjectType } from "./subject-rules.js";

/** The rules of one caller, and how those of their fields that are rows read in SQL. */
export interface Ability extends MongoAbility<[Action, Subject | SubjectType], MongoQuery> {
  readonly rowFields: RowFields;
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

const bySubject = { detectSubjectType: (subject: Subject): SubjectType => subject.type };

/** Rights to nothing. */
export const noAbility: Ability = Object.assign(createMongoAbility<Ability>([], bySubject), { rowFields: {} });

/** Rights = what the rules of the nouns give the principal now ∩ the models that the credential is restricted to. */
export const defineAccess = (
  kinds: IdKinds,
  principal: Principal,
  { modelIds }: Pick<Credential, "modelIds">,
  facts: Facts,
): Access => {
  const rules = kinds.list.flatMap((kind) => kind.rules ?? []);
  const standing = standingOf(principal, facts);
  const { can, cannot, build } = new AbilityBuilder<Ability>(createMongoAbility);
  for (const { subject, allow } of rules)
    allow((action, conditions) => {
      if (conditions === undefined) can([action].flat(), subject);
      else can([action].flat(), subject, defined(conditions));
    }, standing);
  if (modelIds !== null) for (const each of rules) restrict(cannot, each, modelIds);
  return {
    ...facts,
    modelIds,
    ability: Object.assign(build(bySubject), { rowFields: rowFieldsOf(rules) }),
    roleNames: [
      ...new Set([...facts.organizationRoles, ...facts.roles.map(({ slug, role }) => `${slug}:${role}`)]),
    ].sort(),
    places: standing.places,
  };
};

/** A credential for some models does nothing to what belongs to others, nor to what belongs to none. */
const restrict = (
  cannot: AbilityBuilder<Ability>["cannot"],
  { subject, actions, modelField }: SubjectRules,
  modelIds: readonly string[],
): void => {
  if (modelField === undefined) cannot([...actions], subject);
  else cannot([...actions], subject, { [modelField]: { $nin: [...modelIds] } });
};

const rowFieldsOf = (rules: readonly SubjectRules[]): RowFields => {
  const fields: Record<string, RowFields[SubjectType]> = {};
  for (const { subject, rowFields } of rules) fields[subject] = { ...fields[subject], ...rowFields };
  return fields;
};

/** A dropped `undefined` condition would match everything. */
const defined = (conditions: Readonly<Record<string, unknown>>): MongoQuery => {
  for (const [field, value] of Object.entries(conditions))
    if (value === undefined) throw new Error(`undefined condition on ${field}`);
  return conditions as MongoQuery;
};

const standingOf = (principal: Principal, facts: Facts): Standing => {
  const holds = (teamId: string, wanted: TeamRole): boolean =>
    facts.roles.some((held) => held.teamId === teamId && satisfies(held.role, wanted));
  return {
    ...facts,
    principal,
    places: principal.kind === "USER" ? placesOf(principal, facts) : [],
    teamsWith: (wanted) => [
      ...new Set(facts.roles.filter(({ role }) => satisfies(role, wanted)).map(({ teamId }) => teamId)),
    ],
    grantsWith: (wanted) =>
      facts.grants.filter(({ role, teamId }) => rolesIncludedIn(role).includes(wanted) && holds(teamId, wanted)),
    is: (...roles) => roles.some((role) => facts.organizationRoles.includes(role)),
  };
};

/** A role that someone gave themself opens no place. */
const placesOf = (principal: Principal, facts: Facts): string[] => {
  const given = facts.roles.filter(({ grantedBy }) => !grantedBy.includes(principal.id));
  return [...new Set(given.flatMap(({ teamId, role }) => rolesIncludedIn(role).map((each) => placeOf(teamId, each))))];
};
