// First: it says which layer of style stands over which.
import "./styles/base.css";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { AskError } from "./ask.ts";
import { ownAddress } from "./mlflow-hashes.ts";
import { makeRouter } from "./router.tsx";

/** What the service refused it refuses again; what did not arrive is tried twice more. */
const worthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && (!(error instanceof AskError) || ["OFFLINE", "NOT_UNDERSTOOD", "UNAVAILABLE"].includes(error.code));

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: worthRetrying, refetchOnWindowFocus: true } },
});

/** A link of MLflow's clients, `#/experiments/…`, becomes the page's own address, on opening and when pasted. */
const translate = (): boolean => {
  const address = ownAddress(location.href, document.baseURI);
  if (address === null) return false;
  history.replaceState(null, "", address);
  return true;
};

translate();
const router = makeRouter(queries);
addEventListener("hashchange", () => {
  if (translate()) void router.invalidate();
});

const root = document.getElementById("console");
if (root === null) throw new Error("the page has no place for the console");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
