"use client";
import type { ReactNode } from "react";
import { NonceProvider } from "@/components/shell/nonce-provider";
import { QueryProvider } from "@/components/shell/query-provider";
import { ToastProvider } from "@/components/ui/toast";

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <NonceProvider nonce={nonce}>
      <QueryProvider>
        <ToastProvider>{children}</ToastProvider>
      </QueryProvider>
    </NonceProvider>
  );
}
