import { Column, Entity, PrimaryColumn } from "typeorm";
import type { PrincipalKind } from "../principal.js";
import type { OrganizationRole } from "../roles.js";

/** A user, a service account or the service itself. */
@Entity("principal")
export class PrincipalEntity {
  @PrimaryColumn("text")
  id: string;

  @Column("text")
  kind: PrincipalKind;

  @Column("text")
  handle: string;

  @Column("text", { name: "display_name" })
  displayName: string;

  @Column("text", { nullable: true })
  email: string | null;

  /** The team that owns a service account. */
  @Column("text", { name: "team_id", nullable: true })
  teamId: string | null;
}

/** An identity provider's subject, joined with a user. */
@Entity("user_identity")
export class UserIdentityEntity {
  @PrimaryColumn("text")
  issuer: string;

  @PrimaryColumn("text")
  subject: string;

  @Column("text", { name: "principal_id" })
  principalId: string;

  /** Everyone behind the link; nobody, if the user was made on first sight of this identity. */
  @Column("text", { name: "linked_by", array: true })
  linkedBy: string[];
}

/** A role over the whole organisation. */
@Entity("organization_role")
export class OrganizationRoleEntity {
  @PrimaryColumn("text", { name: "principal_id" })
  principalId: string;

  @PrimaryColumn("text")
  role: OrganizationRole;

  @Column("text", { name: "granted_by", array: true })
  grantedBy: string[];
}
