interface Given {
  stream: string;
  kind?: string;
  action?: string;
  outcome?: string;
  actorId?: string;
  opId?: string;
  body?: string | null;
  subjects?: { kind: string; id?: string; role: string; label?: string | null }[];
  disclosures?: string[];
}

const kinds: Record<string, string> = { team: "team", usr: "principal", mod: "registered_model", mv: "model_version" };

/** An entry as `audit.append` takes it, for tests that speak to the database itself. */
export const entry = ({ stream, kind, subjects = [], ...rest }: Given): Record<string, unknown> => {
  const streamKind = kind ?? kinds[stream.split("_")[0] ?? ""] ?? "team";
  return {
    streamKind,
    streamId: stream,
    action: "testAct",
    outcome: "ALLOWED",
    actorId: "usr_test",
    requestId: "request",
    opId: "op_test",
    body: "{}",
    disclosures: [],
    ...rest,
    subjects: [{ kind: streamKind, id: stream, role: "target", label: null }, ...subjects],
  };
};
