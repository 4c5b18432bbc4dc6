import { createHash } from "node:crypto";

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** SHA-256 of a text that comes piece by piece. */
export const sha256InPieces = (): { add(text: string): void; digest(): string } => {
  const hash = createHash("sha256");
  return {
    add: (text) => {
      hash.update(text);
    },
    digest: () => hash.digest("hex"),
  };
};
