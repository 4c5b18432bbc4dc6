import { MembershipResolver, PrincipalResolver, ViewerResolver } from "./principals.resolver.js";
import { TeamResolver } from "./teams.resolver.js";
import { TokensResolver } from "./tokens.resolver.js";
import { UsersResolver } from "./users.resolver.js";

/** Everything that GraphQL says of access. */
export const accessResolvers = [
  MembershipResolver,
  PrincipalResolver,
  TeamResolver,
  TokensResolver,
  UsersResolver,
  ViewerResolver,
];
