import { useState } from "react";
import { ask } from "../ask.ts";
import type { RiskTier as Tier } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { Region } from "../parts/page/Region.tsx";
import { useManages } from "../parts/people/manages.ts";
import { TierChip } from "../parts/word/Chip.tsx";
import { Word, word } from "../parts/word/text.ts";
import type { ModelFacts } from "./model-facts.ts";

const setRiskTierDocument = graphql(`
  mutation SetRiskTier($input: SetRiskTierInput!) {
    setRiskTier(input: $input) {
      registeredModel { id riskTier }
      userErrors { code message path }
    }
  }
`);

const tiers: readonly Tier[] = ["HIGH", "MEDIUM", "LOW"];

/** How much harm the model could do, by which policies apply; its team's owners say so. */
export const RiskTier = ({ of }: { of: ModelFacts }) => {
  const manages = useManages(of.team.slug);
  const [tier, setTier] = useState<Tier>(of.riskTier ?? "HIGH");
  const [rationale, setRationale] = useState("");
  return (
    <Region title="Risk tier">
      <div className={form.form}>
        <p>
          <TierChip of={of.riskTier} known />
        </p>
        <div>
          <ActDialog
            label="Classify"
            about={of.name}
            title={`Risk tier of ${of.name}`}
            submit="Set the tier"
            disabled={!manages}
            ready={rationale.trim() !== ""}
            send={async (idempotencyKey) => {
              const input = { registeredModelId: of.id, tier, rationale, idempotencyKey };
              return (await ask(setRiskTierDocument, { input })).setRiskTier;
            }}
            said={() => `${of.name} is of ${word(tier)} risk.`}
          >
            <Field
              label="Tier"
              hint="Only an administrator lowers it. Open requests to which other policies apply then are void."
            >
              <select value={tier} onChange={({ target }) => setTier(target.value as Tier)}>
                {tiers.map((each) => (
                  <option key={each} value={each}>
                    {Word(each)}
                  </option>
                ))}
              </select>
            </Field>
            <Field label="Rationale">
              <textarea
                required
                rows={3}
                maxLength={2_000}
                value={rationale}
                onChange={({ target }) => setRationale(target.value)}
              />
            </Field>
          </ActDialog>
        </div>
        {!manages && (
          <p className={form.note}>
            Owners of {of.team.name} and administrators classify it, with a token of the scope admin.
          </p>
        )}
      </div>
    </Region>
  );
};
