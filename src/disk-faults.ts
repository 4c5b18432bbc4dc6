import { DomainError } from "./errors.js";

const noRoom = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** The disk, or the process's right to it, is at fault: what an operator mends, and after which a retry succeeds. */
const unusable = new Set(
  "EROFS EACCES EPERM EIO EMFILE ENFILE ESTALE ENODEV ENXIO ENOTCONN EHOSTDOWN EREMOTEIO ETIMEDOUT".split(" "),
);

/** What a caller is told of a disk that cannot be used right now, that of the `artifacts` or the `log`; other faults stay. */
export const unusableDisk = (error: unknown, holds: "artifacts" | "log"): unknown => {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (!unusable.has(code)) return error;
  return new DomainError("UNAVAILABLE", `The disk of the ${holds} cannot be used right now (${code}); retry.`, {
    cause: error,
  });
};

/** Turns a fault of the artifacts' disk into what the caller is told of it; every other fault stays what it is. */
export const diskFault = (error: unknown): unknown => {
  if (!noRoom.has((error as NodeJS.ErrnoException).code ?? "")) return unusableDisk(error, "artifacts");
  return new DomainError("STORAGE_FULL", "There is no room left for artifacts; nothing of this upload was kept.", {
    cause: error,
  });
};
