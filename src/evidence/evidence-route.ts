import type { EvidenceRoute } from "../http/deps.js";
import { notFound } from "../errors.js";

/** Stand-in until the export lands in this file (H4). */
export const evidenceRoute: EvidenceRoute = async () => {
  throw notFound("model version");
};
