import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { Button } from "../parts/form/Button.tsx";
import { useFormKey } from "../parts/form/form-key.ts";
import { Refusal } from "../parts/form/Refusal.tsx";
import { conclude } from "../shell/status.ts";
import { useViewer } from "../shell/viewer.ts";
import type { RequestFacts } from "./Request.tsx";
import { withdrawDocument } from "./request.queries.ts";

/** For whoever asked: takes the request back. */
export const Withdraw = ({ of }: { of: RequestFacts }) => {
  const { principal } = useViewer();
  const queries = useQueryClient();
  const key = useFormKey();
  const withdraw = useMutation({
    mutationFn: async (_pressed: HTMLElement) => {
      const input = { transitionRequestId: of.id, idempotencyKey: key() };
      return (await ask(withdrawDocument, { input })).withdrawTransition;
    },
    onSuccess: async ({ userErrors }, pressed) => {
      if (userErrors.length > 0) key.renew();
      else conclude("Taken back.", pressed);
      await queries.invalidateQueries();
    },
  });
  if (principal.id !== of.requestedBy.id) return null;
  return (
    <>
      <Refusal error={withdraw.error} userErrors={withdraw.data?.userErrors} />
      <Button busy={withdraw.isPending} onClick={({ currentTarget }) => withdraw.mutate(currentTarget)}>
        Take the request back
      </Button>
    </>
  );
};
