import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ask } from "../ask.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { FilterField } from "../parts/list/FilterField.tsx";
import { Listed } from "../parts/list/Listed.tsx";
import table from "../parts/list/table.module.css";
import { Person } from "../parts/people/Person.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, word } from "../parts/word/text.ts";
import { revokeTokenDocument } from "../settings/settings.queries.ts";
import { useViewer } from "../shell/viewer.ts";
import { Admin } from "./Admin.tsx";
import { allTokensQuery } from "./tokens.queries.ts";

/** What can act as whom, and who had a hand in it. */
export const AdminTokens = () => {
  const { q = "" } = useSearch({ from: "/shell/admin/tokens" });
  const navigate = useNavigate({ from: "/admin/tokens" });
  const { scopes } = useViewer();
  return (
    <Admin
      title="Tokens"
      lead="Every token that is good now: whose it is, what it may be used for, and who had a hand in it."
      who="Administrators and auditors see everybody’s tokens; you see your own, and those of the service accounts of teams that you own."
    >
      <search>
        <FilterField
          label="Filter tokens"
          placeholder="Handle of the bearer"
          hint="It finds the tokens of whoever has this handle."
          filter={q}
          onFilter={(filter) => void navigate({ search: { q: filter || undefined } })}
        />
      </search>
      <Listed
        query={useInfiniteQuery(allTokensQuery(q))}
        of="Tokens"
        one="token"
        heads={["Bearer", "Token", "Scopes", "Made by", "Last used", "Ends", ""]}
        nothing="No token that is good now, and that you may see."
        row={(token) => (
          <tr key={token.id}>
            <th scope="row">
              <Person name={token.principal.displayName} handle={token.principal.handle} />
            </th>
            <td>
              {token.name}
              <p className={table.quiet}>
                <code>{token.hint}</code>
              </p>
            </td>
            <td>
              {token.scopes.map(word).join(", ")}
              {token.modelIds && `; ${count(token.modelIds.length, "model")} only`}
            </td>
            <td>
              {token.mintedBy.length === 0
                ? "the bearer alone"
                : token.mintedBy.map(({ displayName }) => displayName).join(", ")}
              {token.invitedBy && <p className={table.quiet}>invited by {token.invitedBy.displayName}</p>}
            </td>
            <td>{token.lastUsedAt ? <Time at={token.lastUsedAt} relative /> : "never"}</td>
            <td>
              <Time at={token.expiresAt} relative />
            </td>
            <td>{scopes.includes("ADMIN") && <Revoke id={token.id} name={token.name} hint={token.hint} />}</td>
          </tr>
        )}
      />
    </Admin>
  );
};

const Revoke = ({ id, name, hint }: { id: string; name: string; hint: string }) => (
  <ActDialog
    label="Revoke"
    about={name}
    title={`Revoke ${name}`}
    submit="Revoke it"
    danger
    send={async (idempotencyKey) =>
      (await ask(revokeTokenDocument, { input: { apiTokenId: id, idempotencyKey } })).revokeApiToken
    }
    said={() => `Revoked: ${name}.`}
  >
    <p>
      Whatever shows <code>{hint}…</code> is nobody from then on, and so are sessions that were opened with it. It
      cannot be undone.
    </p>
  </ActDialog>
);
