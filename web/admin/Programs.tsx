import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../ask.ts";
import type { TeamRole } from "../gql/graphql.ts";
import { Ticks } from "../parts/chart/Ticks.tsx";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import type { Answered } from "../parts/form/use-act.ts";
import { Listed } from "../parts/list/Listed.tsx";
import styles from "../parts/list/Pages.module.css";
import table from "../parts/list/table.module.css";
import { useManages } from "../parts/people/manages.ts";
import { teamRoles } from "../parts/people/roles.ts";
import { word } from "../parts/word/text.ts";
import { useViewer } from "../shell/viewer.ts";
import { Admin } from "./Admin.tsx";
import { MintToken } from "./MintToken.tsx";
import { type Listed as Program, peopleQuery } from "./people.queries.ts";
import { createProgramDocument, endProgramDocument, teamIdDocument } from "./programs.queries.ts";

/** Programs that act by themselves, each owned by a team. */
export const Programs = () => (
  <Admin
    title="Service accounts"
    lead="Programs that act by themselves. Each belongs to a team, and its tokens are made by the team’s owners."
    actions={<NewProgram />}
    who="A team’s owners and administrators make and end its service accounts, with a token of the scope admin."
  >
    <Listed
      query={useInfiniteQuery(peopleQuery("SERVICE_ACCOUNT", ""))}
      of="Service accounts"
      one="service account"
      heads={["Service account", "Handle", "Team", "Roles", ""]}
      nothing="There is no service account that you may see."
      row={(program) => <Row key={program.id} of={program} />}
    />
  </Admin>
);

const Row = ({ of }: { of: Program }) => {
  const manages = useManages(of.team?.slug ?? "");
  return (
    <tr>
      <th scope="row">
        {of.displayName}
        {of.deactivatedAt && <span className={table.quiet}> ended</span>}
      </th>
      <td>
        <code>{of.handle}</code>
      </td>
      <td>
        {of.team && (
          <Link to="/teams/$slug" params={{ slug: of.team.slug }}>
            {of.team.name}
          </Link>
        )}
      </td>
      <td>
        {of.memberships.map(({ team, roles }) => (
          <p key={team.slug}>
            {team.name}: {roles.map(word).join(", ")}
          </p>
        ))}
      </td>
      <td>
        {manages && of.deactivatedAt === null && (
          <div className={styles.acts}>
            <MintToken of={of} />
            <End of={of} />
          </div>
        )}
      </td>
    </tr>
  );
};

const NewProgram = () => {
  const { teams, scopes } = useViewer();
  const [displayName, setDisplayName] = useState("");
  const [handle, setHandle] = useState("");
  const [slug, setSlug] = useState(teams.find(({ roles }) => roles.includes("OWNER"))?.team.slug ?? "");
  const [roles, setRoles] = useState<readonly TeamRole[]>(["CONTRIBUTOR"]);
  const send = async (idempotencyKey: string): Promise<Answered> => {
    const { team } = await ask(teamIdDocument, { slug });
    if (team === null) return { userErrors: [{ code: "NOT_FOUND", message: `No team has the slug “${slug}”.` }] };
    const input = { teamId: team.id, handle, displayName, roles: [...roles], idempotencyKey };
    return (await ask(createProgramDocument, { input })).createServiceAccount;
  };
  return (
    <ActDialog
      label="New service account"
      title="New service account"
      submit="Make it"
      disabled={!scopes.includes("ADMIN")}
      ready={displayName.trim() !== "" && handle !== "" && slug !== ""}
      send={send}
      said={() => `Made: ${displayName}. It does nothing before it has a token.`}
    >
      <div className={form.line}>
        <Field label="Name">
          <input type="text" required value={displayName} onChange={({ target }) => setDisplayName(target.value)} />
        </Field>
        <Field label="Handle">
          <input type="text" required value={handle} onChange={({ target }) => setHandle(target.value)} />
        </Field>
      </div>
      <Field label="Team" hint="The slug of the team that owns it.">
        <input type="text" required value={slug} onChange={({ target }) => setSlug(target.value)} />
      </Field>
      <Ticks legend="Roles there" of={teamRoles} chosen={roles} onChoose={setRoles} />
    </ActDialog>
  );
};

const End = ({ of }: { of: Program }) => (
  <ActDialog
    label="End"
    about={of.displayName}
    title={`End ${of.displayName}`}
    submit="End it for good"
    danger
    send={async (idempotencyKey) =>
      (await ask(endProgramDocument, { input: { principalId: of.id, idempotencyKey } })).deactivateServiceAccount
    }
    said={() => `Ended: ${of.displayName}.`}
  >
    <p>Its tokens end at once, and it cannot be let in again.</p>
  </ActDialog>
);
