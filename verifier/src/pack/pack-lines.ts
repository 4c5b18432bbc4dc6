import { bytesIn, each, exactly, isText, sizeIn } from "./shapes.js";

/** A line of a pack's `entries.jsonl`. */
export interface PackLine {
  readonly leaf: bigint;
  readonly envelope: string;
  readonly body: string | null;
  readonly links: readonly (readonly [kind: string, id: string, role: string])[];
  readonly disclosures: readonly string[];
  readonly proof: readonly Buffer[];
}

const MOST_OF_LINE = 8 << 20;

/** The lines of a text that comes in pieces; undefined for what is no line, after which nothing is read. */
export const linesIn = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<PackLine | undefined> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      const line = lineIn(Buffer.concat([...rest, piece.subarray(from, end)]));
      yield line;
      if (line === undefined) return;
      [rest, length, from] = [[], 0, end + 1];
    }
    rest.push(Buffer.from(piece.subarray(from)));
    length += piece.length - from;
    if (length > MOST_OF_LINE) break;
  }
  if (length > 0) yield undefined;
};

/** Members in their order, once each, and nothing else: the text must be what its value is written as. */
const lineIn = (bytes: Buffer): PackLine | undefined => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    const line = exactly(value, "leafIndex", "envelope", "body", "links", "disclosures", "proof");
    const [leaf, proof] = [sizeIn(line?.leafIndex), each(line?.proof, bytesIn(32))];
    const disclosures = each(line?.disclosures, (one) => (isText(one) ? one : undefined));
    const links = each(line?.links, linkIn);
    if (line === undefined || leaf === undefined || !proof || !disclosures || !links) return undefined;
    const { envelope, body } = line;
    if (!isText(envelope) || (body !== null && !isText(body)) || JSON.stringify(value) !== text) return undefined;
    return { leaf, envelope, body, links, disclosures, proof };
  } catch {
    return undefined;
  }
};

const linkIn = (value: unknown): [string, string, string] | undefined => {
  const parts = each(value, (part) => (isText(part) ? part : undefined));
  return parts?.length === 3 ? (parts as [string, string, string]) : undefined;
};
