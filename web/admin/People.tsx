import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../ask.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import { FilterField } from "../parts/list/FilterField.tsx";
import { Listed } from "../parts/list/Listed.tsx";
import table from "../parts/list/table.module.css";
import { useAdministers } from "../parts/people/manages.ts";
import { Person } from "../parts/people/Person.tsx";
import { word } from "../parts/word/text.ts";
import { Admin } from "./Admin.tsx";
import { Invitations } from "./Invitations.tsx";
import { PersonActs } from "./PersonActs.tsx";
import { createUserDocument, peopleQuery } from "./people.queries.ts";

/** Who is here, as what, and who is no longer. */
export const People = () => {
  const { q = "" } = useSearch({ from: "/shell/admin/people" });
  const navigate = useNavigate({ from: "/admin/people" });
  const query = useInfiniteQuery(peopleQuery("USER", q));
  const administers = useAdministers();
  return (
    <Admin
      title="People"
      lead="Who is here, and what they may do."
      actions={<NewPerson />}
      who="Administrators make, invite and deactivate people, with a token of the scope admin."
    >
      <search>
        <FilterField
          label="Filter people"
          placeholder="Handle"
          hint="It finds people with the text in their handles."
          filter={q}
          onFilter={(filter) => void navigate({ search: { q: filter || undefined } })}
        />
      </search>
      <Listed
        query={query}
        of="People"
        one="person"
        more="people"
        heads={
          administers
            ? ["Person", "Handle", "In the organisation", "In teams", ""]
            : ["Person", "Handle", "In the organisation", "In teams"]
        }
        nothing={
          q === "" ? "There is nobody here that you may see." : `Nobody whom you may see has “${q}” in their handle.`
        }
        row={(person) => (
          <tr key={person.id}>
            <th scope="row">
              <Person name={person.displayName} />
              {person.deactivatedAt && <span className={table.quiet}> deactivated</span>}
            </th>
            <td>
              <code>{person.handle}</code>
            </td>
            <td>{person.organizationRoles?.map(word).join(", ")}</td>
            <td>
              {person.memberships.map(({ team, roles }) => (
                <p key={team.slug}>
                  <Link to="/teams/$slug" params={{ slug: team.slug }}>
                    {team.name}
                  </Link>
                  : {roles.map(word).join(", ")}
                </p>
              ))}
            </td>
            {administers && (
              <td>
                <PersonActs of={person} />
              </td>
            )}
          </tr>
        )}
      />
      <Invitations />
    </Admin>
  );
};

const NewPerson = () => {
  const administers = useAdministers();
  const [handle, setHandle] = useState("");
  const [displayName, setDisplayName] = useState("");
  return (
    <ActDialog
      label="New person"
      title="New person"
      submit="Make them"
      disabled={!administers}
      ready={handle !== "" && displayName.trim() !== ""}
      send={async (idempotencyKey) => {
        const input = { handle, displayName, idempotencyKey };
        return (await ask(createUserDocument, { input })).createUser;
      }}
      said={() => `${displayName} is here. Invite them, so that they make a token of their own.`}
    >
      <Field label="Name" hint="As their signatures print it.">
        <input type="text" required value={displayName} onChange={({ target }) => setDisplayName(target.value)} />
      </Field>
      <Field label="Handle" hint="Lower-case letters, digits and dashes; it stays.">
        <input type="text" required value={handle} onChange={({ target }) => setHandle(target.value)} />
      </Field>
    </ActDialog>
  );
};
