import { useRouter } from "@tanstack/react-router";
import { Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";

/** A screen that could not be opened at all. */
export const RouteError = ({ error }: { error: unknown }) => {
  const router = useRouter();
  return (
    <Page title="This page could not be opened">
      <Problem
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={() => void router.invalidate()}
      />
    </Page>
  );
};
