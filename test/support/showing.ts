import type { Authenticator } from "../../src/access/authenticate.js";

/** What a request with this `Authorization` header shows; it came in by HTTP unless told. */
export const showing = (
  authorization: string | undefined,
  ip: string | null = null,
  channel: Parameters<Authenticator["identify"]>[1]["channel"] = "http",
) => ({ authorization, cookie: undefined, ip, channel });
