import type { ReleaseView } from "@/lib/harness/releases/schema";

export type RoutedEnvironment = "staging" | "production";
export const ENVIRONMENTS: readonly RoutedEnvironment[] = ["staging", "production"];
export const ENVIRONMENT_WORD = { staging: "Staging", production: "Production" } as const;

/** A change of what an environment runs that a person is about to make. `releases` are the ones to choose from, best first. */
export type RouteChange = {
  kind: "promote" | "rollback";
  environment: RoutedEnvironment;
  current: ReleaseView | null;
  releases: readonly ReleaseView[];
};

/** The release that an environment runs now. */
export const routedIn = (releases: readonly ReleaseView[], environment: RoutedEnvironment): ReleaseView | null =>
  releases.find((release) => release.environments.includes(environment)) ?? null;

/** Promotions that a release may get: to environments that run nothing or something older. None of a revoked one. */
export function promotionsOf(release: ReleaseView, releases: readonly ReleaseView[]): RouteChange[] {
  if (release.revoked) return [];
  return ENVIRONMENTS.flatMap((environment) => {
    const current = routedIn(releases, environment);
    if (current && current.number >= release.number) return [];
    return [{ kind: "promote" as const, environment, current, releases: [release] }];
  });
}

/** The way back of an environment: every older release that was not revoked, the newest of them first; null when there is none. */
export function rollbackOf(environment: RoutedEnvironment, releases: readonly ReleaseView[]): RouteChange | null {
  const current = routedIn(releases, environment);
  if (!current) return null;
  const older = releases
    .filter((release) => release.number < current.number && !release.revoked)
    .sort((a, b) => b.number - a.number);
  return older.length > 0 ? { kind: "rollback", environment, current, releases: older } : null;
}
