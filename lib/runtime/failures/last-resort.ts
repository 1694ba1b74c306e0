import type { Environment } from "@/lib/release/run-request";

/**
 * What a run becomes when a step failed for good and nothing in the harness takes the failure: in production it is set
 * aside as a dead letter, for a person to replay or discard; a draft or staging run simply failed.
 */
export const lastResortOf = (environment: Environment): "dead-letter" | "fail" =>
  environment === "production" ? "dead-letter" : "fail";
