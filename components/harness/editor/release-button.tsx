"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useEditorShared, useReport } from "@/components/harness/editor/editor-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { stopsRelease } from "@/lib/harness/readiness/stops-release";
import { releasesQuery } from "@/lib/harness/releases/release-queries";
import { ApiError, api, unwrap } from "@/lib/platform/http/api-client";

/** Freezes the draft as the next release, after a last look at what was found. */
export function ReleaseButton({ save }: { save: () => Promise<void> }) {
  const { tenant, harness, view } = useEditorShared();
  const report = useReport();
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const client = useQueryClient();
  const toast = useToast();
  const blocking = report.findings.filter(stopsRelease);
  const create = useMutation({
    mutationFn: async () => {
      await save();
      return await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/releases", { params: { path: { tenant, harness } } }),
      );
    },
    onSuccess: async (release) => {
      await client.invalidateQueries(releasesQuery(tenant, harness));
      toast({
        title: release.created ? `Release r${release.number} is made` : `Nothing changed since r${release.number}`,
        tone: "ok",
      });
      router.push(`/${tenant}/harnesses/${harness}/releases`);
    },
  });
  const showFindings = () => {
    setOpen(false);
    view.setState({ panel: "readiness" });
  };
  const problems = create.error instanceof ApiError ? (create.error.problem?.errors ?? []) : [];
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Create release
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Create a release"
        description="A release never changes. Environments run releases, not drafts."
        footer={
          <>
            {report.findings.length > 0 && (
              <Button variant="ghost" className="mr-auto" onClick={showFindings}>
                Show the findings
              </Button>
            )}
            <Button onClick={() => setOpen(false)}>Not yet</Button>
            <Button
              variant="primary"
              disabled={blocking.length > 0 || create.isPending}
              onClick={() => create.mutate()}
            >
              Create release
            </Button>
          </>
        }
      >
        {blocking.length > 0 ? (
          <p className="fail">
            {blocking.length} {blocking.length === 1 ? "finding blocks" : "findings block"} it:{" "}
            {blocking[0]?.explanation}
          </p>
        ) : (
          <p className="text-muted">
            Prompts and tools are pinned to what they are now.
            {report.findings.length > 0 && ` ${alongWith(report.findings.length)}`}
          </p>
        )}
        {create.error && (
          <div role="alert" className="fail mt-2">
            <p>{create.error.message}</p>
            {problems.map((problem) => (
              <p key={problem.message}>{problem.message}</p>
            ))}
          </div>
        )}
      </Dialog>
    </>
  );
}

const alongWith = (findings: number) => (findings === 1 ? "1 finding goes along." : `${findings} findings go along.`);
