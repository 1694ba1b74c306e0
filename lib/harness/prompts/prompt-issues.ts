import type { PromptBody } from "@/lib/harness/compile/library";
import { checkLiquid } from "@/lib/release/expressions/render-liquid";

/** What is wrong with the templates of a prompt. `pointer` is a JSON pointer into the body. */
export function promptIssues(
  body: PromptBody,
): { pointer: "/system" | "/user"; message: string; position: number | null }[] {
  return (["system", "user"] as const).flatMap((part) => {
    const error = checkLiquid(body[part]);
    return error ? [{ pointer: `/${part}` as const, message: error.message, position: error.position }] : [];
  });
}
