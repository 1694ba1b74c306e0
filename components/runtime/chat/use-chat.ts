"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { turnsOf } from "@/components/runtime/chat/turn-model";
import { tracesQuery } from "@/lib/observability/traces/trace-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { ChatPartner } from "@/lib/runtime/chat/schema";

type Given = { tenant: string; partner: ChatPartner; thread: string | null; onThread: (thread: string) => void };

/** One conversation: its turns are runs of its thread. Saying something starts the next one. */
export function useChat({ tenant, partner, thread, onThread }: Given) {
  const client = useQueryClient();
  const [started, setStarted] = useState<string[]>([]);
  const filter = { thread: thread ?? undefined };
  const stored = useInfiniteQuery({ ...tracesQuery(tenant, filter), enabled: thread !== null });
  const say = useMutation({
    mutationFn: (text: string) =>
      unwrap(
        api.POST("/api/v1/{tenant}/runs", {
          params: { path: { tenant } },
          body: {
            harness: partner.harness.slug,
            environment: partner.environment === "staging" ? "staging" : "production",
            input: { [partner.field]: text },
            thread,
            endUser: null,
          },
        }),
      ),
    onSuccess: (run) => {
      client.setQueryData([tenant, "run", run.id], run);
      setStarted((before) => [...before, run.id]);
      if (thread === null && run.thread) onThread(run.thread);
    },
  });
  const known = thread === null ? [] : (stored.data?.pages.flatMap((page) => page.items.map(({ id }) => id)) ?? []);
  return {
    turns: turnsOf(known, started),
    say,
    isLoading: thread !== null && stored.isLoading,
    error: stored.error,
    retry: () => void stored.refetch(),
    older: stored.hasNextPage ? () => void stored.fetchNextPage() : null,
  };
}
