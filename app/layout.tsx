import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/app/providers";
import { KEEP_EARLY_PRESS } from "@/components/shell/early-press";
import { KeepTitle } from "@/components/shell/keep-title";
import { RepeatEarlyPress } from "@/components/shell/repeat-early-press";
import { APPLY_PREFERENCES } from "@/components/shell/view-preferences";

export const metadata = {
  title: { default: "Slipway", template: "%s · Slipway" },
  description: "Build agents, prove them, launch them, keep them afloat.",
};

/** Reading the nonce makes every page dynamic: a prerendered page has no nonce, and its scripts would be blocked. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <script nonce={nonce} suppressHydrationWarning>
          {`${APPLY_PREFERENCES}\n${KEEP_EARLY_PRESS}`}
        </script>
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
        <RepeatEarlyPress />
        <KeepTitle />
      </body>
    </html>
  );
}
