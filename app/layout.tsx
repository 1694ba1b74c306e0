import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { cookies, headers } from "next/headers";
import { NonceProvider } from "@/components/shell/nonce-provider";

export const metadata = {
  title: { default: "Slipway", template: "%s · Slipway" },
  description: "Build agents, prove them, launch them, keep them afloat.",
};

/** Reads the nonce of the request's content security policy; a page with a nonce is rendered per request. */
export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const theme = (await cookies()).get("slipway.theme")?.value;
  const chosen = theme === "light" || theme === "dark" ? theme : undefined;
  return (
    <html lang="en" data-theme={chosen} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <NonceProvider nonce={nonce}>{children}</NonceProvider>
      </body>
    </html>
  );
}
