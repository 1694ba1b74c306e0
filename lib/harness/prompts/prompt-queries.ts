import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

/** The prompts of a tenant, by key. */
export const promptsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "prompts"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/prompts", { params: { path: { tenant } }, signal })),
  });

/** One variant of a prompt with its revisions, newest first. */
export const promptQuery = (tenant: string, prompt: string, variant: string = MAIN_VARIANT) =>
  queryOptions({
    queryKey: [tenant, "prompts", prompt, variant],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/prompts/{prompt}", {
          params: { path: { tenant, prompt }, query: { variant } },
          signal,
        }),
      ),
  });
