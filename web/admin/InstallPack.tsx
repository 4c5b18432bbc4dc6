import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../ask.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { word } from "../parts/word/text.ts";
import { useViewer } from "../shell/viewer.ts";
import { type Covers, CoversFields, isWhole, notCovered, scopeOf } from "./CoversFields.tsx";
import { installPackDocument, type PackFacts } from "./packs.queries.ts";
import { teamSlugsQuery } from "./policies.queries.ts";

/** Installs a pack: says what it would make, and asks for what it covers and who its teams are. */
export const InstallPack = ({ of }: { of: PackFacts }) => {
  const { scopes } = useViewer();
  const [covers, setCovers] = useState<Covers>({ what: "team", name: "" });
  const [teams, setTeams] = useState<Readonly<Record<string, string>>>({});
  const { data: known = [] } = useQuery(teamSlugsQuery);
  const ready = isWhole(covers) && of.teams.every((name) => teams[name] !== undefined);
  const send = async (idempotencyKey: string) => {
    const scope = await scopeOf(covers);
    if (scope === null) return { approvalPolicies: [], userErrors: notCovered(covers) };
    const named = of.teams.map((name) => ({ name, teamId: teams[name] ?? "" }));
    const input = { packId: of.id, packVersion: of.version, scope, teams: named, idempotencyKey };
    return (await ask(installPackDocument, { input })).installPolicyPack;
  };
  return (
    <ActDialog
      label="Install"
      about={`${of.id} version ${of.version}`}
      title={`Install ${of.id} version ${of.version}`}
      submit="Install it"
      disabled={!scopes.includes("ADMIN")}
      ready={ready}
      send={send}
      said={() => `Installed: ${of.id} version ${of.version}.`}
    >
      <Makes of={of} />
      <CoversFields of={covers} onChange={setCovers} />
      {of.teams.map((name) => (
        <Field key={name} label={`Its team “${name}” is`}>
          <select
            required
            value={teams[name] ?? ""}
            onChange={({ target }) => setTeams({ ...teams, [name]: target.value })}
          >
            <option value="" disabled>
              choose one
            </option>
            {known.map((team) => (
              <option key={team.id} value={team.id}>
                {team.name}
              </option>
            ))}
          </select>
        </Field>
      ))}
    </ActDialog>
  );
};

const Makes = ({ of }: { of: PackFacts }) => (
  <div className={form.note}>
    <p>It makes, all or none:</p>
    <ul>
      {of.policies.map((name) => (
        <li key={name}>the policy “{name}”</li>
      ))}
      {of.documents.map(({ kind }) => (
        <li key={kind}>the fields that a {word(kind)} must have</li>
      ))}
    </ul>
    <p>They are ordinary: changed and retired one by one. Open requests that they cover become void.</p>
  </div>
);
