import table from "../list/table.module.css";
import { Chip } from "../word/Chip.tsx";
import { CopyButton } from "../word/Digest.tsx";
import { keyKind } from "../word/key-kind.ts";
import { Time } from "../word/Time.tsx";

interface Known {
  readonly kind: string;
  readonly fingerprint: string;
  readonly confirmedAt: string | null;
  readonly revokedAt: string | null;
  readonly confirmedBy: { readonly displayName: string } | null;
}

/** Whether a key signs, and who says whose it is. */
export const KeyState = ({ of }: { of: Known }) => {
  if (of.revokedAt !== null)
    return (
      <>
        <Chip tone="bad">Revoked</Chip>{" "}
        <p className={table.quiet}>
          <Time at={of.revokedAt} relative />
        </p>
      </>
    );
  if (of.confirmedBy === null) return <Chip tone="warn">Waits for confirmation</Chip>;
  return (
    <>
      <Chip tone="good">Confirmed</Chip>
      <p className={table.quiet}>
        by {of.confirmedBy.displayName}, <Time at={of.confirmedAt ?? ""} relative />
      </p>
    </>
  );
};

/** A key's fingerprint, whole: it is compared by eye, by another way than this page. */
export const Fingerprint = ({ of: { kind, fingerprint } }: { of: Pick<Known, "kind" | "fingerprint"> }) => (
  <>
    <code>{fingerprint}</code> <CopyButton text={fingerprint} what="fingerprint" />
    <p className={table.quiet}>{keyKind(kind)}</p>
  </>
);
