import type { Finding } from "@/lib/release/readiness-report";

/** Whether a draft with the finding cannot be made a release. What an environment has bound stops that environment alone. */
export const stopsRelease = ({ severity, field }: Pick<Finding, "severity" | "field">): boolean =>
  severity === "block" && !isAboutBinding({ field });

/** Whether a finding is about what an environment has bound in place of a release's own. */
export const isAboutBinding = ({ field }: Pick<Finding, "field">): boolean => field?.startsWith("bindings.") === true;
