import { Args, Ctx as Context, FieldResolver, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { Policy } from "../../graphql/policy.js";
import { Viewer } from "../access.types.js";
import { type SessionRead, sessionsOf } from "./sessions.queries.js";
import { Session } from "./sessions.types.js";

@Resolver(() => Viewer)
export class SessionsResolver {
  @FieldResolver(() => [Session], {
    description: "One's own sessions that are open, the one that was used last first.",
  })
  @Policy({ scope: "READ" })
  sessions(@Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs): Promise<SessionRead[]> {
    return sessionsOf(ctx, first);
  }
}
