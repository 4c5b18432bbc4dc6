import { useState } from "react";
import { ask } from "../ask.ts";
import type { TeamRole } from "../gql/graphql.ts";
import { Ticks } from "../parts/chart/Ticks.tsx";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import pages from "../parts/list/Pages.module.css";
import { Table } from "../parts/list/Table.tsx";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { useManages } from "../parts/people/manages.ts";
import { Person } from "../parts/people/Person.tsx";
import { withPrincipal } from "../parts/people/people.queries.ts";
import { teamRoles } from "../parts/people/roles.ts";
import { word } from "../parts/word/text.ts";
import styles from "./Team.module.css";
import {
  addMemberDocument,
  changeRolesDocument,
  type Member,
  removeMemberDocument,
  type TeamFacts,
} from "./team.queries.ts";

/** Who is in the team, as what; its owners and administrators change that here. */
export const Members = ({ of }: { of: TeamFacts }) => {
  const manages = useManages(of.slug);
  const { nodes, pageInfo } = of.members;
  const shown = pageInfo.hasNextPage ? `the first ${nodes.length}` : nodes.length;
  return (
    <Region title="Members" count={shown} flush actions={manages && <AddMember of={of} />}>
      {nodes.length === 0 ? (
        <Nothing>Its members show to its own, to administrators and to auditors; or it has none.</Nothing>
      ) : (
        <Table of="Members" heads={manages ? ["Member", "Roles", ""] : ["Member", "Roles"]}>
          {nodes.map((member) => (
            <tr key={member.principal.id}>
              <th scope="row">
                <Person name={member.principal.displayName} handle={member.principal.handle} />
              </th>
              <td>
                {member.roles.map(word).join(", ")}
                {member.principal.deactivatedAt && <span className={styles.quiet}> (deactivated)</span>}
              </td>
              {manages && (
                <td>
                  <div className={pages.acts}>
                    <ChangeRoles of={of} member={member} />
                    <Remove of={of} member={member} />
                  </div>
                </td>
              )}
            </tr>
          ))}
        </Table>
      )}
    </Region>
  );
};

const AddMember = ({ of }: { of: TeamFacts }) => {
  const [handle, setHandle] = useState("");
  const [roles, setRoles] = useState<readonly TeamRole[]>(["CONTRIBUTOR"]);
  const send = (idempotencyKey: string) =>
    withPrincipal(handle, async (principalId) => {
      const input = { teamId: of.id, principalId, roles: [...roles], idempotencyKey };
      return (await ask(addMemberDocument, { input })).addTeamMember;
    });
  return (
    <ActDialog
      label="Add a member"
      title={`Add a member to ${of.name}`}
      submit="Give the roles"
      ready={handle.trim() !== "" && roles.length > 0}
      send={send}
      said={() => `@${handle.trim().replace(/^@/, "")} is ${roles.map(word).join(", ")} of ${of.name}.`}
    >
      <Field label="Handle" hint="Of a person or a service account: ana.">
        <input type="text" required value={handle} onChange={({ target }) => setHandle(target.value)} />
      </Field>
      <Ticks legend="Roles" of={teamRoles} chosen={roles} onChoose={setRoles} />
    </ActDialog>
  );
};

const ChangeRoles = ({ of, member }: { of: TeamFacts; member: Member }) => {
  const [roles, setRoles] = useState<readonly TeamRole[]>(member.roles);
  const { id: principalId, displayName } = member.principal;
  return (
    <ActDialog
      label="Roles"
      about={`of ${displayName}`}
      title={`Roles of ${displayName} in ${of.name}`}
      submit="Make them exactly these"
      ready={roles.length > 0}
      send={async (idempotencyKey) => {
        const input = { teamId: of.id, principalId, roles: [...roles], idempotencyKey };
        return (await ask(changeRolesDocument, { input })).changeTeamMemberRoles;
      }}
      said={() => `${displayName} is ${roles.map(word).join(", ")} of ${of.name}.`}
    >
      <Ticks legend="Roles" of={teamRoles} chosen={roles} onChoose={setRoles} />
    </ActDialog>
  );
};

const Remove = ({ of, member }: { of: TeamFacts; member: Member }) => {
  const { id: principalId, displayName } = member.principal;
  return (
    <ActDialog
      label="Remove"
      about={displayName}
      title={`Remove ${displayName} from ${of.name}`}
      submit="Take all roles"
      danger
      send={async (idempotencyKey) => {
        const input = { teamId: of.id, principalId, idempotencyKey };
        return (await ask(removeMemberDocument, { input })).removeTeamMember;
      }}
      said={() => `${displayName} is no member of ${of.name} any more.`}
    >
      <p>What they signed stays. Places that they fill in open requests are theirs no longer.</p>
    </ActDialog>
  );
};
