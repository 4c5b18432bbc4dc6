import type { ButtonHTMLAttributes } from "react";
import styles from "./Button.module.css";

type Look = "plain" | "primary" | "danger" | "bare";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing to do here. `bare`: an icon or a word in a line. */
  readonly look?: Look;
  /** Waits for the service: pressed once, it is not pressed again. */
  readonly busy?: boolean;
}

export const Button = ({ look = "plain", busy = false, className = "", onClick, ...rest }: Props) => (
  <button
    type="button"
    {...rest}
    className={`${styles.button} ${styles[look]} ${className}`}
    aria-disabled={busy || rest.disabled || undefined}
    aria-busy={busy || undefined}
    onClick={busy ? (event) => event.preventDefault() : onClick}
  />
);

/** The class of a link that looks like a button. */
export const buttonLook = (look: Look = "plain"): string => `${styles.button} ${styles[look]}`;
