"use client";
import { useQuery } from "@tanstack/react-query";
import { PasswordForm } from "@/components/governance/confirmation/password-form";
import { SignInAgain } from "@/components/governance/confirmation/sign-in-again";
import { useViewer } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { confirmationQuery } from "@/lib/governance/confirmation/confirmation-queries";

type Props = { onDone: () => void; onClose: () => void };

/** Asks whoever sits at the browser to prove that they are who signed in. */
export function ConfirmWhoDialog({ onDone, onClose }: Props) {
  const { tenant, name, email } = useViewer();
  const { data, error, refetch } = useQuery(confirmationQuery(tenant.slug));
  const how = { tenant: tenant.slug, onDone, onClose };
  if (data?.method === "password") return <PasswordForm {...how} name={name} email={email} />;
  if (data) return <SignInAgain {...how} name={name} />;
  return (
    <Dialog open onClose={onClose} title="Confirm that it is you" footer={<Button onClick={onClose}>Cancel</Button>}>
      {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton height={60} />}
    </Dialog>
  );
}
