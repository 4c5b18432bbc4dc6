import { Column, Entity, PrimaryColumn } from "typeorm";
import type { TeamRole } from "../roles.js";

/** A team owns models and service accounts. */
@Entity("team")
export class TeamEntity {
  @PrimaryColumn("text")
  id: string;

  @Column("text")
  slug: string;

  @Column("text")
  name: string;
}

/** One role of one principal in a team. */
@Entity("team_member")
export class TeamMemberEntity {
  @PrimaryColumn("text", { name: "team_id" })
  teamId: string;

  @PrimaryColumn("text", { name: "principal_id" })
  principalId: string;

  @PrimaryColumn("text")
  role: TeamRole;

  /** Everyone behind the giving of the role. */
  @Column("text", { name: "granted_by", array: true })
  grantedBy: string[];
}

/** One role that an identity provider's group gives in a team. */
@Entity("team_group")
export class TeamGroupEntity {
  @PrimaryColumn("text", { name: "team_id" })
  teamId: string;

  @PrimaryColumn("text", { name: "group_name" })
  groupName: string;

  @PrimaryColumn("text")
  role: TeamRole;

  @Column("text", { name: "granted_by", array: true })
  grantedBy: string[];
}
