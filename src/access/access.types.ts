import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime } from "../graphql/scalars.js";
import { type Scope, scopes } from "./principal.js";
import { organizationRoles, teamRoles } from "./roles.js";

export const TeamRole = same(teamRoles);
export type TeamRole = keyof typeof TeamRole;
registerEnumType(TeamRole, {
  name: "TeamRole",
  description:
    "A role within a team; a principal may hold several. OWNER ⊃ MAINTAINER ⊃ CONTRIBUTOR ⊃ VIEWER; REVIEWER ⊃ VIEWER.",
  valuesConfig: {
    VIEWER: { description: "Reads what the team owns." },
    CONTRIBUTOR: { description: "Creates models and versions, tags, asks for transitions." },
    MAINTAINER: { description: "Moves slots that no policy guards, renames, deletes." },
    REVIEWER: { description: "Signs decisions." },
    OWNER: {
      description: "Manages members, grants, team policies, ownership tags, service accounts and their tokens.",
    },
  },
});

export const OrganizationRole = same(organizationRoles);
export type OrganizationRole = keyof typeof OrganizationRole;
registerEnumType(OrganizationRole, {
  name: "OrganizationRole",
  description: "A role over the whole organisation.",
  valuesConfig: {
    ADMIN: { description: "Manages users, teams and settings, and reads all; neither moves nor signs by it." },
    AUDITOR: { description: "Reads everything, deleted things and the audit log too." },
    RESOLVER: { description: "Resolves and downloads every model." },
  },
});

export const TokenScope = same(scopes);
registerEnumType(TokenScope, {
  name: "TokenScope",
  description: "What a token may be used for. It never allows more than its bearer may do.",
  valuesConfig: {
    READ: { description: "Read only." },
    RESOLVE: { description: "Resolve and download." },
    WRITE: { description: "Write models, versions and transitions." },
    APPROVE: { description: "Sign decisions." },
    ADMIN: { description: "Manage members, tokens, grants and policies." },
    REPORT: { description: "Report checks, and read nothing; WRITE includes it." },
  },
});

export const PrincipalKind = same(["USER", "SERVICE_ACCOUNT", "SYSTEM"] as const);
export type PrincipalKind = keyof typeof PrincipalKind;
registerEnumType(PrincipalKind, {
  name: "PrincipalKind",
  description: "What a principal is.",
  valuesConfig: {
    USER: { description: "A person." },
    SERVICE_ACCOUNT: { description: "A program, owned by a team; it never signs." },
    SYSTEM: { description: "The service itself: what it did by itself." },
  },
});

@ObjectType({
  implements: Node,
  description: "Somebody who acts: a user, a service account, the service itself.",
  simpleResolvers: true,
})
export class Principal extends Node {
  @Field(() => String, { description: "The unique short name; never given to another." })
  handle: string;

  @Field(() => String, { description: "The name to show." })
  displayName: string;

  @Field(() => PrincipalKind, { description: "A description." })
  kind: PrincipalKind;

  @Field(() => String, { nullable: true, description: "E-mail address; null but for oneself and administrators." })
  email: string | null;

  @Field(() => [OrganizationRole], {
    nullable: true,
    description: "Roles over the whole organisation; null but for oneself, administrators and auditors.",
  })
  organizationRoles: OrganizationRole[] | null;

  @Field(() => DateTime, { description: "When it was made, or seen first." })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was deactivated; null while it is active." })
  deactivatedAt: string | null;
}

@ObjectType({ description: "An identity provider's subject that signs in as a user.", simpleResolvers: true })
export class UserIdentity {
  @Field(() => String, { description: "The identity provider: `iss` in its tokens." })
  issuer: string;

  @Field(() => String, { description: "The person: `sub` in its tokens." })
  subject: string;

  @Field(() => DateTime, { description: "When it began." })
  linkedAt: string;
}

@ObjectType({ implements: Node, description: "A team: owns models and service accounts.", simpleResolvers: true })
export class Team extends Node {
  @Field(() => String, { description: "The unique short name." })
  slug: string;

  @Field(() => String, { description: "The name to show." })
  name: string;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt: string;
}

@ObjectType({ description: "A principal's roles in a team, held directly or by a group.", simpleResolvers: true })
export class Membership {
  @Field(() => [TeamRole], { description: "The roles, as given: an OWNER is not listed as MAINTAINER besides." })
  roles: TeamRole[];
}

@ObjectType({ description: "An identity provider's group that gives roles in a team.", simpleResolvers: true })
export class TeamGroup {
  @Field(() => String, { description: "The group, as tokens name it." })
  group: string;

  @Field(() => [TeamRole], { description: "The roles that it gives to a user whose token shows it." })
  roles: TeamRole[];
}

@ObjectType({
  implements: Node,
  description: "An API token. Its secret was shown once, when it was made.",
  simpleResolvers: true,
})
export class ApiToken extends Node {
  @Field(() => String, { description: "Its purpose." })
  name: string;

  @Field(() => String, { description: "How its secret begins, to tell tokens apart." })
  hint: string;

  @Field(() => [TokenScope], { description: "The scopes that it may be used for." })
  scopes: Scope[];

  @Field(() => [ID], { nullable: true, description: "Registered models that it is restricted to; null: to none." })
  modelIds: string[] | null;

  @Field(() => DateTime, { description: "When it was minted." })
  createdAt: string;

  @Field(() => DateTime, { description: "When it ends by itself." })
  expiresAt: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "When it was used last, to a minute or two; uses of the sessions that it opened do not count. Null if none was noted.",
  })
  lastUsedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was revoked; null if it was not." })
  revokedAt: string | null;
}

@ObjectType({ description: "The caller, and what they may do.", simpleResolvers: true })
export class Viewer {
  @Field(() => [OrganizationRole], { description: "Roles over the whole organisation." })
  organizationRoles: readonly OrganizationRole[];

  @Field(() => [TokenScope], { description: "What the credential used may be used for." })
  scopes: Scope[];
}

export const PrincipalConnection = connectionOf(() => Principal, "Principal");
export const TeamConnection = connectionOf(() => Team, "Team");
export const MembershipConnection = connectionOf(() => Membership, "Membership");
export const ApiTokenConnection = connectionOf(() => ApiToken, "ApiToken");
