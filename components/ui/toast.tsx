"use client";
import { CircleCheck, CircleX, Info, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";

export type Toast = { title: string; detail?: string; tone?: "ok" | "fail" | "neutral" };
type Shown = Toast & { key: number };
const SHOWN_MS = 6_000;
const ICON = { ok: CircleCheck, fail: CircleX, neutral: Info } as const;
const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** `const toast = useToast(); toast({ title: "Invite made", tone: "ok" })`. Failures belong beside what failed. */
export const useToast = () => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Shown[]>([]);
  const show = useCallback((toast: Toast) => setToasts((all) => [...all.slice(-2), { ...toast, key: nextKey() }]), []);
  const close = useCallback((key: number) => setToasts((all) => all.filter((toast) => toast.key !== key)), []);
  return (
    <ToastContext value={show}>
      {children}
      <output className="fixed right-4 bottom-4 z-60 grid w-[340px] max-w-[calc(100vw-32px)] gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.key} toast={toast} onClose={close} />
        ))}
      </output>
    </ToastContext>
  );
}

function ToastCard({ toast, onClose }: { toast: Shown; onClose: (key: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(onClose, SHOWN_MS, toast.key);
    return () => clearTimeout(timer);
  }, [toast.key, onClose]);
  const tone = toast.tone ?? "neutral";
  const Icon = ICON[tone];
  return (
    <div className="pop flex items-start gap-2.5 py-2 pr-2 pl-3">
      <Icon className={`i mt-1 ${tone === "neutral" ? "muted" : tone}`} aria-hidden />
      <div className="grow py-0.5">
        <p className="font-medium">{toast.title}</p>
        {toast.detail && <p className="text-12 text-muted">{toast.detail}</p>}
      </div>
      <IconButton label="Dismiss" size="sm" onClick={() => onClose(toast.key)}>
        <X className="i s" aria-hidden />
      </IconButton>
    </div>
  );
}

let lastKey = 0;
const nextKey = () => {
  lastKey += 1;
  return lastKey;
};
