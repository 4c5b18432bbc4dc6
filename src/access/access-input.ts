import { z } from "zod";
import { handle, setOf, text } from "../input.js";
import { normaliseInstant } from "../instant.js";
import { scopes } from "./principal.js";
import { organizationRoles, teamRoles } from "./roles.js";

const roleNames = teamRoles.join(", ");

/** Roles in a team, without repetition. */
export const teamRoleSet = setOf(z.enum(teamRoles, { error: `a role is one of ${roleNames}.` }), 5, { min: 1 });

/** As `teamRoleSet`; none, if none are named. */
export const optionalTeamRoles = setOf(z.enum(teamRoles, { error: `a role is one of ${roleNames}.` }), 5)
  .nullish()
  .transform((roles) => roles ?? []);

/** Scopes of a token, without repetition. */
export const scopeSet = setOf(z.enum(scopes, { error: `a scope is one of ${scopes.join(", ")}.` }), scopes.length, {
  min: 1,
});

const email = text(320, { min: 3 }).refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), {
  error: "an e-mail address, 3–320 characters.",
});

export const optionalEmail = email.nullish();

/** Until when a token is good; the database judges it by its own clock. */
export const expiry = z
  .string()
  .refine((text) => normaliseInstant(text) !== undefined, { error: "an RFC 3339 date and time in the future." });

/** A subject of an identity provider, as its tokens name it. */
export const identity = z.object({
  issuer: text(2_000, { min: 1 }),
  subject: text(255, { min: 1 }),
});

/** The name of an identity provider's group, as its tokens name it. */
export const groupName = text(256, { min: 1 });

/** An identity provider is trusted for what it is configured for; other issuers' subjects could never sign in. */
export type Identity = z.output<typeof identity>;

/** A name that a look-up asks for; null for what cannot be one. */
export const lookedUp = (name: string): string | null => handle.safeParse(name).data ?? null;

/** A role over the whole organisation, as inputs name it. */
export const organizationRole = z.enum(organizationRoles, {
  error: `a role is one of ${organizationRoles.join(", ")}.`,
});
