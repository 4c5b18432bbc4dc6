import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../form/Button.tsx";
import { copyText } from "./copy.ts";
import styles from "./Digest.module.css";
import { short } from "./text.ts";

/** A digest: short to the eye, whole in the title and on copy. */
export const Digest = ({ of, copy = true }: { of: string; copy?: boolean }) => (
  <span className={styles.digest}>
    <code title={of}>{short(of)}</code>
    {copy && <CopyButton text={of} what="digest" />}
  </span>
);

export const CopyButton = ({ text, what }: { text: string; what: string }) => {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (!(await copyText(text))) return;
    setCopied(true);
    setTimeout(setCopied, 1_500, false);
  };
  return (
    <Button look="bare" aria-label={copied ? "Copied" : `Copy the ${what}`} onClick={() => void copy()}>
      {copied ? <Check size="1em" aria-hidden /> : <Copy size="1em" aria-hidden />}
    </Button>
  );
};
