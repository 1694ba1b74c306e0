import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The prompts of a tenant, by key. */
export const promptsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "prompts"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/prompts", { params: { path: { tenant } }, signal })),
  });

/** One prompt with its revisions, newest first. */
export const promptQuery = (tenant: string, prompt: string) =>
  queryOptions({
    queryKey: [tenant, "prompts", prompt],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/prompts/{prompt}", { params: { path: { tenant, prompt } }, signal })),
  });
