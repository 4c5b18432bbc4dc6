import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "../ask.ts";
import type { TokenScope } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { useFormKey } from "../parts/form/form-key.ts";
import { inDays } from "../parts/form/in-days.ts";
import { Refusal } from "../parts/form/Refusal.tsx";
import empty from "../parts/list/Empty.module.css";
import { Region } from "../parts/page/Region.tsx";
import { CopyButton } from "../parts/word/Digest.tsx";
import { word } from "../parts/word/text.ts";
import { useViewer } from "../shell/viewer.ts";
import styles from "./Settings.module.css";
import { createTokenDocument } from "./settings.queries.ts";

const spans = [7, 30, 90, 365] as const;

/** Makes a token of one's own; its secret shows once. */
export const NewToken = ({ manages }: { manages: boolean }) => {
  const { scopes } = useViewer();
  const [name, setName] = useState("");
  const [days, setDays] = useState<number>(30);
  const [chosen, setChosen] = useState<readonly TokenScope[]>(
    scopes.filter((each) => each !== "ADMIN" && each !== "APPROVE"),
  );
  const key = useFormKey();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: async () => {
      const expiresAt = inDays(days);
      const input = { name, expiresAt, scopes: [...chosen], idempotencyKey: key() };
      return (await ask(createTokenDocument, { input })).createApiToken;
    },
    onSuccess: async ({ userErrors }) => {
      key.renew();
      if (userErrors.length > 0) return;
      setName("");
      await queries.invalidateQueries({ queryKey: ["tokens"] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!create.isPending && manages) create.mutate();
  };
  return (
    <Region title="New token">
      <form className={form.form} onSubmit={submit}>
        <div className={form.line}>
          <Field label="What it is for">
            <input
              type="text"
              required
              maxLength={256}
              value={name}
              disabled={!manages}
              onChange={({ target }) => setName(target.value)}
            />
          </Field>
          <Field label="Good for">
            <select value={days} disabled={!manages} onChange={({ target }) => setDays(Number(target.value))}>
              {spans.map((span) => (
                <option key={span} value={span}>
                  {span} days
                </option>
              ))}
            </select>
          </Field>
        </div>
        <fieldset className={form.ticks}>
          <legend>Scopes</legend>
          {scopes.map((scope) => (
            <label key={scope}>
              <input
                type="checkbox"
                checked={chosen.includes(scope)}
                disabled={!manages}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))
                }
              />
              {word(scope)}
            </label>
          ))}
        </fieldset>
        <Refusal error={create.error} userErrors={create.data?.userErrors} />
        <div className={form.actions}>
          {!manages && (
            <span className={form.note}>
              Making and ending tokens takes the scope admin, which what you signed in with lacks: sign in with one that
              has it.
            </span>
          )}
          <Button type="submit" look="primary" disabled={!manages || chosen.length === 0} busy={create.isPending}>
            Make it
          </Button>
        </div>
      </form>
      {create.data?.secret && <Made name={create.data.apiToken?.name ?? ""} secret={create.data.secret} />}
    </Region>
  );
};

/** The secret, here and now only, as shells take it. */
const Made = ({ name, secret }: { name: string; secret: string }) => {
  const base = new URL(".", document.baseURI).href.replace(/\/$/, "");
  const block = `export MLFLOW_TRACKING_URI=${base}
export MLFLOW_TRACKING_TOKEN=${secret}
curl -H "Authorization: Bearer $MLFLOW_TRACKING_TOKEN" "$MLFLOW_TRACKING_URI/resolve?uri=models:/<name>/Production"`;
  return (
    <section aria-label={`The new token ${name}`} role="status">
      <p className={styles.once}>{name}: copy it now. It is shown this once, and kept by nobody.</p>
      <div className={empty.snippet}>
        <pre>{block}</pre>
        <CopyButton text={block} what="token, with its environment" />
      </div>
    </section>
  );
};
