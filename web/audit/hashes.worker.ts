import { type Hashed, recompute } from "./hashes.ts";

// Off the page's own thread: it goes on answering while thousands of hashes are computed.
addEventListener("message", async ({ data }: MessageEvent<readonly Hashed[]>) => postMessage(await recompute(data)));
