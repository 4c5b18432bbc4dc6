import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import type { JwtConfig } from "../../src/config.js";

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

export const ISSUER = "https://idp.example";
export const AUDIENCE = "countersign";

export const now = (): number => Math.floor(Date.now() / 1_000);

/** An identity provider on a loopback port that can rotate its keys, fail and hang. */
export interface IdentityProvider {
  config: JwtConfig;
  /** What its key endpoint does. */
  mode: "up" | "failing" | "hanging";
  fetches: number;
  /** Publishes a new key beside the others and signs with it from now on. */
  rotate(alg?: string): Promise<void>;
  /** Key set as published. */
  jwks(): object;
  key(): KeyPair;
  /** A valid token of `sub`, with these claims and header parameters besides; `undefined` removes one. */
  token(sub: unknown, claims?: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>;
  stop(): Promise<void>;
}

/** A token signed as one likes. */
export const sign = (
  key: CryptoKey | Uint8Array,
  claims: Record<string, unknown>,
  header: JWTHeaderParameters,
): Promise<string> =>
  new SignJWT(claims as JWTPayload).setProtectedHeader(header).sign(key, { crit: { "urn:unknown": true } });

export const claimsOf = (sub: unknown, more: Record<string, unknown> = {}): Record<string, unknown> => {
  const claims = { iss: ISSUER, aud: AUDIENCE, sub, iat: now(), exp: now() + 600, ...more };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
};

export const startIdentityProvider = async (): Promise<IdentityProvider> => {
  const keys: { kid: string; alg: string; pair: KeyPair; jwk: object }[] = [];
  const idp: IdentityProvider = {
    config: null as never,
    mode: "up",
    fetches: 0,
    rotate: async (alg = "ES256") => {
      const pair = await generateKeyPair(alg, { extractable: true });
      const kid = `k${keys.length + 1}`;
      keys.push({ kid, alg, pair, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: "sig" } });
    },
    jwks: () => ({ keys: keys.map(({ jwk }) => jwk) }),
    key: () => keys.at(-1)?.pair as KeyPair,
    token: (sub, claims = {}, header = {}) => {
      const { kid = "", alg = "", pair } = keys.at(-1) ?? {};
      return sign(pair?.privateKey as CryptoKey, claimsOf(sub, claims), { alg, kid, ...header });
    },
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  const server: Server = createServer((_, response) => {
    idp.fetches++;
    if (idp.mode === "hanging") return;
    if (idp.mode === "failing") response.writeHead(500).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(idp.jwks()));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);
  idp.config = { issuer: ISSUER, audience: AUDIENCE, jwks: { url }, groupsClaim: "groups" };
  await idp.rotate();
  return idp;
};
