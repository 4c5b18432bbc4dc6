/**
 * What each session is set to. Costs as they are with data in memory or on solid state: else the planner reads whole models
 * where a page would do. No merge joins: pages are too small for them, and weighing them takes a quarter of a search's planning.
 */
export const sessionOptions =
  "-c timezone=UTC -c datestyle=ISO -c default_transaction_isolation=read\\ committed -c random_page_cost=1.1 -c enable_mergejoin=off -c jit=off";
