import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useFormKey } from "./form-key.ts";

/** What every mutation answers beside its own: why it was refused. */
export interface Answered {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/**
 * One governed act: sent once however often one clicks, told only once it is committed, and then everything is read anew.
 * An answer that was lost is asked for again under the same key.
 */
export const useAct = <Payload extends Answered>(
  send: (idempotencyKey: string) => Promise<Payload>,
  onDone: (payload: Payload) => void,
) => {
  const key = useFormKey();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => send(key()),
    onSuccess: async (payload) => {
      key.renew();
      if (payload.userErrors.length === 0) onDone(payload);
      await queries.invalidateQueries();
    },
  });
  return {
    pending: act.isPending,
    payload: act.data,
    error: act.error,
    userErrors: act.data?.userErrors ?? [],
    forget: act.reset,
    send: (): void => {
      if (!act.isPending) act.mutate();
    },
  };
};

export type Act<Payload extends Answered> = ReturnType<typeof useAct<Payload>>;
