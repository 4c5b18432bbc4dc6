import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../ask.ts";
import type { AdminTeamsQuery, TeamRole } from "../gql/graphql.ts";
import { Ticks } from "../parts/chart/Ticks.tsx";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import { Listed } from "../parts/list/Listed.tsx";
import styles from "../parts/list/Pages.module.css";
import table from "../parts/list/table.module.css";
import { useManages } from "../parts/people/manages.ts";
import { teamRoles } from "../parts/people/roles.ts";
import { word } from "../parts/word/text.ts";
import { Admin } from "./Admin.tsx";
import { linkGroupDocument, teamsQuery, unlinkGroupDocument } from "./teams.queries.ts";

type Team = AdminTeamsQuery["teams"]["nodes"][number];

/** Which groups of the identity provider give which roles. */
export const Groups = () => {
  const query = useInfiniteQuery(teamsQuery);
  return (
    <Admin
      title="Groups"
      lead="Groups of the identity provider give roles in teams to whoever’s token shows them."
      who="A team’s owners and administrators see its groups, and link them, with a token of the scope admin."
    >
      <Listed
        query={query}
        of="Groups by team"
        one="team"
        heads={["Team", "Groups", ""]}
        nothing="There is no team yet."
        row={(team) => <Row key={team.id} of={team} />}
      />
    </Admin>
  );
};

const Row = ({ of }: { of: Team }) => {
  const manages = useManages(of.slug);
  return (
    <tr>
      <th scope="row">
        <Link to="/teams/$slug" params={{ slug: of.slug }}>
          {of.name}
        </Link>
      </th>
      <td>
        {of.groups.length === 0 && <span className={table.quiet}>none that you may see</span>}
        {of.groups.map(({ group, roles }) => (
          <p key={group}>
            <code>{group}</code> gives {roles.map(word).join(", ")}
          </p>
        ))}
      </td>
      <td>
        {manages && (
          <div className={styles.acts}>
            <LinkGroup of={of} />
            {of.groups.map(({ group }) => (
              <Unlink key={group} of={of} group={group} />
            ))}
          </div>
        )}
      </td>
    </tr>
  );
};

const LinkGroup = ({ of }: { of: Team }) => {
  const [group, setGroup] = useState("");
  const [roles, setRoles] = useState<readonly TeamRole[]>(["CONTRIBUTOR"]);
  return (
    <ActDialog
      label="Link a group"
      about={`to ${of.name}`}
      title={`Link a group to ${of.name}`}
      submit="Link it"
      ready={group !== "" && roles.length > 0}
      send={async (idempotencyKey) => {
        const input = { teamId: of.id, group, roles: [...roles], idempotencyKey };
        return (await ask(linkGroupDocument, { input })).linkTeamGroup;
      }}
      said={() => `${group} gives ${roles.map(word).join(", ")} in ${of.name}.`}
    >
      <Field label="Group" hint="As the identity provider’s tokens name it. Linked again, its roles are replaced.">
        <input type="text" required maxLength={256} value={group} onChange={({ target }) => setGroup(target.value)} />
      </Field>
      <Ticks legend="Roles" of={teamRoles} chosen={roles} onChoose={setRoles} />
    </ActDialog>
  );
};

const Unlink = ({ of, group }: { of: Team; group: string }) => (
  <ActDialog
    label="Unlink"
    about={`${group} from ${of.name}`}
    title={`Unlink ${group} from ${of.name}`}
    submit="Take its roles"
    danger
    send={async (idempotencyKey) => {
      const input = { teamId: of.id, group, idempotencyKey };
      return (await ask(unlinkGroupDocument, { input })).unlinkTeamGroup;
    }}
    said={() => `${group} gives no roles in ${of.name} any more.`}
  >
    <p>Whoever had roles in {of.name} by this group alone loses them.</p>
  </ActDialog>
);
