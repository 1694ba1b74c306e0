import { RE2JS } from "re2js";

/** Whether RE2, which runs every pattern of ours, can read it. */
export function isPattern(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
