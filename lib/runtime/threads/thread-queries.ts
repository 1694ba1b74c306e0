import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Conversations of a tenant, last used first. */
export const threadsQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "threads"],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/threads", {
          params: { path: { tenant }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** Messages of a conversation, newest first. */
export const threadMessagesQuery = (tenant: string, threadId: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "threads", threadId, "messages"],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/threads/{threadId}/messages", {
          params: { path: { tenant, threadId }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
