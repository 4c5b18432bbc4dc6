import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../ask.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import { Listed } from "../parts/list/Listed.tsx";
import { useAdministers } from "../parts/people/manages.ts";
import { Time } from "../parts/word/Time.tsx";
import { Admin } from "./Admin.tsx";
import { createTeamDocument, teamsQuery } from "./teams.queries.ts";

/** Every team. */
export const Teams = () => {
  const query = useInfiniteQuery(teamsQuery);
  return (
    <Admin
      title="Teams"
      lead="Models, experiments and service accounts belong to teams; roles are held in them."
      actions={<NewTeam />}
      who="Administrators make teams, with a token of the scope admin."
    >
      <Listed
        query={query}
        of="Teams"
        one="team"
        heads={["Team", "Slug", "Made"]}
        nothing="There is no team yet."
        row={({ id, slug, name, createdAt }) => (
          <tr key={id}>
            <th scope="row">
              <Link to="/teams/$slug" params={{ slug }}>
                {name}
              </Link>
            </th>
            <td>
              <code>{slug}</code>
            </td>
            <td>
              <Time at={createdAt} relative />
            </td>
          </tr>
        )}
      />
    </Admin>
  );
};

const NewTeam = () => {
  const administers = useAdministers();
  const [slug, setSlug] = useState("");
  const [name, setName] = useState("");
  return (
    <ActDialog
      label="New team"
      title="New team"
      submit="Make it"
      disabled={!administers}
      ready={slug !== "" && name.trim() !== ""}
      send={async (idempotencyKey) => {
        const input = { slug, name, idempotencyKey };
        return (await ask(createTeamDocument, { input })).createTeam;
      }}
      said={() => `Made: ${name}. Name its first owner on its page.`}
    >
      <Field label="Name">
        <input type="text" required value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
      <Field label="Slug" hint="As addresses and client URIs name it; it stays.">
        <input type="text" required value={slug} onChange={({ target }) => setSlug(target.value)} />
      </Field>
    </ActDialog>
  );
};
