import { Check, X } from "lucide-react";
import { keyKind } from "../word/key-kind.ts";
import { Time } from "../word/Time.tsx";
import { short, Word, word } from "../word/text.ts";
import styles from "./Signature.module.css";

interface Signed {
  readonly printedName: string;
  readonly verdict: string;
  readonly meaning: string;
  readonly role: string;
  readonly at: string;
  readonly comment?: string | null;
  /** The gate that it waives. */
  readonly gateKey?: string | null;
  readonly authMethod: string;
  readonly contentDigest: string;
  /** The signature with a key of one's own. */
  readonly signature?: {
    readonly kind: string;
    readonly keyFingerprint: string;
    readonly userVerified: boolean;
  } | null;
}

/** What a signature says that approves no move: of that the meaning tells more. */
const said: Readonly<Record<string, string>> = {
  REJECT: "Rejected",
  WAIVE: "Waived the gate",
  CONFIRM: "Confirmed the emergency",
  OVERTURN: "Overturned the emergency",
};

/** The product's mark: a printed name on a rule, what the signature means, when, over what. A rejection stays too. */
export const Signature = ({ of }: { of: Signed }) => {
  const against = of.verdict === "REJECT" || of.verdict === "OVERTURN";
  return (
    <figure className={styles.signature} data-against={against || undefined}>
      <figcaption className={styles.name}>{of.printedName}</figcaption>
      <p className={styles.meaning}>
        {against ? <X size="1.1em" aria-hidden /> : <Check size="1.1em" aria-hidden />}
        {said[of.verdict] ?? Word(of.meaning)}
        {of.gateKey && <code>{of.gateKey}</code>}
      </p>
      <p>as {word(of.role)}</p>
      <p>
        <Time at={of.at} />
      </p>
      {of.comment && <blockquote className={styles.comment}>{of.comment}</blockquote>}
      <p className={styles.over}>
        by {of.authMethod} over <code title={of.contentDigest}>{short(of.contentDigest)}</code>
      </p>
      {of.signature && (
        <p className={styles.over}>
          signed by {keyKind(of.signature.kind)}{" "}
          <code title={of.signature.keyFingerprint}>{of.signature.keyFingerprint.slice(0, 15)}…</code>
          {of.signature.userVerified && ", its user verified"}
        </p>
      )}
    </figure>
  );
};

/** Signatures side by side where there is room. */
export const Signatures = ({ of }: { of: readonly (Signed & { readonly id: string })[] }) =>
  of.length === 0 ? null : (
    <div className={styles.signatures}>
      {of.map((decision) => (
        <Signature key={decision.id} of={decision} />
      ))}
    </div>
  );
