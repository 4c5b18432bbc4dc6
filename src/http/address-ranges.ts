import { type BlockList, isIP } from "node:net";

const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Adds `10.0.0.0/8`, `fd00::/8` or one address to the ranges; false when the text is none of these. */
export const addRange = (ranges: BlockList, text: string): boolean => {
  const [address = "", bits, ...more] = text.split("/");
  const kind = isIP(address);
  if (kind === 0 || more.length > 0) return false;
  const most = kind === 6 ? 128 : 32;
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most)) return false;
  ranges.addSubnet(address, Number(bits ?? most), family(address));
  return true;
};

/** Whether the ranges hold the address. */
export const isInside = (ranges: BlockList, address: string): boolean => ranges.check(address, family(address));
