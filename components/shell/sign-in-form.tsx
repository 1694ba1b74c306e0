"use client";
import { FlaskConical, KeyRound } from "lucide-react";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { PasswordInput } from "@/components/shell/password-input";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  /** Where to go afterwards: a path of this site. */
  callbackUrl: string;
  /** Filled in while a demo tenant exists. */
  demo: { email: string; password: string } | null;
  hasSingleSignOn: boolean;
  /** The provider shall ask who it is, whoever it has let in before. */
  isAgain: boolean;
  /** An error that the identity provider's round trip came back with, in words. */
  startError: string | null;
};
/** OpenID Connect Core 1.0, section 3.1.2.1: the provider asks again, and says when (`auth_time`). */
const ASK_AGAIN = { prompt: "login", max_age: "0" };
const WRONG = "The e-mail address or the password is not right. Check both and try again.";

export function SignInForm({ callbackUrl, demo, hasSingleSignOn, isAgain, startError }: Props) {
  const [error, setError] = useState(startError);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setError(null);
    const answer = await signIn("credentials", {
      email: String(form.get("email")),
      password: String(form.get("password")),
      redirect: false,
    }).catch(() => null);
    if (answer?.ok) return window.location.assign(callbackUrl);
    setError(answer ? WRONG : "The server did not answer. Check the connection and try again.");
    setPending(false);
  };
  return (
    <>
      {/* Sent before the page is ready, a form without a method would put the password into the address. */}
      <form className="grid gap-[14px]" method="post" onSubmit={submit}>
        <h1>Sign in</h1>
        <Field label="E-mail">
          <Input type="email" name="email" autoComplete="username" required defaultValue={demo?.email} />
        </Field>
        <Field label="Password" error={error}>
          <PasswordInput name="password" autoComplete="current-password" required defaultValue={demo?.password} />
        </Field>
        <Button type="submit" variant="primary" size="form" className="mt-1" disabled={pending}>
          {pending ? "Signing in" : "Sign in"}
          <kbd>↵</kbd>
        </Button>
      </form>
      {hasSingleSignOn && (
        <>
          <div className="or">or</div>
          <Button size="form" onClick={() => void signIn("oidc", { callbackUrl }, isAgain ? ASK_AGAIN : {})}>
            <KeyRound className="i s" aria-hidden />
            Continue with your organisation
          </Button>
        </>
      )}
      {demo && (
        <div className="demo">
          <FlaskConical className="i s" aria-hidden />
          <span>
            A demo tenant is set up on this machine and its owner is filled in. Answers of the sandbox model are
            simulated and labelled so.
          </span>
        </div>
      )}
    </>
  );
}
