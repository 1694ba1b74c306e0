"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { ActorName } from "@/components/governance/members/actor-name";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { useMay } from "@/components/shell/viewer-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { WaiverView } from "@/lib/harness/promotion/schema";
import { waiverOf } from "@/lib/harness/promotion/waiver-of";
import { waiversQuery } from "@/lib/harness/promotion/waiver-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { Finding } from "@/lib/release/readiness-report";

/** Findings of the draft that somebody answers for: who, why and until when. */
export function WaivedFindings({ findings }: { findings: readonly Finding[] }) {
  const { tenant, harness } = useEditorShared();
  const { data } = useQuery(waiversQuery(tenant, harness));
  const waived = findings.flatMap((finding) => {
    const waiver = waiverOf(finding, data?.items ?? []);
    return waiver ? [{ finding, waiver }] : [];
  });
  if (waived.length === 0) return null;
  return (
    <ul aria-label="Waived">
      {waived.map(({ finding, waiver }) => (
        <li key={`${waiver.id} ${finding.field} ${finding.explanation}`} className="finding">
          <Waived finding={finding} waiver={waiver} />
        </li>
      ))}
    </ul>
  );
}

function Waived({ finding, waiver }: { finding: Finding; waiver: WaiverView }) {
  const { tenant } = useEditorShared();
  const label = useEditor((state) => nodeIndex(state.draft).get(finding.nodeId ?? "")?.label);
  const may = useMay();
  const end = useEndWaiver();
  return (
    <>
      <ShieldCheck className="i s muted" role="img" aria-label="Waived" />
      <div className="flex gap-2">
        <b className="cut">{label ?? "Harness"}</b>
        <code className="ml-auto">{finding.rule}</code>
      </div>
      <p className="break-words">
        Waived by <ActorName tenant={tenant} actor={waiver.by} />: “{waiver.reason}”, ends{" "}
        <RelativeTime at={waiver.expiresAt} />
      </p>
      {may("release:promote") && (
        <div className="fix">
          <button type="button" className="linkish" disabled={end.isPending} onClick={() => end.mutate(waiver.id)}>
            End the waiver
          </button>
        </div>
      )}
    </>
  );
}

function useEndWaiver() {
  const { tenant, harness } = useEditorShared();
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (waiverId: string) =>
      unwrap(
        api.DELETE("/api/v1/{tenant}/harnesses/{harness}/waivers/{waiverId}", {
          params: { path: { tenant, harness, waiverId } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: [tenant, "releases", harness] }),
    onError: (error) => toast({ title: "The waiver was not ended", detail: error.message, tone: "fail" }),
  });
}
