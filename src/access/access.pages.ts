import { z } from "zod";
import type { Ctx } from "../context.js";
import { keyset } from "../db/keyset.js";
import { type Page, type PageArgs, page } from "../graphql/connection.js";
import { parseFilter, text } from "../input.js";
import {
  type MembershipRead,
  membersPage,
  type PrincipalFilter,
  type PrincipalRead,
  principalsPage,
  type TeamRead,
  teamsPage,
} from "./access.queries.js";
import { type TokenRead, tokensPage } from "./tokens/tokens.queries.js";

const userFilter = z.object({
  handleContains: text(63).nullish(),
  kind: z.enum(["USER", "SERVICE_ACCOUNT"], { error: "USER or SERVICE_ACCOUNT." }).nullish(),
  active: z.boolean().nullish(),
});

const tokenFilter = z.object({ principal: text(63).nullish(), active: z.boolean().nullish() });

const afterOf = (key: readonly unknown[] | null): string | null => (key === null ? null : String(key[0]));

/** One page of principals by handle: users, unless the filter names another kind. */
export const listUsers = (ctx: Ctx, given: object | null, paging: PageArgs): Promise<Page<PrincipalRead>> => {
  const { kind, handleContains = null, active = null } = parseFilter(userFilter, given);
  return listPrincipals(ctx, { kind: kind ?? "USER", handleContains, active }, paging);
};

/** One page of a team's service accounts by handle. */
export const listServiceAccounts = (ctx: Ctx, teamId: string, paging: PageArgs): Promise<Page<PrincipalRead>> =>
  listPrincipals(ctx, { kind: "SERVICE_ACCOUNT", handleContains: null, active: null, teamId }, paging);

const listPrincipals = async (
  ctx: Ctx,
  filter: PrincipalFilter,
  { first, after }: PageArgs,
): Promise<Page<PrincipalRead>> => {
  const keys = keyset("principals", filter);
  const rows = await principalsPage(ctx, filter, afterOf(keys.decode(after)), first + 1);
  return page(rows, first, (row) => keys.encode(row.handle), after);
};

/** One page of teams by slug. */
export const listTeams = async (ctx: Ctx, { first, after }: PageArgs): Promise<Page<TeamRead>> => {
  const keys = keyset("teams");
  const rows = await teamsPage(ctx, afterOf(keys.decode(after)), first + 1);
  return page(rows, first, (row) => keys.encode(row.slug), after);
};

/** One page of a team's members by handle. */
export const listMembers = async (
  ctx: Ctx,
  teamId: string,
  { first, after }: PageArgs,
): Promise<Page<MembershipRead>> => {
  const keys = keyset("members", teamId);
  const rows = await membersPage(ctx, teamId, afterOf(keys.decode(after)), first + 1);
  return page(rows, first, (row) => keys.encode(row.place), after);
};

/** One page of the tokens that the caller reads, newest first. */
export const listTokens = async (
  ctx: Ctx,
  given: object | null,
  { first, after }: PageArgs,
): Promise<Page<TokenRead>> => {
  const { principal = null, active = null } = parseFilter(tokenFilter, given);
  const keys = keyset("apiTokens", { principal, active });
  const rows = await tokensPage(ctx, { principal, active }, afterOf(keys.decode(after)), first + 1);
  return page(rows, first, (row) => keys.encode(row.id), after);
};
