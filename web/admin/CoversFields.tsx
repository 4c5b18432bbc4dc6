import { ask } from "../ask.ts";
import type { ApprovalPolicyScopeInput } from "../gql/graphql.ts";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { coveredDocument } from "./policies.queries.ts";

const kinds = { organization: "Every model", team: "The models of a team", model: "One model" } as const;

/** What a policy covers, as one types it: a team by its slug, a model by its name. */
export interface Covers {
  readonly what: keyof typeof kinds;
  readonly name: string;
}

interface Props {
  readonly of: Covers;
  readonly onChange: (of: Covers) => void;
}

export const CoversFields = ({ of, onChange }: Props) => (
  <div className={form.line}>
    <Field label="Covers">
      <select value={of.what} onChange={({ target }) => onChange({ ...of, what: target.value as Covers["what"] })}>
        {Object.entries(kinds).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
    {of.what !== "organization" && (
      <Field label={of.what === "team" ? "Slug of the team" : "Name of the model"}>
        <input
          type="text"
          required
          value={of.name}
          onChange={({ target }) => onChange({ ...of, name: target.value })}
        />
      </Field>
    )}
  </div>
);

export const isWhole = ({ what, name }: Covers): boolean => what === "organization" || name !== "";

/** What it covers, by id; null where there is no such thing. */
export const scopeOf = async ({ what, name }: Covers): Promise<ApprovalPolicyScopeInput | null> => {
  if (what === "organization") return { organization: true };
  const variables = { model: name, team: name, forModel: what === "model", forTeam: what === "team" };
  const { registeredModel, team } = await ask(coveredDocument, variables);
  if (registeredModel) return { registeredModelId: registeredModel.id };
  return team ? { teamId: team.id } : null;
};

/** Why a form was refused whose team or model is not there, as the service words it. */
export const notCovered = ({ what, name }: Covers) => [
  { code: "NOT_FOUND", message: `There is no ${what} “${name}” that you may see.` },
];
