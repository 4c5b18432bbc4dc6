import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { checkout } from "../support/checkout.js";

/** Where `npm run screens` puts its pictures; undefined: none are taken. */
export const pictures = process.env.COUNTERSIGN_SCREENS;

/** README's pictures, by the look that each is of. */
const ofReadme: Readonly<Record<string, string>> = {
  "version, light, 1440": "version",
  "version, dark, 1440": "version-dark",
  "request, light, 1440": "request",
  "compare, light, 1440": "compare",
  "audit of a log that is kept outside, light, 1440": "audit",
};

/** Keeps a picture of the whole page as it stands, and of its first screen where README shows it. */
export const keepPicture = async (page: Page, look: string): Promise<void> => {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${look.replaceAll(/[^\w.]+/g, "-")}.png`), fullPage: true });
  const name = ofReadme[look];
  if (name !== undefined) await page.screenshot({ path: join(checkout, "docs", "pictures", `${name}.png`) });
};

/** An hour after it is told: a picture says "1 h ago" however long the story took. */
export const pictureClock = (): Date | undefined =>
  pictures === undefined ? undefined : new Date(Date.now() + 3_600_000);
