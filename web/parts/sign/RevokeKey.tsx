import { useState } from "react";
import { ask } from "../../ask.ts";
import { ActDialog } from "../form/ActDialog.tsx";
import { Field } from "../form/Field.tsx";
import { revokeKeyDocument } from "./sign.queries.ts";

/** Ends a key, once one has read what that means. */
export const RevokeKey = ({ id, name }: { id: string; name: string }) => {
  const [reason, setReason] = useState("");
  return (
    <ActDialog
      label="Revoke"
      about={name}
      title={`Revoke the key ${name}`}
      submit="Revoke it"
      danger
      ready={reason.trim() !== ""}
      send={async (idempotencyKey) =>
        (await ask(revokeKeyDocument, { input: { signingKeyId: id, reason, idempotencyKey } })).revokeSigningKey
      }
      said={() => `Revoked: ${name}.`}
    >
      <p>Nothing more is signed with it, and it cannot be registered again. What it has signed stands.</p>
      <Field label="Reason">
        <input
          type="text"
          required
          maxLength={2_000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Field>
    </ActDialog>
  );
};
