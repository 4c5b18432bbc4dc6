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

/** What counts as one client: an IPv4 address, or the /64 network of an IPv6 one, since whoever has one of those has all of it. */
export const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address;
  const [front = [], back = []] = address.split("::").map(groupsOf);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const network = [...front, ...zeros, ...back].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
};

/** An IPv4 address at the end stands for two groups. */
const groupsOf = (part: string): string[] =>
  part === "" ? [] : part.split(":").flatMap((group) => (group.includes(".") ? ["0", "0"] : [group]));
