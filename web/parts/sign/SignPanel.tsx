import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "../form/Button.tsx";
import form from "../form/form.module.css";
import { Refusal } from "../form/Refusal.tsx";
import { Digest } from "../word/Digest.tsx";
import { Time } from "../word/Time.tsx";
import { signWithPasskey } from "./passkey.ts";
import styles from "./Sign.module.css";
import { SshAnswer } from "./SshAnswer.tsx";
import type { Signing } from "./use-signing.ts";

/** What one is about to sign, in words and as it stands, and the way to sign it; nothing while nobody signs. */
export const SignPanel = ({ of: { asked } }: { of: Signing }) => asked && <Panel key={asked.prepared.id} of={asked} />;

const Panel = ({ of: { prepared, key, done, cancel } }: { of: NonNullable<Signing["asked"]> }) => {
  const heading = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.focus(), []);
  return (
    <fieldset ref={group} className={styles.panel} aria-labelledby={heading} tabIndex={-1}>
      <h3 id={heading}>Sign this</h3>
      <blockquote className={styles.words}>{prepared.words}</blockquote>
      <details>
        <summary>The text, as it is signed</summary>
        <pre className={styles.text}>{prepared.statement}</pre>
      </details>
      <p className={form.note}>
        SHA-256 <Digest of={prepared.digest} />
      </p>
      <p className={form.note}>
        Expires <Time at={prepared.expiresAt} relative />
      </p>
      {prepared.command === null ? (
        <PasskeySignature options={prepared.webauthn} name={key.name} onSigned={(webauthn) => done({ webauthn })} />
      ) : (
        <SshAnswer command={prepared.command} submit="Send the signature" onAnswer={(ssh) => done({ ssh })} />
      )}
      <Button onClick={cancel}>Back</Button>
    </fieldset>
  );
};

interface PasskeyProps {
  readonly options: unknown;
  readonly name: string;
  readonly onSigned: (webauthn: Record<string, unknown>) => void;
}

/** Asks the browser for the signature; what it answers instead stands beside, and one tries again. */
const PasskeySignature = ({ options, name, onSigned }: PasskeyProps) => {
  const sign = useMutation({ mutationFn: () => signWithPasskey(options), onSuccess: onSigned });
  return (
    <>
      <Refusal error={sign.error} />
      <Button look="primary" busy={sign.isPending} onClick={() => sign.mutate()}>
        <KeyRound size="1.2em" aria-hidden />
        Sign with the passkey {name}
      </Button>
    </>
  );
};
