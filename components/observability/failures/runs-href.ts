import { filterToUrl } from "@/lib/observability/traces/trace-filter";
import type { ErrorClass } from "@/lib/platform/errors/error-class";

type Target = {
  node: string;
  harness: string;
  environment: string | undefined;
  error?: ErrorClass;
  /** Start of the time and its length; without it all of it. */
  start?: string;
  lengthMs?: number;
};

/** The list of runs in which a node failed. */
export function runsHref(tenant: string, { node, harness, environment, error, start, lengthMs }: Target): string {
  const to = start && lengthMs ? new Date(Date.parse(start) + lengthMs).toISOString() : undefined;
  const known =
    environment === "draft" || environment === "staging" || environment === "production" ? environment : undefined;
  return `/${tenant}/runs?${filterToUrl({ node, harness, error, environment: known, from: start, to })}`;
}
