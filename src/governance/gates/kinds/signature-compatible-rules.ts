import type { SignatureColumn, SignatureType } from "../../../artifacts/model-signature-rules.js";

/** Both lists of a signature. */
export interface Signature {
  readonly inputs: readonly SignatureColumn[];
  readonly outputs: readonly SignatureColumn[];
}

/** Differences that are told of two signatures, at the most. */
export const MOST_TOLD = 10;

/** What each type may become: each holds all values of those before it. */
const widening: readonly (readonly string[])[] = [
  ["integer", "long", "double"],
  ["float", "double"],
];

/** Columns by their names; those without one by their places. */
const named = (columns: readonly SignatureColumn[]): Map<string, SignatureColumn> =>
  new Map(columns.map((column, place) => [column.name ?? `#${place + 1}`, column]));

const isRequired = ({ required }: { readonly required?: boolean }): boolean => required !== false;

/** Whether every value of type `from` is one of type `to`. */
const isAccepted = (from: SignatureType, to: SignatureType): boolean => {
  if (from.type !== to.type) return widening.some((chain) => isUpwards(chain, from.type, to.type));
  const [tensor, other] = [from["tensor-spec"], to["tensor-spec"]];
  if (tensor !== undefined && other !== undefined)
    return tensor.dtype === other.dtype && isFitting(tensor.shape, other.shape);
  return (
    (tensor === undefined) === (other === undefined) &&
    isAcceptedWithin(from.items, to.items) &&
    isAcceptedWithin(from.values, to.values) &&
    areAccepted(from.properties, to.properties)
  );
};

const isUpwards = (chain: readonly string[], from: string, to: string): boolean =>
  chain.includes(from) && chain.indexOf(from) < chain.indexOf(to);

const isFitting = (shape: readonly number[], into: readonly number[]): boolean =>
  shape.length === into.length && into.every((size, place) => size === -1 || size === shape[place]);

const isAcceptedWithin = (from: SignatureType | undefined, to: SignatureType | undefined): boolean =>
  from === undefined || to === undefined ? from === to : isAccepted(from, to);

const areAccepted = (from: SignatureType["properties"], to: SignatureType["properties"]): boolean => {
  if (from === undefined || to === undefined) return from === to;
  const known = Object.entries(from).every(([name, type]) => {
    const now = Object.hasOwn(to, name) ? to[name] : undefined;
    return now === undefined ? !isRequired(type) : isAccepted(type, now);
  });
  return known && Object.entries(to).every(([name, type]) => !isRequired(type) || Object.hasOwn(from, name));
};

const inWords = (type: SignatureType): string => {
  const tensor = type["tensor-spec"];
  return tensor === undefined ? type.type : `${tensor.dtype}(${tensor.shape.join(", ")})`;
};

const short = (name: string): string => (name.length > 100 ? `${name.slice(0, 100).toWellFormed()}…` : name);

const ofInputs = (champion: readonly SignatureColumn[], candidate: readonly SignatureColumn[]): string[] => {
  const [then, now] = [named(champion), named(candidate)];
  const known = [...then].flatMap(([name, column]) => {
    const mine = now.get(name);
    if (mine === undefined) return isRequired(column) ? [`the input "${short(name)}" is gone`] : [];
    if (!isAccepted(column, mine)) return [`the input "${short(name)}" takes ${inWords(mine)}, not ${inWords(column)}`];
    return isRequired(mine) && !isRequired(column) ? [`the input "${short(name)}" is required now`] : [];
  });
  const further = [...now].flatMap(([name, column]) =>
    !then.has(name) && isRequired(column) ? [`the further input "${short(name)}" is required`] : [],
  );
  return [...known, ...further];
};

/** Both ways: what comes out is of the same type; a tensor's sizes may become narrower. */
const isGiven = (mine: SignatureType, theirs: SignatureType): boolean =>
  mine.type === theirs.type && isAccepted(mine, theirs);

const ofOutputs = (champion: readonly SignatureColumn[], candidate: readonly SignatureColumn[]): string[] => {
  const now = named(candidate);
  const unnamed = (columns: readonly SignatureColumn[]): boolean => columns.some(({ name }) => name === undefined);
  if ((unnamed(champion) || unnamed(candidate)) && champion.length !== candidate.length)
    return [`it gives ${candidate.length} outputs, not ${champion.length}`];
  return [...named(champion)].flatMap(([name, column]) => {
    const mine = now.get(name);
    if (mine === undefined) return [`the output "${short(name)}" is gone`];
    return isGiven(mine, column) ? [] : [`the output "${short(name)}" is ${inWords(mine)}, not ${inWords(column)}`];
  });
};

/** In words, what of the champion's signature the candidate's breaks; the first ten. */
export const broken = (champion: Signature, candidate: Signature): string[] =>
  [...ofInputs(champion.inputs, candidate.inputs), ...ofOutputs(champion.outputs, candidate.outputs)].slice(
    0,
    MOST_TOLD,
  );
