/** Why bytes are not what they should be: no DER, or not of this form. */
export class DerFault extends Error {
  override readonly name = "DerFault";
}

/** One element of DER (X.690). */
export interface Der {
  readonly tag: number;
  /** The whole element. */
  readonly bytes: Buffer;
  /** What it holds. */
  readonly body: Buffer;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of a member by its number in the form's text; `constructed` unless it is a plain value. */
export const contextTag = (number: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | number;

/** The element that begins here: one-byte tags and definite, shortest lengths only. */
const elementAt = (bytes: Buffer, at: number): Der => {
  const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
  if (at + 2 > bytes.length || (tag & 0x1f) === 0x1f) throw new DerFault("an element is cut short, or has a long tag");
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (first >= 0x80 && (more < 1 || more > 4 || at + 2 + more > bytes.length))
    throw new DerFault("a length is cut short, indefinite or too long");
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  if (more > 0 && (length < 0x80 || bytes[at + 2] === 0)) throw new DerFault("a length is not the shortest");
  const start = at + 2 + more;
  if (start + length > bytes.length) throw new DerFault("an element is longer than what holds it");
  return { tag, bytes: bytes.subarray(at, start + length), body: bytes.subarray(start, start + length) };
};

/** The one element that the bytes are. */
export const readDer = (bytes: Buffer): Der => {
  const found = elementAt(bytes, 0);
  if (found.bytes.length !== bytes.length) throw new DerFault("something follows the element");
  return found;
};

/** The elements within one. */
export const within = ({ body }: Der): Der[] => {
  const found: Der[] = [];
  for (let at = 0; at < body.length; ) {
    const next = elementAt(body, at);
    found.push(next);
    at += next.bytes.length;
  }
  return found;
};

/** Reads the members of an element in their order. */
export class Members {
  readonly #rest: Der[];
  constructor(of: Der, tag: number = TAG.sequence) {
    if (of.tag !== tag) throw new DerFault(`an element has the tag ${of.tag}, not ${tag}`);
    this.#rest = within(of);
  }
  /** The next, which must have this tag. */
  take(tag: number): Der {
    const found = this.maybe(tag);
    if (found === undefined) throw new DerFault(`a member with the tag ${tag} is missing`);
    return found;
  }
  /** The next if it has this tag. */
  maybe(tag: number): Der | undefined {
    return this.#rest[0]?.tag === tag ? this.#rest.shift() : undefined;
  }
  /** The next, whatever it is. */
  any(): Der {
    const found = this.#rest.shift();
    if (found === undefined) throw new DerFault("a member is missing");
    return found;
  }
  end(): void {
    if (this.#rest.length > 0) throw new DerFault("there is a member too many");
  }
}

/** An object identifier in dotted form. */
export const oidOf = ({ tag, body }: Der): string => {
  if (tag !== TAG.oid || body.length === 0 || body.length > 40) throw new DerFault("this is no object identifier");
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const [at, byte] of body.entries()) {
    if (arc === 0n && byte === 0x80) throw new DerFault("an object identifier is not the shortest");
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte >= 0x80 && at === body.length - 1) throw new DerFault("an object identifier is cut short");
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join(".");
};

/** A whole number. */
export const integerOf = ({ tag, body }: Der): bigint => {
  const [first = 0, second = 0] = body;
  if (tag !== TAG.integer || body.length === 0) throw new DerFault("this is no whole number");
  if (body.length > 1 && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80))
    throw new DerFault("a whole number is not the shortest");
  return BigInt.asIntN(body.length * 8, BigInt(`0x${body.toString("hex")}`));
};

export const booleanOf = ({ tag, body }: Der): boolean => {
  const [byte] = body;
  if (tag !== TAG.boolean || body.length !== 1 || (byte !== 0 && byte !== 0xff))
    throw new DerFault("this is neither true nor false");
  return byte === 0xff;
};

/** The bytes of a string of bits that ends with a whole byte. */
export const bitsOf = ({ tag, body }: Der): Buffer => {
  if (tag !== TAG.bitString || body[0] !== 0) throw new DerFault("this is no string of whole bytes");
  return body.subarray(1);
};

const utc = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
const generalized = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{0,8}[1-9]))?Z$/;

/** An instant in RFC 3339 in UTC, to the second or as finely as it is told. */
export const timeOf = ({ tag, body }: Der): string => {
  const text = body.toString("latin1");
  const [, year = "", month, day, hour, minute, second, fraction] =
    (tag === TAG.utcTime ? utc : tag === TAG.generalizedTime ? generalized : undefined)?.exec(text) ?? [];
  const full = tag === TAG.utcTime ? `${Number(year) < 50 ? "20" : "19"}${year}` : year;
  const instant = `${full}-${month}-${day}T${hour}:${minute}:${second}`;
  if (!isInstant(...[full, month, day, hour, minute, second].map(Number))) throw new DerFault("this is no time in UTC");
  return `${instant}${fraction === undefined ? "" : `.${fraction}`}Z`;
};

/** Days of a month; 0 for no month. */
const daysOf = (year: number, month: number): number => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
};

const isInstant = (...[year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): boolean =>
  year > 0 && day > 0 && day <= daysOf(year, month) && hour < 24 && minute < 60 && second < 60;
