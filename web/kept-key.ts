/** Keys of what was sent and has no answer yet, by its words. */
const unanswered = new Map<string, string>();

interface Keyed {
  readonly input: { readonly idempotencyKey: string };
}

const isKeyed = (variables: unknown): variables is Keyed =>
  typeof (variables as Partial<Keyed> | undefined)?.input?.idempotencyKey === "string";

/**
 * What to send, and what to call once it was answered. The same words go under the key that they had, until there is an
 * answer: a form that was closed after an answer was lost, and opened anew, does the thing once.
 */
export const keptKey = (document: string, variables: unknown): { variables: unknown; answered: () => void } => {
  if (!isKeyed(variables)) return { variables, answered: () => undefined };
  const { idempotencyKey: fresh, ...words } = variables.input;
  const text = JSON.stringify([document, words]);
  const idempotencyKey = unanswered.get(text) ?? fresh;
  unanswered.set(text, idempotencyKey);
  return { variables: { ...variables, input: { ...words, idempotencyKey } }, answered: () => unanswered.delete(text) };
};
