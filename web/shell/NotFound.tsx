import { Link } from "@tanstack/react-router";
import { Page } from "../parts/page/Page.tsx";

/** What does not exist and what one may not see look the same. */
export const NotFound = () => (
  <Page title="There is nothing here" lead="It does not exist, or you may not see it.">
    <p>
      Check the address, or go to the <Link to="/models">models</Link>.
    </p>
  </Page>
);
