import { DomainError } from "../../errors.js";

const noRoom = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** The disk, or the process's right to it, is at fault: what an operator mends, and after which a retry succeeds. */
const unusable = new Set(
  "EROFS EACCES EPERM EIO EMFILE ENFILE ESTALE ENODEV ENXIO ENOTCONN EHOSTDOWN EREMOTEIO ETIMEDOUT".split(" "),
);

/** Turns a fault of the disk into what the caller is told of it; every other fault stays what it is. */
export const diskFault = (error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (noRoom.has(code))
    return new DomainError("STORAGE_FULL", "There is no room left for artifacts; nothing of this upload was kept.", {
      cause: error,
    });
  if (unusable.has(code))
    return new DomainError("UNAVAILABLE", `The disk of the artifacts cannot be used right now (${code}); retry.`, {
      cause: error,
    });
  return error;
};
