"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import type { ConnectionView } from "@/lib/governance/models/schema";

/** The models of the tenant's connections that can be called, with their prices; those that only simulate last. */
export function usePlaygroundModels(tenant: string): ConnectionView["models"] {
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(connectionsQuery(tenant));
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const connections = data?.pages.flatMap((page) => page.items) ?? [];
  const models = connections.filter(({ state }) => state !== "disabled").flatMap((one) => one.models);
  return models.sort((one, other) => Number(one.simulated) - Number(other.simulated));
}
