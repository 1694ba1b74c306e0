"use client";
import Link from "next/link";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { problemOf } from "@/lib/platform/errors/problem";

type Props = {
  token: string;
  invite: { tenantName: string; slug: string; email: string; role: string } | null;
  signedInAs: string | null;
};

/** Joins a tenant: one button for somebody who is signed in, name and password for somebody new. */
export function AcceptInvite({ token, invite, signedInAs }: Props) {
  const [error, setError] = useState<string | null>(null);
  if (!invite)
    return (
      <main className="empty" style={{ margin: "20vh auto" }}>
        <b>This invite cannot be used</b>
        <p>It was used, taken back, or has ended. Ask the person who sent it for a new one.</p>
        <Link className="link" href="/sign-in">
          Sign in
        </Link>
      </main>
    );
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const answer = signedInAs ? {} : { name: form.get("name"), password: form.get("password") };
    const response = await fetch(`/api/invites/${encodeURIComponent(token)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(answer),
    }).catch(() => null);
    if (!response?.ok) return setError(await sentenceOf(response));
    if (!signedInAs)
      await signIn("credentials", { redirect: false, email: invite?.email, password: String(form.get("password")) });
    window.location.assign(`/${invite?.slug}`);
  }
  return (
    <main className="grid" style={{ minHeight: "100vh", placeItems: "center" }}>
      <form method="post" onSubmit={submit} className="grid gap-3" style={{ width: 336 }}>
        <BrandMark size={24} />
        <h1 style={{ font: "600 20px/28px var(--font-sans)" }}>Join {invite.tenantName}</h1>
        <p className="muted">
          {invite.email}, as {invite.role.toLowerCase()}.
        </p>
        {!signedInAs && (
          <>
            <label className="grid gap-1" htmlFor="invite-name">
              <span className="label">Your name</span>
              <span className="field form">
                <input id="invite-name" name="name" required maxLength={100} autoComplete="name" />
              </span>
            </label>
            <label className="grid gap-1" htmlFor="invite-password">
              <span className="label">A password, at least 10 characters</span>
              <span className="field form">
                <input
                  id="invite-password"
                  name="password"
                  type="password"
                  required
                  minLength={10}
                  autoComplete="new-password"
                />
              </span>
            </label>
          </>
        )}
        <p role="alert" className="fail" hidden={!error}>
          {error}
        </p>
        <button type="submit" className="btn primary form">
          Join
        </button>
      </form>
    </main>
  );
}

async function sentenceOf(response: Response | null): Promise<string> {
  const problem = problemOf(await response?.json().catch(() => null));
  return problem ? (problem.detail ?? problem.title) : "The server did not answer. Try again.";
}
