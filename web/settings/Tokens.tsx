import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../ask.ts";
import { Button } from "../parts/form/Button.tsx";
import { Dialog } from "../parts/form/Dialog.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, word } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import { announce } from "../shell/status.ts";
import { useViewer } from "../shell/viewer.ts";
import { NewToken } from "./NewToken.tsx";
import { Settings } from "./Settings.tsx";
import { revokeTokenDocument, type Token, tokensQuery } from "./settings.queries.ts";

/** What can act as me. */
export const Tokens = () => {
  const { principal, scopes } = useViewer();
  const query = useInfiniteQuery(tokensQuery(principal.handle));
  const tokens = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const manages = scopes.includes("ADMIN");
  return (
    <Settings title="Tokens" lead="What can act as you: programs show one, and do what you may, within its scopes.">
      <NewToken manages={manages} />
      <Region title="Good now" flush>
        {query.data === undefined && (query.isError ? null : <Skeleton lines={4} />)}
        {query.data === undefined && query.isError && (
          <Problem error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data && tokens.length === 0 && <Nothing>You have no API token that is good now.</Nothing>}
        {tokens.length > 0 && <Table of={tokens} manages={manages} />}
      </Region>
      {query.data && <MoreRows query={query} shown={count(tokens.length, "token")} />}
    </Settings>
  );
};

const Table = ({ of, manages }: { of: readonly Token[]; manages: boolean }) => (
  <ScrollFrame of="Tokens">
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Begins</th>
          <th scope="col">Scopes</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">Ends</th>
          <th scope="col">
            <Unseen>Revoke</Unseen>
          </th>
        </tr>
      </thead>
      <tbody>
        {of.map((token) => (
          <tr key={token.id}>
            <th scope="row">{token.name}</th>
            <td>
              <code>{token.hint}</code>
            </td>
            <td>
              {token.scopes.map(word).join(", ")}
              {token.modelIds && `; ${count(token.modelIds.length, "model")} only`}
            </td>
            <td>
              <Time at={token.createdAt} relative />
            </td>
            <td>{token.lastUsedAt ? <Time at={token.lastUsedAt} relative /> : "never"}</td>
            <td>
              <Time at={token.expiresAt} relative />
            </td>
            <td>{manages && <Revoke of={token} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollFrame>
);

/** Ends a token, once one has read what that means. */
const Revoke = ({ of }: { of: Token }) => {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: async () => (await ask(revokeTokenDocument, { input: { apiTokenId: of.id } })).revokeApiToken,
    onSuccess: async ({ userErrors }) => {
      if (userErrors.length > 0) return;
      setAsking(false);
      announce(`Revoked: ${of.name}.`);
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        Revoke<Unseen> {of.name}</Unseen>
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={`Revoke ${of.name}`}>
        <div className={form.form}>
          <p>
            Whatever shows <code>{of.hint}…</code> is nobody from then on, and so are sessions that were opened with it,
            this one too if it was. It cannot be undone.
          </p>
          <Refusal error={revoke.error} userErrors={revoke.data?.userErrors} />
          <div className={form.actions}>
            <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
              Revoke it
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
};
