/**
 * The encodings of the points of small order of Curve25519, without their signs: 0, 1, −1, the two of order 8, and 0 and 1
 * written past the prime. For such a key the OpenSSL of Node 20, with which a
 * verifier may run, takes signatures that nobody made.
 */
const smallOrder = new Set([
  `00${"00".repeat(30)}00`,
  `01${"00".repeat(30)}00`,
  `ec${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
]);

/** Whether a point of Ed25519, in its 32 bytes, is of small order: no key at all. */
export const isOfSmallOrder = (point: Buffer): boolean => {
  const unsigned = Buffer.from(point);
  unsigned.writeUInt8(unsigned.readUInt8(31) & 0x7f, 31);
  return smallOrder.has(unsigned.toString("hex"));
};
