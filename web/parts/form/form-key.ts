import { useRef } from "react";

/**
 * The idempotency key of one filled-in form: a double click, or an answer that was lost, does the thing once. A form
 * that was refused and is changed is another: `renew`.
 */
export const useFormKey = () => {
  const key = useRef(crypto.randomUUID());
  return Object.assign(() => key.current, {
    renew: () => {
      key.current = crypto.randomUUID();
    },
  });
};
