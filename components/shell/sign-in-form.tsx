"use client";
import { FlaskConical, KeyRound } from "lucide-react";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { BrandMark } from "@/components/shell/brand-mark";

type Props = {
  callbackUrl: string;
  hasSingleSignOn: boolean;
  demo: { email: string; password: string } | null;
  refused: boolean;
};

const REFUSED = "The e-mail address or the password is not right. Check both and try again.";
const UNREACHABLE = "The server did not answer. Check that Slipway is running and try again.";
const NO_ACCOUNT =
  "Your organisation signed you in, but nobody has invited you yet. Ask an administrator for an invite.";

/** Credentials, and single sign-on when the operator configured it. Errors are announced and keep what was typed. */
export function SignInForm({ callbackUrl, hasSingleSignOn, demo, refused }: Props) {
  const [error, setError] = useState<string | null>(refused ? NO_ACCOUNT : null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    const answer = await signIn("credentials", {
      redirect: false,
      email: form.get("email"),
      password: form.get("password"),
    }).catch(() => undefined);
    if (answer?.ok) window.location.assign(localUrl(callbackUrl));
    else {
      setError(answer ? REFUSED : UNREACHABLE);
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <div className="row" style={{ gap: 10, font: "600 15px/24px var(--font-sans)" }}>
        <BrandMark size={24} />
        Slipway
      </div>
      <form onSubmit={submit} method="post">
        <h1 style={{ font: "600 20px/28px var(--font-sans)" }}>Sign in</h1>
        <label htmlFor="email">
          <span className="label">E-mail</span>
          <span className="field form">
            <input id="email" name="email" type="email" required autoComplete="username" defaultValue={demo?.email} />
          </span>
        </label>
        <label htmlFor="password">
          <span className="label">Password</span>
          <span className="field form">
            <input
              id="password"
              name="password"
              type="password"
              required
              autoComplete="current-password"
              defaultValue={demo?.password}
            />
          </span>
        </label>
        <p role="alert" className="fail t12" hidden={!error}>
          {error}
        </p>
        <button className="btn primary form" type="submit" disabled={isBusy}>
          {isBusy ? "Signing in" : "Sign in"}
          <kbd>↵</kbd>
        </button>
        {hasSingleSignOn && (
          <>
            <div className="or">or</div>
            <button
              className="btn form"
              type="button"
              onClick={() => signIn("oidc", { callbackUrl: localUrl(callbackUrl) })}
            >
              <KeyRound className="i s" aria-hidden="true" />
              Continue with your organisation
            </button>
          </>
        )}
        {demo && (
          <div className="demo">
            <FlaskConical className="i s sim-i" aria-hidden="true" />
            <span>Demo on this machine: Acme and Globex. All model answers are simulated and labelled so.</span>
          </div>
        )}
      </form>
    </main>
  );
}

/** Only paths of our own: a callback to another site is dropped. */
function localUrl(callbackUrl: string): string {
  const url = URL.canParse(callbackUrl, window.location.origin) ? new URL(callbackUrl, window.location.origin) : null;
  return url?.origin === window.location.origin ? `${url.pathname}${url.search}` : "/";
}
