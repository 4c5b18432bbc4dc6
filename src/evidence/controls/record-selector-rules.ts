import type { Selector } from "../../governance/packs/pack.js";
import { unfilledOf } from "../../registry/documents/document-rules.js";
import { type ControlFact, entryFacts, type Found, type KnownThen, met, notMet } from "./known-then.js";

type Of<Name extends keyof Selector> = NonNullable<Selector[Name]>;

/** That a document was published, with these fields filled. */
export const byDocument = ({ kind, fields = [], subject = "VERSION" }: Of<"document">, then: KnownThen): Found => {
  const of = subject === "MODEL" ? then.version.modelId : then.version.id;
  const document = then.documents.find((each) => each.subjectId === of && each.kind === kind);
  if (document === undefined)
    return notMet(`no ${kind} of the ${subject === "MODEL" ? "model" : "version"} was published`);
  const { id, revision, digest, publishedAt: at } = document;
  const fact: ControlFact = { what: "document", label: `${kind} revision ${revision}`, id, digest, at, of: id };
  const unfilled = unfilledOf(document.fields, fields);
  return unfilled.length === 0
    ? met(fact)
    : notMet(`${kind} revision ${revision} says nothing in ${unfilled.join(", ")}`, fact);
};

/** That somebody had said how much harm the model can do. */
export const byTier = (then: KnownThen): Found => {
  const { tier, version } = then;
  if (tier === null) return notMet("nobody had given the model a risk tier");
  const fact: ControlFact = {
    what: "tier",
    label: tier.tier,
    id: null,
    digest: null,
    at: tier.from,
    of: version.modelId,
  };
  return met(fact, ...ofModel(then, entryFacts(then, "MODEL", "setRiskTier")));
};

/** Entries of the model's stream are for those who read the model. */
const ofModel = (then: KnownThen, facts: readonly ControlFact[]): ControlFact[] =>
  facts.map((fact) => ({ ...fact, of: then.version.modelId }));

/** That somebody answered for the model under each of the keys. */
export const byOwnership = ({ keys }: Of<"ownership">, then: KnownThen): Found => {
  const facts = then.owners
    .filter(({ key }) => keys.includes(key))
    .map(
      ({ key, label, from, teamId, principalId }): ControlFact => ({
        what: "owner",
        label: `${key}: ${label}`,
        id: teamId ?? principalId,
        digest: null,
        at: from,
        of: then.version.modelId,
      }),
    );
  const without = keys.filter((key) => !then.owners.some((owner) => owner.key === key));
  return without.length === 0 ? met(...facts) : notMet(`the model had no ${without.join(", no ")}`, ...facts);
};

/** That the version was frozen, and its record names what is asked for. */
export const bySnapshot = (wanted: Of<"snapshot">, then: KnownThen): Found => {
  const { version, frozen } = then;
  if (frozen === null) return notMet("the version was not frozen yet");
  const { id, name, digest } = version;
  const entries = [
    ...entryFacts(then, "VERSION", "freezeModelVersion"),
    ...entryFacts(then, "VERSION", "createModelVersion"),
  ];
  const at = entries[0]?.at ?? null;
  const facts: ControlFact[] = [{ what: "version", label: name, id, digest, at, of: null }, ...entries.slice(0, 1)];
  const { run, datasets, metrics, artifacts } = frozen.content;
  const has = {
    commit: Boolean(run?.sourceCommit),
    dataset: datasets.length > 0,
    metrics: metrics.length > 0,
    files: artifacts.length > 0,
  };
  const without = (["commit", "dataset", "metrics", "files"] as const).filter(
    (part) => wanted[part] === true && !has[part],
  );
  return without.length === 0 ? met(...facts) : notMet(`its frozen record names no ${without.join(", no ")}`, ...facts);
};

/** That the log has such an entry. */
export const byAuditAction = ({ action, subject = "VERSION" }: Of<"auditAction">, then: KnownThen): Found => {
  const facts = entryFacts(then, subject, action);
  const of = subject === "MODEL" ? "model" : "version";
  return facts.length === 0
    ? notMet(`the log had no entry ${action} of the ${of}`)
    : met(...(subject === "MODEL" ? ofModel(then, facts) : facts));
};
