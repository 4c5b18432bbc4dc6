import type { Principal } from "./principal.js";
import type { GrantRole, OrganizationRole, TeamRole } from "./roles.js";

declare module "../db/id-kinds.js" {
  interface IdKind {
    /** Who may do what to it; absent where its `reader` says all. */
    readonly rules?: readonly SubjectRules[];
  }
}

/** Stored facts that rules are checked against, by subject; each noun adds its own, with `declare module`. */
// biome-ignore lint/suspicious/noEmptyInterface: nouns add to it
export interface Subjects {}

export type SubjectType = keyof Subjects;

/** A thing that something could be done to; `type` names the subject. */
export type Subject = { [Type in SubjectType]: { readonly type: Type } & Subjects[Type] }[SubjectType];

/** What can be done; never CASL's `manage`, which would mean anything. Nouns add what is done to them alone. */
export interface Actions {
  read: true;
  contribute: true;
  maintain: true;
  own: true;
  administer: true;
}

export type Action = keyof Actions;

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

/** What the rules of nouns are made from. */
export interface Standing extends Facts {
  readonly principal: Principal;
  /** Places of approval policies that this principal's own roles could fill. */
  readonly places: readonly string[];
  /** Teams in which the principal has this role, or one that includes it. */
  teamsWith(role: TeamRole): string[];
  /** Grants to those teams that carry the role: each member gets those of their own roles there that the grant includes. */
  grantsWith(role: GrantRole): HeldGrant[];
  /** Whether the principal has one of these roles over the whole organisation. */
  is(...roles: OrganizationRole[]): boolean;
}

/** Gives a right: under no condition, or to what has these facts (values, or `$in` a list). */
export type Allow<Allowed extends Action> = (
  action: Allowed | readonly Allowed[],
  conditions?: Readonly<Record<string, unknown>>,
) => void;

/** A field of a subject that is a set of rows, in SQL. */
export interface RowField {
  /** Whether the subject with this id has a row that is among the texts of a parameter. */
  overlap(id: string, parameter: string): string;
  /** A select of the ids of all subjects that have such a row. */
  readonly having: string;
}

/** The fields that are rows, by subject and name. */
export type RowFields = Readonly<Partial<Record<SubjectType, Readonly<Record<string, RowField>>>>>;

/** What a noun says of who may do what to a subject: its own, or another's that it gives a right to. */
export interface SubjectRules<Allowed extends Action = Action> {
  readonly subject: SubjectType;
  /** All that `allow` can give: what a credential that is restricted to models is denied. */
  readonly actions: readonly Allowed[];
  /** The field with the id of the model that the subject belongs to; absent where it belongs to none. */
  readonly modelField?: string;
  allow(allow: Allow<Allowed>, standing: Standing): void;
  /** Fields of another feature's subject that are rows of this feature's tables. */
  readonly rowFields?: Readonly<Record<string, RowField>>;
}

/** Rules of one subject: what they may give is what `actions` lists. */
export const defineRules = <Allowed extends Action>(rules: SubjectRules<Allowed>): SubjectRules => rules;
