import { useState } from "react";
import { ask } from "../ask.ts";
import type { TokenScope } from "../gql/graphql.ts";
import { Ticks } from "../parts/chart/Ticks.tsx";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import { inDays } from "../parts/form/in-days.ts";
import { ShownOnce } from "../parts/form/ShownOnce.tsx";
import { createTokenDocument } from "../settings/settings.queries.ts";
import { useViewer } from "../shell/viewer.ts";

const MOST_DAYS = 365;

interface Props {
  readonly of: { readonly id: string; readonly displayName: string };
}

/** Makes a token for a program; it shows once. */
export const MintToken = ({ of }: Props) => {
  const { scopes } = useViewer();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [chosen, setChosen] = useState<readonly TokenScope[]>(["READ"]);
  const send = async (idempotencyKey: string) => {
    const expiresAt = inDays(Number(days));
    const input = { principalId: of.id, name, expiresAt, scopes: [...chosen], idempotencyKey };
    return (await ask(createTokenDocument, { input })).createApiToken;
  };
  return (
    <ActDialog
      label="New token"
      about={`for ${of.displayName}`}
      title={`New token for ${of.displayName}`}
      submit="Make it"
      ready={name.trim() !== "" && Number(days) >= 1 && chosen.length > 0}
      send={send}
      said={() => `Made a token for ${of.displayName}.`}
      once={({ secret }) => (
        <ShownOnce what="token" text={secret ?? ""} note="Your name stands on it as who made it." />
      )}
    >
      <Field label="What it is for">
        <input type="text" required maxLength={256} value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
      <Field label="Days that it is good for">
        <input
          type="number"
          required
          min={1}
          max={MOST_DAYS}
          value={days}
          onChange={({ target }) => setDays(target.value)}
        />
      </Field>
      <Ticks legend="Scopes" of={scopes} chosen={chosen} onChoose={setChosen} />
    </ActDialog>
  );
};
