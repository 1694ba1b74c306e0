import type { Failure } from "@/lib/platform/errors/error-class";
import type { Program } from "@/lib/release/program";
import { failure } from "@/lib/runtime/segment/failure-of.server";

/** Outputs that nobody made may stand in for steps of a test, and nowhere else. */
export function refusalOfGivenOutputs({ givenOutputs }: Program, environment: string): Failure | null {
  if (!givenOutputs || environment === "draft") return null;
  return failure("internal", `This program has given outputs. They are for test runs only, not for ${environment}.`);
}
