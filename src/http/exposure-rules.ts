import type { Config } from "../config.js";

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);

/** What the configuration leaves open to others on the network: one sentence each, for the log of the start. */
export const exposureWarnings = ({
  host,
  allowedHosts,
  trustedProxies,
}: Pick<Config, "host" | "allowedHosts" | "trustedProxies">): string[] => [
  ...(allowedHosts.includes("*")
    ? [
        "COUNTERSIGN_ALLOWED_HOSTS is *: every Host is answered, so that a page of another site can reach this service by a name of its own (DNS rebinding). Name the hosts instead.",
      ]
    : []),
  ...(isLoopback(host) || trustedProxies.rules.length > 0
    ? []
    : [
        `Plain http is served on ${host} (COUNTERSIGN_HOST) and no proxy is trusted: tokens can be read on the way. Put a proxy that speaks https before the service, and name its address in COUNTERSIGN_TRUSTED_PROXIES.`,
      ]),
];
