import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { AskError, ask } from "../../ask.ts";
import type { PolicySigning, PrepareSignatureInput, SignatureInput } from "../../gql/graphql.ts";
import { useViewer } from "../../shell/viewer.ts";
import { type Prepared, prepareDocument, type UsableKey, usableKeysQuery } from "./sign.queries.ts";

/** What a decision will say, word by word. */
export type Words = Pick<PrepareSignatureInput, "verdict" | "meaning" | "comment" | "gate">;

/** What is before the signer now. */
interface Asked {
  readonly prepared: Prepared;
  readonly key: UsableKey;
  readonly done: (signature: Omit<SignatureInput, "signatureRequestId">) => void;
  readonly cancel: () => void;
}

/** Whether a key can be as strong as is wanted: one in a file never says that its user was verified. */
const canBe = ({ publicKey }: UsableKey, wanted: PolicySigning): boolean =>
  wanted !== "USER_VERIFIED" || !publicKey.startsWith("ssh-ed25519 ");

/** Signs decisions on one request with a key of the viewer's own, where they have one or its policies want it. */
export const useSigning = (requestId: string, wanted: PolicySigning) => {
  const { principal } = useViewer();
  const query = useQuery(usableKeysQuery(principal.id));
  const keys = (query.data ?? []).filter((key) => canBe(key, wanted));
  const [picked, pick] = useState<string>();
  const [asked, setAsked] = useState<Asked | null>(null);
  const signed = useRef<{ words: string; signature: SignatureInput }>(undefined);
  const leave = useRef<() => void>(undefined);
  leave.current = asked?.cancel;
  // A dialog that is closed while it waits for the signature sends nothing.
  useEffect(() => () => leave.current?.(), []);
  const chosen = picked ?? (wanted === "NONE" ? "" : (keys[0]?.id ?? ""));
  const key = keys.find(({ id }) => id === chosen);

  const prepare = async (words: Words, signingKeyId: string): Promise<Prepared> => {
    const input = { transitionRequestId: requestId, signingKeyId, ...words };
    const { signatureRequest, userErrors } = (await ask(prepareDocument, { input })).prepareSignature;
    if (signatureRequest) return signatureRequest;
    throw new AskError(userErrors[0]?.code ?? "INTERNAL", userErrors[0]?.message ?? "Nothing was given out to sign.");
  };

  /** The signature of these words; undefined where nobody signs with a key. Throws when the signer goes back. */
  const sign = async (words: Words): Promise<SignatureInput | undefined> => {
    if (key === undefined) return undefined;
    const text = JSON.stringify([key.id, words]);
    // An answer that was lost is asked for again with the same signature: the statement is good for one decision.
    if (signed.current?.words === text) return signed.current.signature;
    const prepared = await prepare(words, key.id);
    const given = await new Promise<Omit<SignatureInput, "signatureRequestId">>((done, fail) => {
      const cancel = () => fail(new AskError("NOT_SIGNED", "Nothing was sent, since you did not sign."));
      setAsked({ prepared, key, done, cancel });
    }).finally(() => setAsked(null));
    const signature = { signatureRequestId: prepared.id, ...given };
    signed.current = { words: text, signature };
    return signature;
  };
  const forget = (): void => {
    signed.current = undefined;
  };
  /** Why the viewer cannot sign as is wanted; null where they can. */
  const lacks = wanted !== "NONE" && query.data !== undefined && keys.length === 0;
  return { wanted, query, keys, chosen, pick, asked, lacks, sign, forget };
};

export type Signing = ReturnType<typeof useSigning>;
