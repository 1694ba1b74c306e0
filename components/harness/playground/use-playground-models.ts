"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { modelOptions } from "@/components/harness/inspector/model-options";
import type { SelectOption } from "@/components/ui/select";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";

/** The models of the tenant's connections that can be called, as a choice; those that only simulate are marked, and last. */
export function usePlaygroundModels(tenant: string): SelectOption[] {
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(connectionsQuery(tenant));
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const connections = data?.pages.flatMap((page) => page.items) ?? [];
  const models = connections.filter(({ state }) => state !== "disabled").flatMap((one) => one.models);
  return modelOptions(models.sort((one, other) => Number(one.simulated) - Number(other.simulated)));
}
