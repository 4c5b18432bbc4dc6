import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Scope } from "../principal.js";

/** An API token: of its secret only the SHA-256 is kept. */
@Entity("api_token")
export class ApiTokenEntity {
  @PrimaryColumn("text")
  id: string;

  @Column("text", { name: "principal_id" })
  principalId: string;

  @Column("text")
  name: string;

  @Column("bytea")
  hash: Buffer;

  @Column("text")
  hint: string;

  @Column("text", { array: true })
  scopes: Scope[];

  /** Registered models that the token is restricted to; null for no restriction. */
  @Column("text", { name: "model_ids", array: true, nullable: true })
  modelIds: string[] | null;

  /** Everyone but the bearer who had a hand in minting it, over all generations. */
  @Column("text", { name: "minted_by", array: true })
  mintedBy: string[];

  /** Who invited the bearer to make it, or the one that it was minted with; null for all others. */
  @Column("text", { name: "invited_by", nullable: true })
  invitedBy: string | null;

  /** The database counts from its own clock: `() => "…"` in an insert. */
  @Column("timestamptz", { name: "expires_at" })
  expiresAt: string;
}
