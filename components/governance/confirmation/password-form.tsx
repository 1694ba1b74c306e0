"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { PasswordInput } from "@/components/shell/password-input";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { STEP_UP_MINUTES } from "@/lib/governance/access/require-step-up";
import { ApiError, api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; name: string; email: string; onDone: () => void; onClose: () => void };

/** The password once more; then what was asked for goes on by itself. */
export function PasswordForm({ tenant, name, email, onDone, onClose }: Props) {
  const form = useId();
  const confirm = useMutation({
    mutationFn: (password: string) =>
      unwrap(api.POST("/api/v1/{tenant}/confirmation", { params: { path: { tenant } }, body: { password } })),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(String(new FormData(event.currentTarget).get("password")));
  };
  const isWrong = confirm.error instanceof ApiError && confirm.error.problem?.code === "wrong-password";
  return (
    <Dialog
      open
      onClose={onClose}
      width={420}
      title="Confirm that it is you"
      description={`You are signed in as ${name}. Type your password to go on; for ${STEP_UP_MINUTES} minutes you are not asked again.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" disabled={confirm.isPending}>
            Confirm
          </Button>
        </>
      }
    >
      <form id={form} method="post" onSubmit={submit} className="grid gap-3">
        {/* Password managers look for the account beside its password. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="Password" error={isWrong ? "The password is not right. Try again." : null}>
          <PasswordInput name="password" autoComplete="current-password" required />
        </Field>
        {confirm.error && !isWrong && <ErrorState error={confirm.error} />}
      </form>
    </Dialog>
  );
}
