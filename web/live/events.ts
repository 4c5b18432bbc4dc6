/**
 * What the service tells: which thing is no longer as it was read. `everything`: anything may have changed; `heard`: nobody
 * listened before, so that what was not read just now may be old.
 */
export interface LiveEvent {
  readonly kind: string;
  readonly id: string | null;
}

/** Takes text as it comes and gives the events in it; what is not whole yet waits for the rest. */
export const eventReader = (): ((text: string) => LiveEvent[]) => {
  let rest = "";
  return (text) => {
    const parts = (rest + text).split("\n\n");
    rest = parts.pop() ?? "";
    return parts.flatMap((part) => {
      const data = part
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trim())
        .join("\n");
      return data === "" ? [] : [eventOf(data)];
    });
  };
};

const eventOf = (data: string): LiveEvent => {
  const { kind, id = null } = JSON.parse(data) as { kind: string; id?: string | null };
  return { kind, id };
};

/** First words of the keys under which a page keeps what an event makes old. */
const kept: Readonly<Record<string, readonly string[]>> = {
  registered_model: ["models", "model", "version", "versions", "requests", "document"],
  model_version: ["models", "model", "version", "versions", "requests", "request", "comparison", "document"],
  transition_request: ["requests", "request", "model", "version", "models"],
  approval_policy: ["model", "models", "request", "requests", "policies", "teams"],
  experiment: ["experiments", "experiment"],
  run: ["run", "runs"],
  logged_model: ["run"],
  team: ["teams", "viewer", "people"],
  principal: ["viewer", "people", "tokens", "teams"],
};

/** Whether what is kept under the key may be old after the event; `aged`: it was not read just now. */
export const isOld = (key: readonly unknown[], aged: boolean, { kind, id }: LiveEvent): boolean => {
  if (kind === "everything") return true;
  if (kind === "heard") return aged;
  const words = kept[kind] ?? [];
  return words.includes(String(key[0])) && !isOther(kind, id, key);
};

/** Of requests the key holds the id itself. */
const isOther = (kind: string, id: string | null, [word, of]: readonly unknown[]): boolean =>
  kind === "transition_request" && word === "request" && of !== id;
