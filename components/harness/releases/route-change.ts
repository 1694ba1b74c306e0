import type { ReleaseList, ReleaseView } from "@/lib/harness/releases/schema";

export type RoutedEnvironment = "staging" | "production";
export const ENVIRONMENTS: readonly RoutedEnvironment[] = ["staging", "production"];
export const ENVIRONMENT_WORD = { staging: "Staging", production: "Production" } as const;

/** A change of what an environment runs that a person is about to make. `releases` are the ones to choose from, best first. */
export type RouteChange = {
  kind: "promote" | "rollback";
  environment: RoutedEnvironment;
  current: ReleaseView | null;
  releases: readonly ReleaseView[];
  /** What the person saw: the change is refused when somebody else made one since. */
  routeRev: number;
};
type Listed = Pick<ReleaseList, "items" | "routeRevs">;

/** The release that an environment runs now. */
export const routedIn = (releases: readonly ReleaseView[], environment: RoutedEnvironment): ReleaseView | null =>
  releases.find((release) => release.environments.includes(environment)) ?? null;

/** Promotions that a release may get: to environments that run nothing or something older. None of a revoked one. */
export function promotionsOf(release: ReleaseView, { items, routeRevs }: Listed): RouteChange[] {
  if (release.revoked) return [];
  return ENVIRONMENTS.flatMap((environment) => {
    const current = routedIn(items, environment);
    if (current && current.number >= release.number) return [];
    return [{ kind: "promote" as const, environment, current, releases: [release], routeRev: routeRevs[environment] }];
  });
}

/** The way back of an environment: every older release that was not revoked, the newest of them first; null when there is none. */
export function rollbackOf(environment: RoutedEnvironment, { items, routeRevs }: Listed): RouteChange | null {
  const current = routedIn(items, environment);
  if (!current) return null;
  const older = items
    .filter((release) => release.number < current.number && !release.revoked)
    .sort((a, b) => b.number - a.number);
  if (older.length === 0) return null;
  return { kind: "rollback", environment, current, releases: older, routeRev: routeRevs[environment] };
}
