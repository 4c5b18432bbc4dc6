import { isIP } from "node:net";
import { isInside } from "./address-ranges.js";
/**
 * Reads `X-Forwarded-For` and `X-Forwarded-Proto` where the connection comes from one of the trusted ranges, and nothing
 * of what others claim. `X-Forwarded-Host` and `-Prefix` are read nowhere.
 */
export const senders = (trusted) => {
    if (trusted.rules.length === 0)
        return ({ socket }) => ({ address: addressIn(socket.remoteAddress), https: false });
    return ({ socket, headers }) => {
        const nearest = addressIn(socket.remoteAddress);
        if (nearest === null || !isInside(trusted, nearest))
            return { address: nearest, https: false };
        const https = lastOf(headers["x-forwarded-proto"])?.toLowerCase() === "https";
        return { address: throughProxies(nearest, headers["x-forwarded-for"], trusted), https };
    };
};
/** The last address that is not trusted; what is no address ends the walk, since nobody trusted wrote what is before it. */
const throughProxies = (nearest, forwarded, trusted) => {
    let address = nearest;
    for (const hop of listed(forwarded).reverse()) {
        const next = addressIn(hop);
        if (next === null)
            return address;
        address = next;
        if (!isInside(trusted, address))
            return address;
    }
    return address;
};
const listed = (header) => header === undefined
    ? []
    : String(header)
        .split(",")
        .map((item) => item.trim());
const lastOf = (header) => listed(header).at(-1);
/** The address alone: without the port that some proxies add, brackets, zone, or the IPv6 form of an IPv4 address. */
const addressIn = (text) => {
    if (text === undefined || text.length > 64)
        return null;
    const bare = text
        .replace(/^\[(.*)\](:\d+)?$/, "$1")
        .replace(/^([\d.]+):\d+$/, "$1")
        .replace(/%.*$/, "");
    const address = bare.toLowerCase().replace(/^::ffff:(?=[\d.]+$)/, "");
    return isIP(address) === 0 ? null : address;
};
//# sourceMappingURL=sender.js.map