import { ask } from "../../ask.ts";
import { graphql } from "../../gql/index.ts";
import type { Answered } from "../form/use-act.ts";

const principalDocument = graphql(`
  query PrincipalId($handle: String!) {
    principal(handle: $handle) { id }
  }
`);

/** Does something with whoever has the handle; refuses as the service would where nobody does. */
export const withPrincipal = async <Payload extends Answered>(
  handle: string,
  act: (principalId: string) => Promise<Payload>,
): Promise<Payload | Answered> => {
  const { principal } = await ask(principalDocument, { handle: handle.trim().replace(/^@/, "") });
  if (principal !== null) return act(principal.id);
  return { userErrors: [{ code: "NOT_FOUND", message: `Nobody whom you may see has the handle “${handle}”.` }] };
};
