import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { AskError } from "../../ask.ts";
import styles from "./Refusal.module.css";

interface Props {
  readonly error: Error | null;
  readonly userErrors?: readonly { readonly code: string; readonly message: string }[] | undefined;
  /** The next step, for a refusal that has one. */
  readonly children?: ReactNode;
}

/** Why a form was refused. What was typed stays; the next step stands beside. */
export const Refusal = ({ error, userErrors = [], children }: Props) => {
  const shown =
    error instanceof AskError
      ? [{ code: error.code, message: error.message, requestId: error.requestId }]
      : error
        ? [{ code: "PAGE", message: "A fault of this page: reload it.", requestId: null }]
        : userErrors.map((each) => ({ ...each, requestId: null }));
  if (shown.length === 0) return null;
  return (
    <div className={styles.refusal} role="alert">
      <TriangleAlert size="1.2em" aria-hidden />
      <div>
        {shown.map(({ code, message, requestId }) => (
          <p key={code + message}>
            {message} <code>{requestId === null ? code : `${code}, request ${requestId}`}</code>
          </p>
        ))}
        {children}
      </div>
    </div>
  );
};
