"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { PromotionCheck } from "@/lib/harness/promotion/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  harness: string;
  releaseId: string;
  reviews: PromotionCheck["reviews"];
  /** A release that will not run again is not reviewed any more. */
  isClosed: boolean;
};

/** What people said of a release; a rejection that nobody took back keeps it out of production. */
export function ReleaseReviews({ tenant, harness, releaseId, reviews, isClosed }: Props) {
  const mayReview = useMay()("release:promote") && !isClosed;
  const client = useQueryClient();
  const [comment, setComment] = useState("");
  const review = useMutation({
    mutationFn: (verdict: "approve" | "reject") =>
      unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/releases/{releaseId}/reviews", {
          params: { path: { tenant, harness, releaseId } },
          body: { verdict, comment },
        }),
      ),
    onSuccess: async () => {
      setComment("");
      await client.invalidateQueries({ queryKey: [tenant, "releases", harness] });
    },
  });
  return (
    <section aria-label="Reviews" className="grid gap-2">
      <h3 className="label">Reviews</h3>
      {reviews.length === 0 && <p className="text-muted">Nobody has reviewed this release.</p>}
      <ul className="grid gap-2">
        {reviews.map(({ id, by, verdict, comment: said, at }) => (
          <li key={id} className="flex items-baseline gap-2">
            <Status
              status={verdict === "approve" ? "ok" : "refused"}
              label={verdict === "approve" ? "Approved" : "Rejected"}
            />
            <span>
              <ActorName tenant={tenant} actor={by} />
              {said && `: ${said}`}
            </span>
            <span className="text-12 text-faint">
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
      {mayReview && (
        <div className="flex items-end gap-2">
          <div className="grow">
            <Field label="Your review">
              <Input
                value={comment}
                maxLength={2_000}
                autoComplete="off"
                onChange={(event) => setComment(event.target.value)}
              />
            </Field>
          </div>
          <Button disabled={review.isPending} onClick={() => review.mutate("reject")}>
            Reject
          </Button>
          <Button disabled={review.isPending} onClick={() => review.mutate("approve")}>
            Approve
          </Button>
        </div>
      )}
      {review.error && <ErrorState error={review.error} />}
    </section>
  );
}
