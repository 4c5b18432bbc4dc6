import type { BrowserContext, CDPSession, Page } from "playwright-core";

/** What opening a screen took, before anybody did anything on it. */
export interface Opened {
  /** Requests to GraphQL, and the JSON that they answered, in bytes. */
  readonly requests: number;
  readonly json: number;
  /** How much of what showed moved while the rest came: cumulative layout shift. */
  readonly shift: number;
  /** Milliseconds of the page's thread that script took: what other programs took of the core meanwhile does not count. */
  readonly script: number;
}

const shiftScript = `(() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
})()`;

/** Waits until a screen shows, and nothing on it is still being read. */
export const shown = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  const loading = page.getByRole("status", { name: "Loading" });
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: "detached" });
  // Late answers are answers, too.
  await page.waitForTimeout(QUIET_MS);
};

const QUIET_MS = 400;

const scripted = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0) * 1_000;
};

/**
 * Opens a screen by its address in a tab of its own, as from a link, and says what that took. A tab that goes on to another
 * address may go on in another process, whose figures begin anew.
 */
export const open = async (window: BrowserContext, address: string): Promise<Opened> => {
  const page = await window.newPage();
  await page.addInitScript(shiftScript);
  const session = await window.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  let requests = 0;
  const bodies: Promise<number>[] = [];
  page.on("response", (response) => {
    if (new URL(response.url()).pathname !== "/graphql") return;
    requests += 1;
    bodies.push(
      response.body().then(
        ({ length }) => length,
        () => 0,
      ),
    );
  });
  await page.goto(address);
  await shown(page);
  const json = (await Promise.all(bodies)).reduce((sum, length) => sum + length, 0);
  const shift = (await page.evaluate("window.shift")) as number;
  const script = await scripted(session);
  await page.close();
  return { requests, json, shift, script };
};

/** Milliseconds from going back to a screen that was read before until it shows. */
export const backTo = async (page: Page, title: string): Promise<number> => {
  const taken = await page.evaluate(`new Promise((done) => {
    const begun = performance.now();
    const look = () => {
      if (document.querySelector("main h1")?.textContent.includes(${JSON.stringify(title)})) done(performance.now() - begun);
      else requestAnimationFrame(look);
    };
    history.back();
    requestAnimationFrame(look);
  })`);
  return taken as number;
};

/** What an address loads with nothing in the cache, by kind, in bytes as they came over the wire. */
export const firstLoad = async (window: BrowserContext, address: string): Promise<Readonly<Record<string, number>>> => {
  const page = await window.newPage();
  const session = await window.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const kinds = new Map<string, string>();
  const loaded: Record<string, number> = { Script: 0, Stylesheet: 0, Font: 0 };
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "";
    if (kind in loaded) loaded[kind] = (loaded[kind] ?? 0) + encodedDataLength;
  });
  await page.goto(address);
  await shown(page);
  await page.close();
  return loaded;
};

/** Milliseconds until parallel coordinates over these runs show, the browser being on the console already. */
export const parallel = async (page: Page, runs: readonly string[]): Promise<number> => {
  const search = `compare?runs=${runs.join(",")}`;
  await page.evaluate(
    `performance.mark("asked"); history.pushState(null, "", new URL(${JSON.stringify(search)}, document.baseURI))`,
  );
  await page.getByRole("img", { name: new RegExp(`^${runs.length.toLocaleString("en")} runs over`) }).waitFor();
  return (await page.evaluate(`performance.now() - performance.getEntriesByName("asked").at(-1).startTime`)) as number;
};
