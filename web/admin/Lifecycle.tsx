import { useQuery } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { AdminLifecycleQuery, SetLifecycleInput } from "../gql/graphql.ts";
import { Table } from "../parts/list/Table.tsx";
import { Loaded, Region } from "../parts/page/Region.tsx";
import { useAdministers } from "../parts/people/manages.ts";
import { announce } from "../shell/status.ts";
import { Admin } from "./Admin.tsx";
import { ChangeAsText, type Written } from "./ChangeAsText.tsx";
import { lifecycleQuery, setLifecycleDocument } from "./lifecycle.queries.ts";
import { TextEditor } from "./TextEditor.tsx";

type Stages = AdminLifecycleQuery["lifecycle"];

/** The stages, and the ways between them. */
export const Lifecycle = () => {
  const administers = useAdministers();
  const query = useQuery(lifecycleQuery);
  return (
    <Admin
      title="Lifecycle"
      lead="The stages that versions go through, and the ways between them, for every model."
      who="Administrators change it, with a token of the scope admin."
    >
      <Region title="Stages" flush>
        <Loaded query={query} lines={6}>
          {(of) => (
            <Table of="Stages" heads={["Stage", "Held by", "From there to"]}>
              {of.stages.map(({ name, exclusive }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{exclusive ? "at most one version of a model" : "any number of versions"}</td>
                  <td>
                    {of.edges
                      .filter(({ from }) => from === name)
                      .map(({ to }) => to)
                      .join(", ") || "nowhere"}
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </Loaded>
      </Region>
      {administers && query.data && <Change of={query.data} />}
    </Admin>
  );
};

const Change = ({ of }: { of: Stages }) => {
  const send = async ({ whole }: Written, idempotencyKey: string) => {
    const input = { ...whole, idempotencyKey } as unknown as SetLifecycleInput;
    return (await ask(setLifecycleDocument, { input })).setLifecycle;
  };
  return (
    <ChangeAsText
      first={JSON.stringify(of, null, 2)}
      editor={(text, onText) => (
        <TextEditor
          label="Lifecycle"
          hint="MLflow’s four stages stay, and so does what is in use."
          text={text}
          onText={onText}
        />
      )}
      submit="Keep it"
      send={send}
      onDone={() => announce("The lifecycle is changed.")}
    />
  );
};
