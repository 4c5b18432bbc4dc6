import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ask } from "../ask.ts";
import type { SigningKeysQuery } from "../gql/graphql.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Choice } from "../parts/form/Choice.tsx";
import { Listed } from "../parts/list/Listed.tsx";
import { useAdministers } from "../parts/people/manages.ts";
import { Person } from "../parts/people/Person.tsx";
import { Fingerprint, KeyState } from "../parts/sign/KeyState.tsx";
import { RevokeKey } from "../parts/sign/RevokeKey.tsx";
import { Time } from "../parts/word/Time.tsx";
import { useViewer } from "../shell/viewer.ts";
import { Admin } from "./Admin.tsx";
import { confirmKeyDocument, signingKeysQuery } from "./keys.queries.ts";

type Key = SigningKeysQuery["signingKeys"]["nodes"][number];

const which = { waiting: "To confirm", all: "All" } as const;

/** With what people sign, and who says whose it is. */
export const SigningKeys = () => {
  const { show } = useSearch({ from: "/shell/admin/keys" });
  const navigate = useNavigate({ from: "/admin/keys" });
  const all = show === "all";
  return (
    <Admin
      title="Signing keys"
      lead="With what people sign decisions. A key signs once somebody who has no hand in it says whose it is."
      who="Administrators confirm keys, and auditors see all of them; you see your own."
    >
      <div>
        <Choice
          label="Which keys"
          of={which}
          chosen={all ? "all" : "waiting"}
          onChoose={(value) => void navigate({ search: { show: value === "all" ? "all" : undefined } })}
        />
      </div>
      <Listed
        query={useInfiniteQuery(signingKeysQuery(all))}
        of="Signing keys"
        one="key"
        heads={["Owner", "Key", "Fingerprint", "Registered", "State", ""]}
        nothing={all ? "No signing key that you may see." : "No key waits to be confirmed."}
        row={(key) => (
          <tr key={key.id}>
            <th scope="row">
              <Person name={key.owner.displayName} handle={key.owner.handle} />
            </th>
            <td>{key.name}</td>
            <td>
              <Fingerprint of={key} />
            </td>
            <td>
              <Time at={key.registeredAt} relative />
            </td>
            <td>
              <KeyState of={key} />
            </td>
            <td>
              <Acts of={key} />
            </td>
          </tr>
        )}
      />
    </Admin>
  );
};

const Acts = ({ of }: { of: Key }) => {
  const { principal } = useViewer();
  if (!useAdministers() || of.revokedAt !== null) return null;
  return (
    <>
      {of.confirmedAt === null &&
        (of.owner.id === principal.id ? <p>Yours: another administrator confirms it.</p> : <Confirm of={of} />)}
      <RevokeKey id={of.id} name={of.name} />
    </>
  );
};

/** Says whose a key is, once its fingerprint was compared. */
const Confirm = ({ of: { id, name, fingerprint, owner } }: { of: Key }) => (
  <ActDialog
    label="Confirm"
    about={`${name} of ${owner.displayName}`}
    title={`Confirm a key of ${owner.displayName}`}
    submit={`It is ${owner.displayName}’s`}
    send={async (idempotencyKey) =>
      (await ask(confirmKeyDocument, { input: { signingKeyId: id, idempotencyKey } })).confirmSigningKey
    }
    said={() => `Confirmed: ${name} of ${owner.displayName}.`}
  >
    <p>
      Ask {owner.displayName} for the key’s fingerprint by another way than this page, and compare: they read it in
      their settings, or by <code>ssh-keygen -l</code>.
    </p>
    <p>
      <code>{fingerprint}</code>
    </p>
    <p>From then on the key signs decisions as {owner.displayName}, and the log says that you said so.</p>
  </ActDialog>
);
