import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The knowledge of a tenant, by key. */
export const knowledgeListQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "knowledge"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/knowledge", { params: { path: { tenant } }, signal })),
  });

/** One knowledge with its documents. */
export const knowledgeQuery = (tenant: string, knowledge: string) =>
  queryOptions({
    queryKey: [tenant, "knowledge", knowledge],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/knowledge/{knowledge}", { params: { path: { tenant, knowledge } }, signal })),
  });

/** One document with its passages. */
export const documentQuery = (tenant: string, knowledge: string, documentId: string) =>
  queryOptions({
    queryKey: [tenant, "knowledge", knowledge, "documents", documentId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/knowledge/{knowledge}/documents/{documentId}", {
          params: { path: { tenant, knowledge, documentId } },
          signal,
        }),
      ),
  });

/** What a step would find for a query now. */
export const knowledgeSearchQuery = (tenant: string, knowledge: string, query: string) =>
  queryOptions({
    queryKey: [tenant, "knowledge", knowledge, "search", query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/knowledge/{knowledge}/search", {
          params: { path: { tenant, knowledge }, query: { query } },
          signal,
        }),
      ),
  });
