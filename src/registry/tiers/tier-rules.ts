/** How much harm a model can do if it is wrong, the least first. */
export const riskTiers = ["LOW", "MEDIUM", "HIGH"] as const;
export type RiskTier = (typeof riskTiers)[number];

/** The tier that policies take a model for: one that nobody has classified counts as HIGH. */
export const countedTier = (tier: RiskTier | null): RiskTier => tier ?? "HIGH";

/** Whether a change lowers the tier. */
export const isLower = (after: RiskTier, before: RiskTier): boolean =>
  riskTiers.indexOf(after) < riskTiers.indexOf(before);
