"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { pinsQuery } from "@/lib/harness/pins/pin-queries";
import type { NewPin } from "@/lib/harness/pins/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The pin of a step, and what changes it. The draft is saved before, so that the server knows the step as it is. */
export function usePin(nodeId: string) {
  const { tenant, harness, save } = useEditorShared();
  const client = useQueryClient();
  const params = { path: { tenant, harness, nodeId } };
  const onSuccess = () => client.invalidateQueries(pinsQuery(tenant, harness));
  const pins = useQuery(pinsQuery(tenant, harness));
  const set = useMutation({
    mutationFn: async (body: NewPin) => {
      await save();
      await unwrap(api.PUT("/api/v1/{tenant}/harnesses/{harness}/draft/pins/{nodeId}", { params, body }));
    },
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/{tenant}/harnesses/{harness}/draft/pins/{nodeId}", { params })),
    onSuccess,
  });
  return { pin: pins.data?.items.find((one) => one.nodeId === nodeId), set, remove };
}
