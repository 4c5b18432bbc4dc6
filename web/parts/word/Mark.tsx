import styles from "./Mark.module.css";

/** The product's mark: a stroke of ink over a line. */
export const Mark = ({ large = false }: { large?: boolean }) => (
  <svg className={large ? styles.large : styles.mark} viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" className={styles.ground} />
    <path
      className={styles.ink}
      d="M6.5 20.5c3.4-1 6.8-9.6 9.2-10 1.8-.3-.9 7.4 1 7.6 1.6.2 2.6-3.9 4.2-3.8 1.2.1.4 2.9 1.6 3 .9.1 1.6-.8 3-1.6"
    />
    <path className={styles.line} d="M7 24.6h18" />
  </svg>
);
