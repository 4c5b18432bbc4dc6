import { GraphiQL } from "graphiql";
import { at, bodyOf, consoleHeaders, send } from "../ask.ts";
import { examplesPlugin } from "./Examples.tsx";
import { examples } from "./examples.ts";

interface Asked {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null;
}

interface Answer {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** Asks under the console's session; whose session has ended signs in and comes back to what they had typed. */
const ask = async ({ query, variables, operationName }: Asked): Promise<Answer> => {
  const response = await send(at("graphql"), {
    method: "POST",
    headers: { ...consoleHeaders, "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const answer = (await bodyOf(response)) as Answer;
  if (answer.errors?.some(({ extensions }) => extensions?.code === "UNAUTHENTICATED"))
    location.replace(at(`signin?next=${encodeURIComponent(location.pathname + location.search)}`));
  return answer;
};

const [first] = examples;

/** The API, by hand: GraphiQL under the console's session, with examples to run. */
export const Explorer = () => (
  <GraphiQL
    fetcher={(asked) => ask(asked) as never}
    plugins={[examplesPlugin]}
    visiblePlugin={examplesPlugin}
    {...(first && { defaultQuery: first.query })}
    isHeadersEditorEnabled={false}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>
      <a href={at("models")}>Countersign</a>
    </GraphiQL.Logo>
  </GraphiQL>
);
