import { Link } from "@tanstack/react-router";
import { Field } from "../form/Field.tsx";
import form from "../form/form.module.css";
import { Problem } from "../page/Problem.tsx";
import { keyKind } from "../word/key-kind.ts";
import type { Signing } from "./use-signing.ts";

const wants = {
  NONE: "",
  OWN_KEY: "A policy wants it signed with a key of your own.",
  USER_VERIFIED: "A policy wants it signed with a passkey or security key that verifies you by PIN, finger or face.",
} as const;

/** With which key a decision is signed; nothing where none is wanted and the viewer has none. */
export const KeyChoice = ({ of: { wanted, query, keys, chosen, pick, lacks } }: { of: Signing }) => {
  if (query.isLoadingError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (lacks)
    return (
      <p className={form.note}>
        {wants[wanted]} You have none that an administrator has confirmed: <Link to="/settings/keys">register one</Link>
        .
      </p>
    );
  if (keys.length === 0) return null;
  return (
    <Field label="Sign with" hint={wants[wanted]}>
      <select value={chosen} onChange={({ target }) => pick(target.value)}>
        {wanted === "NONE" && <option value="">your sign-in alone</option>}
        {keys.map(({ id, name, kind }) => (
          <option key={id} value={id}>
            {name} ({keyKind(kind)})
          </option>
        ))}
      </select>
    </Field>
  );
};
