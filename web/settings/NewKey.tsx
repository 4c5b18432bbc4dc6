import { type FormEvent, useRef, useState } from "react";
import { ask } from "../ask.ts";
import type { BeginKeyMutation, SigningKeyKind } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { useAct } from "../parts/form/use-act.ts";
import { Region } from "../parts/page/Region.tsx";
import { hasPasskeys, makePasskey } from "../parts/sign/passkey.ts";
import { SshAnswer } from "../parts/sign/SshAnswer.tsx";
import { announce } from "../shell/status.ts";
import { beginKeyDocument, registerKeyDocument } from "./keys.queries.ts";

type Challenge = NonNullable<BeginKeyMutation["beginSigningKey"]["challenge"]>;

const begin = async (kind: SigningKeyKind, name: string) =>
  (await ask(beginKeyDocument, { input: { kind, name: name.trim() } })).beginSigningKey;

/** Registers a key of one's own: a passkey, or an OpenSSH key by a line to paste. */
export const NewKey = ({ manages }: { manages: boolean }) => {
  const [name, setName] = useState("");
  const [kind, setKind] = useState<SigningKeyKind>("WEBAUTHN");
  const [challenge, setChallenge] = useState<Challenge>();
  const done = (): void => {
    setName("");
    setChallenge(undefined);
    announce("Registered. It signs once an administrator has confirmed it.");
  };
  const make = useAct(async (idempotencyKey) => {
    const begun = await begin("WEBAUTHN", name);
    if (!begun.challenge) return begun;
    const webauthn = await makePasskey(begun.challenge.webauthn);
    const input = { challengeId: begun.challenge.id, webauthn, idempotencyKey };
    return (await ask(registerKeyDocument, { input })).registerSigningKey;
  }, done);
  const show = useAct(
    () => begin("SSH", name),
    (begun) => setChallenge(begun.challenge ?? undefined),
  );
  const act = kind === "WEBAUTHN" ? make : show;
  const impossible = kind === "WEBAUTHN" && !hasPasskeys();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (manages && !impossible) act.send();
  };
  return (
    <Region title="New key">
      <form className={form.form} onSubmit={submit}>
        <div className={form.line}>
          <Field label="Kind">
            <select value={kind} disabled={!manages} onChange={({ target }) => setKind(target.value as SigningKeyKind)}>
              <option value="WEBAUTHN">A passkey: this device, or a security key</option>
              <option value="SSH">An OpenSSH key</option>
            </select>
          </Field>
          <Field label="What you call it">
            <input
              type="text"
              required
              maxLength={256}
              value={name}
              disabled={!manages}
              onChange={({ target }) => setName(target.value)}
            />
          </Field>
        </div>
        <Refusal error={act.error} userErrors={act.userErrors} />
        <div className={form.actions}>
          <span className={form.note}>{note(manages, impossible)}</span>
          <Button
            type="submit"
            look="primary"
            disabled={!manages || impossible || name.trim() === ""}
            busy={act.pending}
          >
            {kind === "WEBAUTHN" ? "Make a passkey" : "Show what to sign"}
          </Button>
        </div>
      </form>
      {kind === "SSH" && challenge && <Prove key={challenge.id} challenge={challenge} onDone={done} />}
    </Region>
  );
};

const note = (manages: boolean, impossible: boolean): string => {
  if (!manages)
    return "Registering and ending keys takes the scope admin, which what you signed in with lacks: sign in with one that has it.";
  if (impossible) return "This browser has no passkeys, or the page is open neither by https nor at localhost.";
  return "It signs once an administrator, who is not you, has confirmed that it is yours.";
};

/** An OpenSSH key answers its challenge. */
const Prove = ({ challenge: { id, command }, onDone }: { challenge: Challenge; onDone: () => void }) => {
  const ssh = useRef("");
  const register = useAct(async (idempotencyKey) => {
    const input = { challengeId: id, ssh: ssh.current, idempotencyKey };
    return (await ask(registerKeyDocument, { input })).registerSigningKey;
  }, onDone);
  return (
    <section aria-label="Prove that you hold it" className={form.form}>
      <SshAnswer
        command={command ?? ""}
        submit="Register the key"
        busy={register.pending}
        onAnswer={(answer) => {
          ssh.current = answer;
          register.send();
        }}
      />
      <Refusal error={register.error} userErrors={register.userErrors} />
    </section>
  );
};
