"use client";
import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; name: string; onDone: () => void; onClose: () => void };

/** For people without a password: they sign in again beside this page, which keeps what they were doing. */
export function SignInAgain({ tenant, name, onDone, onClose }: Props) {
  const look = useMutation({
    mutationFn: () => unwrap(api.GET("/api/v1/{tenant}/confirmation", { params: { path: { tenant } } })),
    onSuccess: ({ until }) => until && onDone(),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      width={420}
      title="Confirm that it is you"
      description={`You are signed in as ${name}, with your organisation. Sign in again in another tab, then come back to this one.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={look.isPending} onClick={() => look.mutate()}>
            I have signed in
          </Button>
        </>
      }
    >
      <div className="grid justify-items-start gap-3">
        <a
          className={buttonClass()}
          href={`/sign-in?again=1&callbackUrl=${encodeURIComponent(`/${tenant}`)}`}
          target="_blank"
          rel="noreferrer"
        >
          <ExternalLink className="i s" aria-hidden />
          Sign in again
        </a>
        {look.data && !look.data.until && (
          <p role="alert" className="text-fail">
            That has not arrived yet. Finish the sign-in in the other tab.
          </p>
        )}
        {look.error && <ErrorState error={look.error} />}
      </div>
    </Dialog>
  );
}
