import type { Failure } from "@/lib/platform/errors/error-class";
import type { Program } from "@/lib/release/program";
import { failure } from "@/lib/runtime/segment/failure-of.server";

/** Outputs that nobody made, and maps that leave items out, are for tests and nowhere else. */
export function refusalOfTestOverrides(
  { givenOutputs, onlyItems }: Pick<Program, "givenOutputs" | "onlyItems">,
  environment: string,
): Failure | null {
  const what = givenOutputs ? "has given outputs" : onlyItems ? "runs only one item of a map" : null;
  if (!what || environment === "draft") return null;
  return failure("internal", `This program ${what}. That is for test runs only, not for ${environment}.`);
}
